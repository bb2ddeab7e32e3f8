"""申请: submitted with consent, resubmitted with papers, withdrawn by the household."""

from contracts import intake as facts
from kernel.errors import DomainError
from services.intake.domain.commands import Resubmit, Submit, Withdraw
from services.intake.domain.household.states import Closed, NotApplied, Open, Rejected, Returned, State, Withdrawn
from services.intake.domain.rules import items_to_ask_again


def submit(command: Submit, state: State) -> list[object]:
    """A second submission under the same household id is a repeat: the first one stands."""
    if not isinstance(state, NotApplied):
        return []
    members = tuple(member.token for member in command.details.members)
    return [
        facts.ApplicationSubmitted(
            org_path=command.org_path,
            region=command.region,
            profile=command.profile,
            channel=command.channel,
            submitted_on=command.today,
            applicant=members[0],
            members=members,
            account=command.account,
            consent=command.consent,
            items=command.items,
            previous_household=command.previous_household,
            import_id=command.import_id,
            flags=command.flags,
            details=command.details,
        )
    ]


def resubmit(command: Resubmit, state: State) -> list[object]:
    """A new round that asks only what changed; when that is nothing, verification reports at once."""
    if not isinstance(state, Returned):
        raise DomainError("not_returned")
    case = state.case
    if (command.org_path, command.region) != (case.org_path, case.region):
        raise DomainError("another_organisation")
    members = tuple(member.token for member in command.details.members)
    if members[0] != case.applicant:
        raise DomainError("another_applicant")
    items = items_to_ask_again(case.items, state.proposed.unanswered, case.details, command.details)
    return [
        facts.ApplicationResubmitted(
            round=case.round + 1,
            members=members,
            account=command.account,
            consent=command.consent,
            items=items,
            details=command.details,
        )
    ]


def withdraw(command: Withdraw, state: State) -> list[object]:
    """Any time before the file is open."""
    match state:
        case Withdrawn():
            return []
        case NotApplied() | Open() | Closed() | Rejected():
            raise DomainError("cannot_withdraw")
    return [facts.ApplicationWithdrawn(reason=command.reason)]
