"""A person takes an act back, after a hold or a returned payment or for any reason; its budget is free again."""

from chassis import commands, lock_keys
from chassis.acting import response_of, unit_of_command
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.store import Loaded, Transaction, Unit
from kernel.errors import DomainError
from services.assistance.domain.act import clearing
from services.assistance.domain.act.states import STATUS, Known, Unproposed
from services.assistance.handlers.streams import ACTS
from services.assistance.projections import budgets
from services.assistance.resources import Resources


def withdraw(resources: Resources, call: Call, act: str, reason: str) -> bytes:
    def build(transaction: Transaction) -> Unit:
        seen = _seen(transaction, call.principal, act)
        transaction.lock([lock_keys.fund(seen.state.terms.fund)])
        loaded = _seen(transaction, call.principal, act)
        household = loaded.recorded[0].envelope.subject
        events = clearing.withdraw(reason, loaded.state)
        return unit_of_command(
            resources,
            call,
            [budgets.followed(transaction, ACTS.change(act, loaded, household, events))],
            response=response_of(act=act, status="withdrawn"),
        )

    return commands.guarded(resources.store, call.key, build)


def _seen(transaction: Transaction, principal: Principal, act: str) -> Loaded[Known]:
    """Only the giver, or whoever stands above it, takes an act back; a union below learns who gave it."""
    loaded = ACTS.load(transaction, act)
    state = loaded.state
    if isinstance(state, Unproposed):
        raise Problem("not_found")
    terms = state.terms
    principal.require_covers(terms.org_path)
    if not principal.covers(terms.giver):
        raise DomainError("act_of_another_giver", giver=terms.giver, status=STATUS[type(state)])
    return loaded.narrowed(state)
