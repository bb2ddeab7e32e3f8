"""Closed list of terms for work that waits and for which neither a document nor an event sets a day.

Each is a number of working days (**ours**), which a place may set otherwise as the parameter of that name. A task
without a day is found by nobody who looks for what is late.
"""

from typing import Final

WORKING_DAYS_MAX: Final = 60

TASK_TERMS: Final[dict[str, int]] = {
    "task_days_second_signature": 5,
    "task_days_closing_signature": 5,
    "task_days_recheck_signature": 5,
    "task_days_papers": 20,
    "task_days_blocked": 5,
    "task_days_file_number": 10,
    "task_days_change": 5,
    "task_days_exit": 10,
    "task_days_duplicate": 5,
    "task_days_rearrangement": 5,
    "task_days_move": 5,
    "task_days_consent": 10,
    "task_days_take_down_sheet": 10,
    "task_days_webhook": 3,
    "task_days_parameter": 5,
    "task_days_campaign": 5,
    "task_days_lead": 10,
    "task_days_visit_to_confirm": 5,
    "task_days_plan": 5,
    "task_days_helper": 10,
    "task_days_fund_consent": 5,
    "task_days_hold": 5,
    "task_days_overlap": 10,
    "task_days_returned_payment": 5,
    "task_days_batch": 5,
    "task_days_raise": 5,
    "task_days_contradiction": 10,
    "task_days_settlement_signature": 5,
}
"""Parameter -> days where no place sets it."""


def term_of(kind: str) -> str:
    """The parameter of a kind of task."""
    return f"task_days_{kind}"
