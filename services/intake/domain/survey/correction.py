"""更正: a row corrects an application under way. What touches what was asked or decided goes through both again."""

from msgspec import Struct

from contracts import intake as facts
from contracts.intake import Details
from kernel.errors import DomainError
from services.intake.domain.events import ApplicationCorrected
from services.intake.domain.household.changed_file import readable
from services.intake.domain.household.consent import is_older_than_a_withdrawal
from services.intake.domain.household.states import (
    Blocked,
    Case,
    OnNotice,
    Returned,
    State,
    UnderReview,
    UnderSecondReview,
    UnderVerification,
)
from services.intake.domain.situation import items_to_ask_again, touches_a_fact
from services.intake.domain.survey.row import SurveyRow, consent, details

Correctable = UnderVerification | UnderReview | UnderSecondReview | Returned | OnNotice | Blocked
DECIDED_ON = (UnderSecondReview, OnNotice, Blocked)
"""A reviewer has approved of what stands there: who is paid, to which account."""


class Correct(Struct, frozen=True):
    row: SurveyRow
    roster: str


def correct(command: Correct, state: State) -> list[object]:
    """Nothing where the application says already what the row says."""
    if not isinstance(state, Correctable):
        raise DomainError("not_correctable")
    case = state.case
    known = readable(case)
    said = details(known, command.row)
    members = tuple(member.token for member in said.members)
    signed = consent(case.consent, command.row, members)
    if is_older_than_a_withdrawal(case, signed):
        signed = case.consent
    account = command.row.application.account if said.account != known.account else case.account
    if (said, signed.signed_on, account) == (known, case.consent.signed_on, case.account):
        return []
    if not _is_asked_again(state, known, said):
        return [ApplicationCorrected(roster=command.roster, account=account, consent=signed, details=said)]
    return [
        facts.ApplicationResubmitted(
            round=case.round + 1,
            members=members,
            account=account,
            consent=signed,
            items=_items(state, case, known, said),
            details=said,
        )
    ]


def _is_asked_again(state: Correctable, known: Details, said: Details) -> bool:
    """After a return anything that comes is what the reviewer waits for."""
    if isinstance(state, Returned) or touches_a_fact(known, said):
        return True
    return isinstance(state, DECIDED_ON) and _payee(known) != _payee(said)


def _payee(known: Details) -> object:
    return known.account, [member.name for member in known.members]


def _items(state: Correctable, case: Case, known: Details, said: Details) -> tuple[str, ...]:
    """While answers are out nobody knows which will come: everything is asked."""
    if isinstance(state, UnderVerification):
        return case.items
    proposed = getattr(state, "proposed", None)
    return items_to_ask_again(case.items, proposed.unanswered if proposed else (), known, said)
