"""Who took which step on the way of money: read off the events' own actors, so nothing can say otherwise."""

from typing import Any, Final

from chassis.store import Loaded, Transaction
from contracts.assistance import AidProposed, PaymentBatchClosed
from services.assistance.domain import events
from services.assistance.domain.duties import Hands, Step
from services.assistance.domain.fund import Fund
from services.assistance.handlers.streams import FUNDS
from services.assistance.projections import queries

_STEPS: Final[dict[type, Step]] = {
    events.FundEstablished: Step.ESTABLISH,
    events.Allotted: Step.ESTABLISH,
    events.BudgetRaiseAsked: Step.ESTABLISH,
    events.BudgetRaised: Step.ESTABLISH,
    events.ConsentAsked: Step.PROPOSE,
    PaymentBatchClosed: Step.CLOSE,
    events.BankFileShown: Step.RELEASE,
    events.BankResultRecorded: Step.BOOK,
}


def of(*streams: Loaded[Any]) -> Hands:
    """Of all these streams together: a fund's, an act's, a batch's."""
    found: dict[Step, set[str]] = {}
    for stream in streams:
        asked = False
        for recorded in stream.recorded:
            asked = asked or isinstance(recorded.event, events.ConsentAsked)
            step = _proposing(asked) if isinstance(recorded.event, AidProposed) else _STEPS.get(type(recorded.event))
            if step is not None:
                found.setdefault(step, set()).add(recorded.envelope.actor)
    return {step: frozenset(people) for step, people in found.items()}


def of_fund(transaction: Transaction, id: str, fund: Loaded[Fund]) -> Hands:
    """Of the fund and of every act and batch out of it, however many: only types and actors are read of those."""
    found = {step: set(people) for step, people in of(fund).items()}
    steps = {cls.__name__: step for cls, step in _STEPS.items()} | {AidProposed.__name__: Step.PROPOSE}
    for type, actor in queries.actors_with(transaction.connection, id, sorted(steps)):
        found.setdefault(steps[type], set()).add(actor)
    return {step: frozenset(people) for step, people in found.items()}


def _proposing(asked: bool) -> Step:
    """Where the keeper was asked, the proposal is recorded by whoever agreed to it."""
    return Step.CONSENT if asked else Step.PROPOSE


def of_batch(transaction: Transaction, batch: Loaded[Any], fund: str) -> Hands:
    return of(FUNDS.load(transaction, fund), batch)
