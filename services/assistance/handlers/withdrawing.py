"""A person takes an act back, after a hold or a returned payment or for any reason; its budget is free again."""

from typing import Any

from chassis import commands
from chassis.http.errors import Problem
from chassis.http.principal import Principal
from chassis.idempotency import IdempotencyClaim
from chassis.resources import Resources
from chassis.store import Loaded, Unit
from chassis.writing import unit
from kernel.errors import DomainError
from services.assistance.domain.act import clearing
from services.assistance.domain.act.states import STATUS, Unproposed
from services.assistance.handlers import budgets, locks
from services.assistance.handlers.acting import by_person, change, load, said


def withdraw(here: Resources, principal: Principal, claim: IdempotencyClaim, act: str, reason: str) -> bytes:
    def build(transaction: Any) -> Unit:
        seen = _seen(transaction, principal, act)
        transaction.lock([locks.fund(seen.state.terms.fund)])
        loaded = _seen(transaction, principal, act)
        household = loaded.recorded[0].envelope.subject
        events = budgets.release(transaction.connection, clearing.withdraw(reason, loaded.state))
        return unit(
            here.codec,
            by_person(here, principal),
            [change("act", act, loaded, household, events)],
            claim=claim,
            response=said(act=act, status="withdrawn"),
        )

    return commands.guarded(here.store, claim, build)


def _seen(transaction: Any, principal: Principal, act: str) -> Loaded:
    """Only the giver, or whoever stands above it, takes an act back; a union below learns who gave it."""
    loaded = load(transaction, "act", act)
    if isinstance(loaded.state, Unproposed):
        raise Problem("not_found")
    terms = loaded.state.terms
    principal.require_covers(terms.org_path)
    if not principal.covers(terms.giver):
        raise DomainError("act_of_another_giver", giver=terms.giver, status=STATUS[type(loaded.state)])
    return loaded
