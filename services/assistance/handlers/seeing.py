"""What a caller may see of plans, acts, funds and batches: what is out of scope does not exist."""

from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.store import Loaded, Transaction
from kernel.errors import DomainError
from services.assistance.domain.events import FundEstablished
from services.assistance.domain.plan.states import Approved, Closed, Drafted
from services.assistance.handlers.streams import FUNDS, PLANS

Seen = Drafted | Approved | Closed


def plan(transaction: Transaction, principal: Principal, household: str, expected: int | None = None) -> Loaded[Seen]:
    """Raises Problem `not_found`, DomainError `stale_version` when `expected` is not what stands there."""
    loaded = PLANS.load(transaction, household)
    state = loaded.state
    if not isinstance(state, Drafted | Approved | Closed):
        raise Problem("not_found")
    principal.require_covers(state.file.org_path)
    if expected is not None and expected != loaded.version:
        raise DomainError("stale_version")
    return loaded.narrowed(state)


def fund(transaction: Transaction, principal: Principal, id: str) -> FundEstablished:
    """A fund that the caller keeps: its own union's, or one below."""
    state = FUNDS.load(transaction, id).state
    if not isinstance(state, FundEstablished):
        raise Problem("not_found")
    principal.require_covers(state.org_path)
    return state
