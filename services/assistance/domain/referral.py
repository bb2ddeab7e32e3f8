"""A referral to a lead agency: sent, answered, or overdue. The states are named by what was heard."""

from datetime import date
from typing import Any, Final

from contracts.assistance import ReferralSent
from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from services.assistance.domain.events import ReferralAnswered, ReferralOverdue

UNSENT, SENT, OVERDUE = "unsent", "sent", "overdue"
ACCEPTED, DECLINED, DONE = "accepted", "declined", "done"

MAY_BECOME: Final = {
    SENT: (ACCEPTED, DECLINED, DONE),
    OVERDUE: (ACCEPTED, DECLINED, DONE),
    ACCEPTED: (DONE, DECLINED),
}


def initial() -> str:
    return UNSENT


def evolve(state: str, event: Any) -> str:
    match event:
        case ReferralSent():
            return SENT
        case ReferralAnswered():
            return event.outcome
        case ReferralOverdue():
            return OVERDUE
        case _:
            raise UnknownEvent(event)


REFERRAL = Decider(initial, evolve)


def send(referral: str, measure: str, agency: str, due_on: date) -> list[object]:
    return [ReferralSent(referral=referral, measure=measure, agency=agency, due_on=due_on)]


def answer(referral: str, outcome: str, text: str, state: str) -> list[object]:
    if state == outcome:
        return []
    if outcome not in MAY_BECOME.get(state, ()):
        raise DomainError("referral_answered", outcome=state)
    return [ReferralAnswered(referral=referral, outcome=outcome, text=text)]


def overdue(referral: str, due_on: date, state: str) -> list[object]:
    return [ReferralOverdue(referral=referral, due_on=due_on)] if state == SENT else []
