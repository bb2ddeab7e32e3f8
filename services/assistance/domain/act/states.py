"""The named states of an act; `terms` is the proposal, the same all along."""

from datetime import date
from typing import Any, Literal

from msgspec import Struct

from contracts.assistance import AidPaid, AidProposed, AidWithdrawn, PaymentReturned
from kernel.errors import UnknownEvent
from services.assistance.domain import events


class Unproposed(Struct, frozen=True):
    """Nothing happened yet."""


class Asked(Struct, frozen=True):
    """The fund's keeper is asked; nothing is committed, and the ledger knows nothing of it."""

    terms: AidProposed


class Proposed(Struct, frozen=True):
    terms: AidProposed


class Cleared(Struct, frozen=True):
    terms: AidProposed
    expires_on: date


class Held(Struct, frozen=True):
    """`by`: the hold as it was recorded."""

    terms: AidProposed
    by: events.HoldRecorded


class InBatch(Struct, frozen=True):
    terms: AidProposed
    batch: str


class Confirmed(Struct, frozen=True):
    terms: AidProposed
    batch: str


class Paid(Struct, frozen=True):
    terms: AidProposed
    batch: str
    on: date


class Returned(Struct, frozen=True):
    """The bank gave the money back; the budget stays committed until somebody decides."""

    terms: AidProposed
    batch: str
    on: date
    reason: str


class Withdrawn(Struct, frozen=True):
    terms: AidProposed


Known = Asked | Proposed | Cleared | Held | InBatch | Confirmed | Paid | Returned | Withdrawn
State = Unproposed | Known

Status = Literal[
    "awaits_consent", "proposed", "cleared", "held", "in_batch", "confirmed", "paid", "returned", "withdrawn"
]
"""How each state is called outside and in the read models."""

STATUS: dict[type, Status] = {
    Asked: "awaits_consent",
    Proposed: "proposed",
    Cleared: "cleared",
    Held: "held",
    InBatch: "in_batch",
    Confirmed: "confirmed",
    Paid: "paid",
    Returned: "returned",
    Withdrawn: "withdrawn",
}


def status_of(state: State) -> Status | None:
    """None before it was proposed."""
    return STATUS.get(type(state))


def evolve(state: State, event: Any) -> State:
    if isinstance(event, AidProposed):
        return Proposed(event)
    if isinstance(event, events.ConsentAsked):
        return Asked(event.proposal)
    if isinstance(state, Unproposed):
        raise UnknownEvent(event)
    terms = state.terms
    match event:
        case events.ClearanceRecorded():
            return Cleared(terms, event.expires_on)
        case events.HoldRecorded():
            return Held(terms, event)
        case events.TakenIntoBatch():
            return InBatch(terms, event.batch)
        case events.ConfirmationRecorded():
            return Confirmed(terms, event.batch)
        case AidPaid():
            return Paid(terms, event.batch, event.paid_on)
        case PaymentReturned():
            return Returned(terms, event.batch, event.returned_on, event.reason)
        case AidWithdrawn() | events.ConsentRefused():
            return Withdrawn(terms)
        case (
            events.BudgetCommitted()
            | events.BudgetReleased()
            | events.JournalPosted()
            | events.FindingRecorded()
            | events.FindingDropped()
            | events.WithdrawalExplained()
            | events.RevocationRecorded()
        ):
            return state
        case _:
            raise UnknownEvent(event)
