"""How a handler of the ledger writes: decide, apply to the index at once, append as one unit."""

from collections.abc import Sequence
from typing import Any

from chassis.codec import Recorded
from chassis.envelope import Context
from chassis.resources import Resources
from chassis.store import NewTimer, Unit
from chassis.writing import Change, unit
from services.ledger.handlers import aid_index


def because_of(here: Resources, recorded: Recorded) -> Context:
    """The context of what follows from a foreign fact."""
    envelope = recorded.envelope
    return Context(
        actor="system:ledger",
        at=here.clock.now(),
        correlation=envelope.correlationid,
        causation=envelope.id,
        traceparent=envelope.traceparent,
    )


def write(
    here: Resources,
    transaction: Any,
    context: Context,
    changes: Sequence[Change],
    timers: Sequence[NewTimer] = (),
) -> Unit | None:
    """None when nothing happened. The index takes each event now, so that the next handler of a batch sees it."""
    changes = [change for change in changes if change.events]
    if not changes:
        return None
    for change in changes:
        for event in change.events:
            aid_index.apply(transaction.connection, event)
    return unit(here.codec, context, changes, timers=timers)
