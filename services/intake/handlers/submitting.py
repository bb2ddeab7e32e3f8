"""申请: an application is taken whole or refused with every flaw; papers come after a return; a withdrawal."""

from contextlib import nullcontext

from chassis import commands
from chassis.http.call import Call
from chassis.ids import uuid7
from chassis.store import Transaction, Unit
from services.intake.domain.commands import Resubmit, Submit, Withdraw
from services.intake.domain.household import submitting
from services.intake.form.body import ApplicationForm
from services.intake.handlers.changes import change, load, load_seen, unit_of_command
from services.intake.handlers.form_check import checked
from services.intake.projections import queries
from services.intake.resources import Resources


def submit(resources: Resources, call: Call, form: ApplicationForm) -> bytes:
    """The household's id and key are made before the first append; a key without household is harmless."""
    application = checked(resources, call.principal, form, resources.store.reading)
    household = uuid7()
    resources.vault.create(household)

    def build(transaction: Transaction) -> Unit:
        loaded = load(transaction, household)
        elsewhere = queries.elsewhere(transaction.connection, application.members, household)
        command = Submit(application=application, elsewhere=elsewhere)
        return unit_of_command(resources, call, household, loaded, submitting.submit(command, loaded.state))

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def resubmit(resources: Resources, call: Call, household: str, form: ApplicationForm) -> bytes:
    def build(transaction: Transaction) -> Unit:
        loaded = load_seen(transaction, call.principal, household, call.expected)
        application = checked(resources, call.principal, form, lambda: nullcontext(transaction.connection))
        events = submitting.resubmit(Resubmit(application), loaded.state)
        return unit_of_command(resources, call, household, loaded, events)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def withdraw(resources: Resources, call: Call, household: str, reason: str) -> bytes:
    return change(resources, call, household, lambda state, by: submitting.withdraw(Withdraw(reason), state))
