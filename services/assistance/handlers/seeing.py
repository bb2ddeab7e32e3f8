"""What a caller may see of plans, acts, funds and batches: what is out of scope does not exist."""

from typing import Any

from chassis.http.errors import Problem
from chassis.http.principal import Principal
from chassis.store import Loaded
from kernel.errors import DomainError
from services.assistance.domain.events import FundEstablished
from services.assistance.domain.plan.states import Approved, Closed, Drafted
from services.assistance.handlers.acting import load


def plan(transaction: Any, principal: Principal, household: str, expected: int | None = None) -> Loaded:
    """Raises Problem `not_found`, DomainError `stale_version` when `expected` is not what stands there."""
    loaded = load(transaction, "plan", household)
    if not isinstance(loaded.state, Drafted | Approved | Closed):
        raise Problem("not_found")
    principal.require_covers(loaded.state.file.org_path)
    if expected is not None and expected != loaded.version:
        raise DomainError("stale_version")
    return loaded


def fund(transaction: Any, principal: Principal, id: str) -> FundEstablished:
    """A fund that the caller keeps: its own union's, or one below."""
    state = load(transaction, "fund", id).state
    if not isinstance(state, FundEstablished):
        raise Problem("not_found")
    principal.require_covers(state.org_path)
    return state
