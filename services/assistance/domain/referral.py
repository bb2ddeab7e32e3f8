"""Aggregate of one referral to a lead agency: sent, then answered or overdue; silence is recorded, never an answer."""

from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct

from contracts.assistance import ReferralSent
from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from kernel.personal import Withheld
from services.assistance.domain.events import ReferralAnswered, ReferralOverdue


class Outcome(StrEnum):
    """What an agency says of a referral."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"


class Unsent(Struct, frozen=True):
    """Nothing happened yet."""


class Sent(Struct, frozen=True):
    """The agency has not answered, and is not late."""


class Overdue(Struct, frozen=True):
    """The agency is late; it may still answer."""


class Accepted(Struct, frozen=True):
    """The agency has taken it on; it ends done or declined."""

    text: str | Withheld = ""


class Declined(Struct, frozen=True):
    """For good: whoever refers again sends another."""

    text: str | Withheld = ""


class Done(Struct, frozen=True):
    """For good."""

    text: str | Withheld = ""


Known = Sent | Overdue | Accepted | Declined | Done
State = Unsent | Known

STATUS: dict[type, str] = {
    Sent: "sent",
    Overdue: "overdue",
    Accepted: Outcome.ACCEPTED,
    Declined: Outcome.DECLINED,
    Done: Outcome.DONE,
}
"""How each state is called outside."""

_ANSWERED: dict[Outcome, type[Accepted | Declined | Done]] = {
    Outcome.ACCEPTED: Accepted,
    Outcome.DECLINED: Declined,
    Outcome.DONE: Done,
}


def initial() -> State:
    return Unsent()


def evolve(state: State, event: Any) -> State:
    match event:
        case ReferralSent():
            return Sent()
        case ReferralAnswered():
            return _ANSWERED[Outcome(event.outcome)](event.text)
        case ReferralOverdue():
            return Overdue()
        case _:
            raise UnknownEvent(event)


REFERRAL = Decider(initial, evolve)


def send(referral: str, measure: str, agency: str, due_on: date) -> list[object]:
    return [ReferralSent(referral=referral, measure=measure, agency=agency, due_on=due_on)]


def answer(referral: str, outcome: Outcome, text: str, state: Known) -> list[object]:
    """The same again changes nothing; the same outcome in other words is refused, since what was written stands."""
    if state == _ANSWERED[outcome](text):
        return []
    if outcome not in _may_answer(state):
        raise DomainError("referral_answered", outcome=STATUS[type(state)])
    return [ReferralAnswered(referral=referral, outcome=outcome.value, text=text)]


def _may_answer(state: Known) -> tuple[Outcome, ...]:
    match state:
        case Sent() | Overdue():
            return (Outcome.ACCEPTED, Outcome.DECLINED, Outcome.DONE)
        case Accepted():
            return (Outcome.DONE, Outcome.DECLINED)
        case Declined() | Done():
            return ()


def overdue(referral: str, due_on: date, state: State) -> list[object]:
    return [ReferralOverdue(referral=referral, due_on=due_on)] if isinstance(state, Sent) else []
