"""授权: taken back by whoever gave it, through the portal that speaks for the household or a case worker."""

from chassis.http.call import Call
from services.intake.domain.commands import Signer, WithdrawConsent
from services.intake.domain.household import consent
from services.intake.domain.household.states import Applied
from services.intake.handlers.changes import change, load_own
from services.intake.resources import Resources


def withdraw(resources: Resources, call: Call, household: str, persons: tuple[str, ...], reason: str) -> bytes:
    command = WithdrawConsent(persons, reason, resources.today())

    def decide(state: Applied, _: Signer) -> list[object]:
        return consent.withdraw(command, state)

    return change(resources, call, household, decide, seen_by=load_own)
