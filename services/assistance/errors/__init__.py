"""The two texts of each refusal of assistance's own."""

from chassis.work_list import errors as work_list
from services.assistance.errors import acts, payments, plans

ERRORS = (*plans.ERRORS, *acts.ERRORS, *payments.ERRORS, *work_list.ERRORS)
