"""申请: submitted with consent, resubmitted with papers, withdrawn by the household."""

from collections.abc import Iterator

from contracts import intake as facts
from kernel.errors import DomainError
from services.intake.domain.commands import Resubmit, Submit, Withdraw
from services.intake.domain.household.consent import a_consent_is_given_anew_after_a_withdrawal
from services.intake.domain.household.states import Closed, NotApplied, Open, Rejected, Returned, State, Withdrawn
from services.intake.domain.rules import (
    insist_on,
    papers_come_from_the_same_applicant,
    papers_come_from_the_same_place,
)
from services.intake.domain.situation import items_to_ask_again


def submit(command: Submit, state: State) -> list[object]:
    """A second submission under the same household id is a repeat: the first one stands.

    A roster's row is submitted on the day it is read and taken: the form has no day of its own (docs/domain.md).
    """
    if (
        command.standing is not None
    ):  # whoever may apply here sees what stands here; elsewhere a flag tells who may know
        household, status = command.standing
        raise DomainError("application_stands", household=household, status=status)
    if not isinstance(state, NotApplied):
        return []
    application, members = command.application, command.application.members
    return [
        facts.ApplicationSubmitted(
            org_path=application.org_path,
            region=application.region,
            profile=application.profile,
            channel="portal" if command.import_id is None else "roster",
            submitted_on=application.checked_on,
            applicant=members[0],
            members=members,
            account=application.account,
            consent=application.consent,
            items=application.items,
            previous_household=application.previous_household,
            import_id=command.import_id,
            flags=(*application.flags, *_flags_of_members(members, command.elsewhere)),
            details=application.details,
        )
    ]


def resubmit(command: Resubmit, state: State) -> list[object]:
    """A new round that asks only what changed; when that is nothing, verification reports at once."""
    if not isinstance(state, Returned):
        raise DomainError("not_returned")
    case, application = state.case, command.application
    insist_on(
        papers_come_from_the_same_place(application, case.org_path, case.region),
        papers_come_from_the_same_applicant(application, case.applicant),
        a_consent_is_given_anew_after_a_withdrawal(case, application.consent),
    )
    items = items_to_ask_again(case.items, state.proposed.unanswered, case.details, application.details)
    return [
        facts.ApplicationResubmitted(
            round=case.round + 1,
            members=application.members,
            account=application.account,
            consent=application.consent,
            items=items,
            details=application.details,
        )
    ]


def withdraw(command: Withdraw, state: State) -> list[object]:
    """Any time before the file is open, once: another reason for it would be heard by nobody."""
    match state:
        case Withdrawn():
            raise DomainError("already_withdrawn")
        case NotApplied() | Open() | Closed() | Rejected():
            raise DomainError("cannot_withdraw")
    return [facts.ApplicationWithdrawn(reason=command.reason)]


def _flags_of_members(members: tuple[str, ...], elsewhere: frozenset[str]) -> Iterator[str]:
    """What a reviewer is told at once; nobody is refused for it, for the opening decides (docs/domain.md#overlap)."""
    applicant, *others = members
    if applicant in elsewhere:
        yield "applicant_elsewhere"
    if elsewhere & set(others):
        yield "member_elsewhere"
