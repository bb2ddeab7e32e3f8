"""The two texts of each refusal of assistance's own."""

from services.assistance.errors import acts, payments, plans

ERRORS = (*plans.ERRORS, *acts.ERRORS, *payments.ERRORS)
