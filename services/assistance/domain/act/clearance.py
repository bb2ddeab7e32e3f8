"""What the ledger says of an act, recorded; and the act taken back, with its budget released."""

from datetime import date

from contracts.assistance import AidProposed, AidWithdrawn
from kernel.errors import DomainError
from services.assistance.domain import journal
from services.assistance.domain.act.states import (
    Asked,
    Cleared,
    Held,
    InBatch,
    Known,
    Proposed,
    Returned,
    State,
    Unproposed,
    Withdrawn,
    status_of,
)
from services.assistance.domain.commands import PayAgain, RecordFinding, RecordHold
from services.assistance.domain.events import (
    BudgetReleased,
    ClearanceRecorded,
    ConsentRefused,
    FindingDropped,
    FindingRecorded,
    HoldRecorded,
    WithdrawalExplained,
)

BY_A_PERSON, EXPIRED, FILE_CLOSED, REVOKED = "withdrawn", "clearance_expired", "file_closed", "revoked"
DIED = "beneficiary_died"
FILE_MOVED = "file_moved"
REFUSED = "refused"
PAID_AGAIN = "paid_again"
"""Why an act is off; what a person says about it is sealed beside."""


def record_clearance(act: str, expires_on: date, state: State) -> list[object]:
    """Once, also of an act held by what is gone; one withdrawn meanwhile stays so, and the ledger hears of it."""
    _own(state)
    return [ClearanceRecorded(act=act, expires_on=expires_on)] if isinstance(state, Proposed | Held) else []


def record_hold(command: RecordHold, state: State) -> list[object]:
    """The budget stays committed until somebody withdraws the act, or it is cleared after all. Of a cleared one too: an
    answer that its file rests on turned out otherwise."""
    _own(state)
    hold = HoldRecorded(act=command.act, rule=command.rule, clause=command.clause, other=command.other)
    news = isinstance(state, Proposed | Cleared) or (isinstance(state, Held) and state.by != hold)
    return [hold] if news else []


def record_finding(command: RecordFinding, state: State) -> list[object]:
    _own(state)
    return [
        FindingRecorded(
            act=command.act, finding=command.finding, rule=command.rule, clause=command.clause, other=command.other
        )
    ]


def drop_finding(act: str, finding: str, state: State) -> list[object]:
    _own(state)
    return [FindingDropped(act=act, finding=finding)]


def expire(state: State) -> list[object]:
    """The ledger's clearance ran out before the money went: even in a batch, whose check will revoke it."""
    terms = _own(state).terms
    return released(terms, EXPIRED) if isinstance(state, Proposed | Cleared | InBatch) else []


def withdraw(text: str, state: State) -> list[object]:
    """A person takes the act back. What is on its way to the bank, or there, cannot be."""
    if isinstance(state, Withdrawn):
        raise DomainError("act_withdrawn_already")
    if not isinstance(state, Asked | Proposed | Cleared | Held | Returned):
        raise DomainError("act_on_its_way")
    return [WithdrawalExplained(act=state.terms.act, text=text), *_off(state, BY_A_PERSON)]


def take_back_returned(command: PayAgain, state: State) -> list[object]:
    """Another act carries its money. To the account that it came back from only where a person says that it is right:
    else it would come back once more."""
    if not isinstance(state, Returned):
        raise DomainError("act_not_returned", status=status_of(state))
    if command.account == state.terms.account and not command.same_account:
        raise DomainError("account_not_corrected")
    return [WithdrawalExplained(act=state.terms.act, text=command.reason), *_off(state, PAID_AGAIN)]


def refuse_consent(text: str, state: State) -> list[object]:
    """The keeper says no; why is in their words."""
    if not isinstance(state, Asked):
        raise DomainError("consent_not_asked", status=status_of(state))
    return [WithdrawalExplained(act=state.terms.act, text=text), *_off(state, REFUSED)]


def end_with_file(state: State) -> list[object]:
    """The file closed: unpaid acts are off. One in a batch waits for the ledger's check, which knows the closing."""
    return _off(state, FILE_CLOSED) if isinstance(state, Asked | Proposed | Cleared | Held | Returned) else []


def end_with_a_life(person: str, died_on: date, state: State) -> list[object]:
    """Of somebody who died: unpaid acts for a time after it are off, and may be proposed anew for those who live.
    One in a batch waits for the ledger's check, which knows the death."""
    if not isinstance(state, Asked | Proposed | Cleared | Held | Returned):
        return []
    concerned = person in state.terms.beneficiaries and state.terms.period.first > died_on
    return _off(state, DIED) if concerned else []


def end_out_of_reach(state: State) -> list[object]:
    """The household went where the fund helps nobody. What was set aside for it before is given all the same, by whom
    it was promised; what was only asked for is off."""
    return _off(state, FILE_MOVED) if isinstance(state, Asked) else []


def _off(state: Known, reason: str) -> list[object]:
    """Of an act for which nothing was committed there is nothing to release, and nobody else ever heard."""
    if isinstance(state, Asked):
        return [ConsentRefused(act=state.terms.act, reason=reason)]
    return released(state.terms, reason)


def released(terms: AidProposed, reason: str) -> list[object]:
    return [
        BudgetReleased(act=terms.act, fund=terms.fund, amount=terms.amount, allotment=terms.allotment),
        journal.released(terms.fund, terms.act, terms.amount),
        AidWithdrawn(act=terms.act, reason=reason),
    ]


def _own(state: State) -> Known:
    """The ledger speaks only of what was proposed here."""
    if isinstance(state, Unproposed):
        raise DomainError("act_unknown")
    return state
