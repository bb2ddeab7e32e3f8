"""Which timers follow from which events: nothing waits in a household without one."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from chassis.store import NewTimer
from contracts import intake as facts
from kernel.calendar import add_working_days, opening_hour
from services.intake.domain import events
from services.intake.domain.household.states import OnNotice, Open, State, UnderReview
from services.intake.domain.rules import REVIEW_WORKING_DAYS


def timers_for(household: str, after: State, happened: Sequence[object]) -> list[NewTimer]:
    """`after`: the state that the events led to. Timers carry dates, rounds and tokens, nothing personal."""
    if any(map(_judged_again, happened)):
        return []  # the reviewer's days run on
    return [timer for event in happened if (timer := _timer_for(household, after, event)) is not None]


def _judged_again(event: object) -> bool:
    """Of the same report, or of it revised, while nobody has decided."""
    return isinstance(event, events.FindingMade) or (
        isinstance(event, events.ReportRevised) and event.outcome == "proposed_anew"
    )


def _timer_for(household: str, after: State, event: object) -> NewTimer | None:
    match event:
        case facts.NoticePosted() if isinstance(after, OnNotice):
            due = opening_hour(event.last_day + timedelta(days=1))
            data: dict[str, Any] = {"last_day": event.last_day.isoformat(), "members": list(after.case.members)}
            return NewTimer(due, "notice_over", household, data)
        case facts.ObjectionRaised() if event.due_on is not None:
            data = {"round": event.round, "due_on": event.due_on.isoformat()}
            return NewTimer(opening_hour(event.due_on + timedelta(days=1)), "objection_overdue", household, data)
        case facts.FileOpened(recheck_due_on=due_on) | facts.FileKept(recheck_due_on=due_on) if due_on is not None:
            return NewTimer(opening_hour(due_on), "recheck_due", household, {"due_on": due_on.isoformat()})
        case events.CategoryProposed() if isinstance(after, UnderReview | Open):
            due_on = add_working_days(event.judged_on, REVIEW_WORKING_DAYS)
            data = {"round": event.round, "due_on": due_on.isoformat()}
            return NewTimer(opening_hour(due_on + timedelta(days=1)), "review_overdue", household, data)
    return None
