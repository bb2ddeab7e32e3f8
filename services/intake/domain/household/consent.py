"""授权: whom the consent covers, taken back at any time and given anew; what was done before stands (个人信息保护法
art. 15)."""

from msgspec.structs import replace

from contracts.intake import Consent, ConsentWithdrawn
from kernel.errors import DomainError
from services.intake.domain.commands import WithdrawConsent
from services.intake.domain.household.states import Case, Closed, NotApplied, Rejected, State, Withdrawn
from services.intake.domain.rules import Verdict


def withdraw(command: WithdrawConsent, state: State) -> list[object]:
    """While somebody may still be asked; whom they signed for goes with them. Nobody is named again."""
    if isinstance(state, NotApplied | Closed | Rejected | Withdrawn):
        raise DomainError("nobody_is_asked_any_more")
    covered = state.case.consent.persons
    persons = command.persons or covered
    wards = tuple(child for child, guardian in state.case.consent.guardians if guardian in persons)
    if unknown := [one for one in persons if one not in covered]:
        raise DomainError("person_not_covered", person=unknown[0])
    if not persons:
        raise DomainError("consent_withdrawn_already")
    gone = dict.fromkeys((*persons, *(child for child in wards if child in covered)))
    return [
        ConsentWithdrawn(
            reference=state.case.consent.reference,
            persons=tuple(gone),
            withdrawn_on=command.today,
            reason=command.reason,
        )
    ]


def withdrawn(case: Case, event: ConsentWithdrawn) -> Case:
    """The others stay covered."""
    gone, consent = set(event.persons), case.consent
    signed_by = None if consent.signed_by is None else tuple(one for one in consent.signed_by if one not in gone)
    left = replace(consent, persons=tuple(one for one in consent.persons if one not in gone), signed_by=signed_by)
    told = tuple((person, event.withdrawn_on) for person in event.persons)
    return replace(case, consent=left, consent_withdrawn=(*case.consent_withdrawn, *told))


def under(case: Case, consent: Consent) -> Case:
    """The case with this consent: of whoever it covers nothing is withdrawn any more."""
    left = tuple((person, on) for person, on in case.consent_withdrawn if person not in consent.persons)
    return replace(case, consent=consent, consent_withdrawn=left)


def is_older_than_a_withdrawal(case: Case, consent: Consent) -> bool:
    return any(person in consent.persons and consent.signed_on < on for person, on in case.consent_withdrawn)


def a_consent_is_given_anew_after_a_withdrawal(case: Case, consent: Consent) -> Verdict:
    return DomainError("consent_was_withdrawn") if is_older_than_a_withdrawal(case, consent) else None
