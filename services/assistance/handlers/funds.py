"""A fund is established, with its budget in the journal and in the guard table."""

from chassis import commands, lock_keys
from chassis.http.call import Call
from chassis.ids import uuid7
from chassis.store import Transaction, Unit
from chassis.use_case import response_of, unit_of_command
from kernel.errors import DomainError
from services.assistance.domain import fund
from services.assistance.domain.commands import EstablishFund
from services.assistance.handlers.streams import FUNDS
from services.assistance.projections import budgets
from services.assistance.resources import Resources


def establish(resources: Resources, call: Call, command: EstablishFund) -> bytes:
    call.principal.require_covers(command.org_path)
    if resources.organisations.get(command.org_path) is None:
        raise DomainError("fund_of_no_organisation")
    id = uuid7()

    def build(transaction: Transaction) -> Unit:
        transaction.lock([lock_keys.fund(id)])
        loaded = FUNDS.load(transaction, id)
        events = fund.establish(id, command, loaded.state)
        return unit_of_command(
            resources,
            call,
            [budgets.followed(transaction, FUNDS.change(id, loaded, id, events))],
            response=response_of(fund=id),
        )

    return commands.guarded(resources.store, call.key, build)
