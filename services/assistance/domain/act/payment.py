"""Into a batch, through the ledger's last look, to the bank and back."""

from datetime import date

from contracts.assistance import ActLine, AidPaid, PaymentReturned
from kernel.errors import DomainError
from services.assistance.domain import journal
from services.assistance.domain.act.clearance import REVOKED, released
from services.assistance.domain.act.states import Cleared, Confirmed, InBatch, Paid, Returned, State
from services.assistance.domain.commands import BankResult, Revoke
from services.assistance.domain.events import ConfirmationRecorded, RevocationRecorded, TakenIntoBatch

PAID, RETURNED = "paid", "returned"


def take(batch: str, state: State) -> list[object]:
    """Only a cleared act is taken: whoever came first has it."""
    return [TakenIntoBatch(act=state.terms.act, batch=batch)] if isinstance(state, Cleared) else []


def line(household: str, state: Cleared) -> ActLine:
    terms = state.terms
    return ActLine(
        act=terms.act,
        household=household,
        amount=terms.amount,
        account=terms.account,
        bill=terms.bill,
        beneficiaries=terms.beneficiaries,
    )


def confirm(batch: str, state: State) -> list[object]:
    if not isinstance(state, InBatch) or state.batch != batch:
        return []
    return [ConfirmationRecorded(act=state.terms.act, batch=batch)]


def revoke(command: Revoke, state: State) -> list[object]:
    """The act is off and its budget free again; one that ended meanwhile stays as it ended."""
    if not isinstance(state, InBatch) or state.batch != command.batch:
        return []
    revoked = RevocationRecorded(act=command.act, batch=command.batch, rule=command.rule, other=command.other)
    return [revoked, *released(state.terms, REVOKED)]


def record_result(batch: str, result: BankResult, state: State) -> list[object]:
    """The bank's word. The same again yields nothing, another word is refused with what stands.

    Money may come back after it was booked as paid, on that day or later.
    """
    if not isinstance(state, Confirmed | Paid | Returned) or state.batch != batch:
        raise DomainError("act_not_in_batch", act=result.act)
    if (stands := _said(state)) == (result.outcome, result.on, result.reason if result.outcome == RETURNED else ""):
        return []
    terms = state.terms
    comes_back = result.outcome == RETURNED and isinstance(state, Paid) and result.on >= state.on
    if stands is not None and not comes_back:
        outcome, on, _ = stands
        raise DomainError("result_contradicted", act=result.act, outcome=outcome, on=on.isoformat())
    if result.outcome == PAID:
        told = AidPaid(act=terms.act, batch=batch, amount=terms.amount, paid_on=result.on)
        return [told, journal.paid(terms.fund, terms.act, terms.amount)]
    returned = PaymentReturned(
        act=terms.act, batch=batch, amount=terms.amount, reason=result.reason, returned_on=result.on
    )
    was_paid = isinstance(state, Paid)
    return [returned, journal.came_back(terms.fund, terms.act, terms.amount)] if was_paid else [returned]


def _said(state: Confirmed | Paid | Returned) -> tuple[str, date, str] | None:
    """(outcome, day, the bank's code), as it is booked; None before the bank has spoken."""
    match state:
        case Paid():
            return PAID, state.on, ""
        case Returned():
            return RETURNED, state.on, state.reason
        case Confirmed():
            return None
