"""Authorisation by scope: loads what a caller may act on; what is out of scope is as unknown as what never was.

Asked before a lock is taken, and again under it: who may not act must not keep others waiting.
"""

from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.staleness import require_seen
from chassis.store import Loaded, Transaction
from kernel.errors import DomainError
from kernel.organisation import covers
from services.assistance.domain import batch as batches
from services.assistance.domain.act.states import STATUS as ACT_STATUS
from services.assistance.domain.act.states import Known, Unproposed
from services.assistance.domain.fund import Fund
from services.assistance.domain.plan.states import Approved, Closed, Drafted
from services.assistance.handlers.streams import ACTS, BATCHES, FUNDS, PLANS
from services.assistance.projections import queries

Seen = Drafted | Approved | Closed


def plan(transaction: Transaction, principal: Principal, household: str, expected: int | None = None) -> Loaded[Seen]:
    """Raises Problem `not_found`, DomainError `stale_version` when `expected` is not what stands there."""
    loaded = PLANS.load(transaction, household)
    state = loaded.state
    if not isinstance(state, Drafted | Approved | Closed):
        raise Problem("not_found")
    principal.require_covers(state.file.org_path)
    require_seen(loaded, expected)
    return loaded.narrowed(state)


def fund(transaction: Transaction, principal: Principal, id: str) -> Loaded[Fund]:
    """A fund that the caller keeps: its own union's, or one below."""
    loaded = FUNDS.load(transaction, id)
    if loaded.state is None:
        raise Problem("not_found")
    principal.require_covers(loaded.state.org_path)
    return loaded.narrowed(loaded.state)


def fund_for(transaction: Transaction, id: str, org_path: str) -> None:
    """Looked at before its lock is taken, which a stranger to it must not hold up.

    Raises DomainError `fund_unknown`: a caller must not learn of a fund elsewhere.
    """
    state = FUNDS.load(transaction, id).state
    if state is None or not covers(state.org_path, org_path):
        raise DomainError("fund_unknown")


def batch(transaction: Transaction, principal: Principal, id: str) -> Loaded[batches.Closed | batches.Checked]:
    loaded = BATCHES.load(transaction, id)
    state = loaded.state
    if isinstance(state, batches.NoBatch):
        raise Problem("not_found")
    principal.require_covers(state.batch.org_path)
    return loaded.narrowed(state)


def asked_of(transaction: Transaction, principal: Principal, id: str) -> Loaded[Known]:
    """An act out of a fund that the caller keeps: who keeps the money agrees, or does not."""
    loaded = ACTS.load(transaction, id)
    state = loaded.state
    if isinstance(state, Unproposed):
        raise Problem("not_found")
    fund(transaction, principal, state.terms.fund)
    return loaded.narrowed(state)


def act(transaction: Transaction, principal: Principal, id: str) -> Loaded[Known]:
    """Only the giver, or whoever stands above it, takes an act back; the union that keeps the household, wherever it
    moved since, learns who gave it."""
    loaded = ACTS.load(transaction, id)
    state = loaded.state
    if isinstance(state, Unproposed):
        raise Problem("not_found")
    terms = state.terms
    if not principal.covers(terms.giver):
        principal.require_covers(queries.kept_by(transaction.connection, loaded.subject) or terms.org_path)
        raise DomainError("act_of_another_giver", giver=terms.giver, status=ACT_STATUS[type(state)])
    return loaded.narrowed(state)
