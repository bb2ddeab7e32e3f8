"""How every use case changes one inquiry: load its stream, decide, build the unit."""

from collections.abc import Sequence
from datetime import timedelta

from chassis import unit_of_work
from chassis.envelope import Context
from chassis.resources import Resources
from chassis.store import Loaded, NewDelivery, NewTimer, Transaction, Unit, fold
from kernel import calendar
from services.verification.domain.events import InquiryOpened, Question
from services.verification.domain.inquiry import INQUIRY
from services.verification.domain.inquiry.states import State
from services.verification.handlers.questions import by_agency


def load(transaction: Transaction, stream: str) -> Loaded[State]:
    return fold(INQUIRY, transaction.load(stream))


def unit_of(
    resources: Resources, context: Context, household: str, stream: str, loaded: Loaded[State], events: Sequence[object]
) -> Unit:
    """The events and, of a new inquiry, its questions as deliveries and its term as a timer."""
    opened = next((event for event in events if isinstance(event, InquiryOpened)), None)
    return unit_of_work.unit(
        resources.codec,
        context,
        [unit_of_work.Change(stream, loaded.version, household, events)],
        timers=[*_term(opened, household, stream), *_reminders(opened, household, stream)],
        deliveries=_questions(opened, household, stream),
    )


def _term(opened: InquiryOpened | None, household: str, stream: str) -> list[NewTimer]:
    """The last day counts whole: the term is over when the next one begins."""
    if opened is None or not opened.questions:
        return []
    over = calendar.start_of(opened.due_on + timedelta(days=1))
    return [NewTimer(over, "inquiry_overdue", household, {"stream": stream})]


def _reminders(opened: InquiryOpened | None, household: str, stream: str) -> list[NewTimer]:
    days = {question.remind_on for question in opened.questions if question.remind_on} if opened else set()
    return [
        NewTimer(calendar.opening_hour(day), "office_reminder", household, {"stream": stream}) for day in sorted(days)
    ]


def _questions(opened: InquiryOpened | None, household: str, stream: str) -> list[NewDelivery]:
    return [
        NewDelivery("question", together[0].agency, household, 0, {"stream": stream, "items": _items(together)})
        for together in by_agency(opened.questions if opened else ())
    ]


def _items(together: tuple[Question, ...]) -> list[str]:
    return [question.item for question in together]
