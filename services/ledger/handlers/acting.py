"""How a handler of the ledger writes: decide, apply to the index at once, append as one unit."""

from collections.abc import Sequence

from chassis.acting import unit_of_effect
from chassis.envelope import Context
from chassis.store import NewTimer, Transaction, Unit
from chassis.writing import Change
from services.ledger.handlers import aid_index
from services.ledger.resources import Resources


def write(
    resources: Resources,
    transaction: Transaction,
    context: Context,
    changes: Sequence[Change],
    timers: Sequence[NewTimer] = (),
) -> Unit | None:
    """None when nothing happened. The index takes each event now, so that the next handler of a batch sees it."""
    for change in changes:
        for event in change.events:
            aid_index.apply(transaction.connection, event)
    return unit_of_effect(resources, context, changes, timers)
