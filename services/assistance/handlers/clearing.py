"""The ledger's word about an act comes in: cleared, held, expired, or found to overlap after the money left."""

from typing import Any

import msgspec

from chassis.codec import Recorded
from chassis.resources import Resources
from chassis.store import Loaded, Unit
from contracts.ledger import OtherAct
from services.assistance.domain.act import clearing
from services.assistance.domain.events import FindingRecorded, HoldRecorded, Obstacle
from services.assistance.handlers import budgets
from services.assistance.handlers.acting import because_of, change, load, written


def on_aid_cleared(here: Resources, transaction: Any, recorded: Recorded) -> Unit | None:
    cleared = recorded.event
    loaded = load(transaction, "act", cleared.act)
    events = clearing.record_clearance(cleared.act, cleared.expires_on, loaded.state)
    return _written(here, recorded, loaded, events)


def on_aid_held(here: Resources, transaction: Any, recorded: Recorded) -> Unit | None:
    """The budget stays committed until somebody withdraws the act."""
    held = recorded.event
    loaded = load(transaction, "act", held.act)
    hold = HoldRecorded(act=held.act, rule=held.rule, clause=held.clause, other=obstacle(held.other))
    return _written(here, recorded, loaded, clearing.record_hold(hold, loaded.state))


def on_clearance_expired(here: Resources, transaction: Any, recorded: Recorded) -> Unit | None:
    loaded = load(transaction, "act", recorded.event.act)
    events = budgets.release(transaction.connection, clearing.expire(loaded.state))
    return _written(here, recorded, loaded, events)


def on_finding_raised(here: Resources, transaction: Any, recorded: Recorded) -> Unit | None:
    found = recorded.event
    loaded = load(transaction, "act", found.act)
    other = obstacle(found.other)
    assert other is not None, "a finding names the other act"
    finding = FindingRecorded(act=found.act, finding=found.finding, rule=found.rule, clause=found.clause, other=other)
    return _written(here, recorded, loaded, clearing.record_finding(finding, loaded.state))


def obstacle(other: OtherAct | None) -> Obstacle | None:
    """The ledger's words as our own event keeps them."""
    return None if other is None else Obstacle(**msgspec.structs.asdict(other))


def _written(here: Resources, recorded: Recorded, loaded: Loaded, events: list[object]) -> Unit | None:
    act, household = recorded.event.act, recorded.envelope.subject
    return written(here, because_of(here, recorded), [change("act", act, loaded, household, events)])
