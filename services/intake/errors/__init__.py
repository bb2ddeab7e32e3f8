"""Intake's refusals, each with its two texts: about forms, decisions, rosters and parameters."""

from chassis.http.refusals import error_table
from services.intake.errors import decisions, forms, parameters, rosters

ERRORS = (*forms.ERRORS, *decisions.ERRORS, *rosters.ERRORS, *parameters.ERRORS)

TABLE = error_table.build(ERRORS)
"""With the common ones: for flaws that are told field by field or cell by cell."""
