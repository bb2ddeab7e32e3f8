"""A person takes an act back, after a hold or a returned payment or for any reason; its budget is free again."""

from chassis import commands, lock_keys
from chassis.http.call import Call
from chassis.store import Transaction, Unit
from chassis.use_case import response_of, unit_of_command
from services.assistance.domain.act import clearance
from services.assistance.handlers import scope
from services.assistance.handlers.streams import ACTS
from services.assistance.projections import budgets
from services.assistance.resources import Resources


def withdraw(resources: Resources, call: Call, act: str, reason: str) -> bytes:
    def build(transaction: Transaction) -> Unit:
        seen = scope.act(transaction, call.principal, act)
        transaction.lock([lock_keys.fund(seen.state.terms.fund)])
        loaded = scope.act(transaction, call.principal, act)
        events = clearance.withdraw(reason, loaded.state)
        return unit_of_command(
            resources,
            call,
            [budgets.folded(transaction, ACTS.change(act, loaded, loaded.subject, events))],
            response=response_of(act=act, status="withdrawn"),
        )

    return commands.guarded(resources.store, call.key, build)
