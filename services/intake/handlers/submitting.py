"""申请: an application is taken whole or refused with every flaw; papers come after a return; a withdrawal."""

from contextlib import nullcontext

from chassis import commands
from chassis.http.call import Call
from chassis.store import Transaction, Unit
from kernel.errors import DomainError
from services.intake.domain.commands import Resubmit, Signer, Submit, Withdraw
from services.intake.domain.household import submitting
from services.intake.domain.household.states import ENDED, Applied, NotApplied, status_of
from services.intake.form.body import ApplicationForm
from services.intake.handlers import accesses
from services.intake.handlers.changes import change, load, load_own, unit_of_command
from services.intake.handlers.form_check import checked
from services.intake.handlers.roster_rows import id_of
from services.intake.projections import queries
from services.intake.resources import Resources


def submit(resources: Resources, call: Call, form: ApplicationForm) -> bytes:
    """The household's id and key are made before the first append; a key without household is harmless.

    The id follows from who applies where for which time, so that two of one person at one moment meet in one stream.
    Who is told that one stands has learned what a search tells, and is recorded and limited as one. Who has no search
    left is refused whoever it is for, so that the refusal is no answer.
    """
    application = checked(resources, call.principal, form, resources.store.reading)
    applicant, org_path = application.members[0], application.org_path

    def build(transaction: Transaction) -> Unit:
        accesses.require_searches_left(resources, transaction.connection, call.principal)
        before = queries.applied_for(transaction.connection, org_path, applicant)
        household = id_of(resources, "application", org_path, applicant, len(before))
        resources.vault.create(household)
        loaded = load(transaction, household)
        meanwhile = () if isinstance(loaded.state, NotApplied) else ((household, status_of(loaded.state)),)
        command = Submit(
            application=application,
            elsewhere=queries.elsewhere(transaction.connection, application.members, household),
            standing=next((one for one in (*before, *meanwhile) if one[1] not in ENDED), None),
        )
        return unit_of_command(resources, call, household, loaded, submitting.submit(command, loaded.state))

    try:
        return commands.through_lane(resources.store, resources.lane, call.key, build)
    except DomainError as refused:
        if refused.code == "application_stands":
            accesses.record_search(resources, call.principal, applicant, 1)
        raise


def resubmit(resources: Resources, call: Call, household: str, form: ApplicationForm) -> bytes:
    def build(transaction: Transaction) -> Unit:
        loaded = load_own(transaction, call.principal, household, call.expected)
        application = checked(resources, call.principal, form, lambda: nullcontext(transaction.connection))
        events = submitting.resubmit(Resubmit(application), loaded.state)
        return unit_of_command(resources, call, household, loaded, events)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def withdraw(resources: Resources, call: Call, household: str, reason: str) -> bytes:
    def decide(state: Applied, _: Signer) -> list[object]:
        return submitting.withdraw(Withdraw(reason), state)

    return change(resources, call, household, decide, seen_by=load_own)
