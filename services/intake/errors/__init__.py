"""Intake's refusals, each with its two texts: about forms, decisions, changes, rosters, attachments, parameters
and webhooks."""

from chassis.http.refusals import error_table
from chassis.work_list import errors as work_list
from services.intake.errors import (
    attachments,
    campaigns,
    decisions,
    file_changes,
    forms,
    identity,
    leads,
    parameters,
    rosters,
    visits,
    webhooks,
)

ERRORS = (
    *(
        *forms.ERRORS,
        *decisions.ERRORS,
        *file_changes.ERRORS,
        *campaigns.ERRORS,
        *leads.ERRORS,
        *visits.ERRORS,
        *rosters.ERRORS,
        *attachments.ERRORS,
    ),
    *(*identity.ERRORS, *parameters.ERRORS, *work_list.ERRORS, *webhooks.ERRORS),
)

TABLE = error_table.build(ERRORS)
"""With the common ones: for flaws that are told field by field or cell by cell."""
