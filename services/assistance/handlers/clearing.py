"""The ledger's word about an act comes in: cleared, held, expired, or found to overlap after the money left."""

from typing import Any

import msgspec

from chassis.acting import because_of, unit_of_effect
from chassis.codec import Recorded
from chassis.store import Loaded, Transaction, Unit
from contracts.ledger import AidCleared, AidHeld, ClearanceExpired, FindingRaised, OtherAct
from services.assistance.domain.act import clearing
from services.assistance.domain.act.states import State
from services.assistance.domain.events import FindingRecorded, HoldRecorded, Obstacle
from services.assistance.handlers import budgets
from services.assistance.handlers.streams import ACTS
from services.assistance.resources import Resources


def on_aid_cleared(resources: Resources, transaction: Transaction, recorded: Recorded[AidCleared]) -> Unit | None:
    cleared = recorded.event
    loaded = ACTS.load(transaction, cleared.act)
    events = clearing.record_clearance(cleared.act, cleared.expires_on, loaded.state)
    return _written(resources, recorded, loaded, events)


def on_aid_held(resources: Resources, transaction: Transaction, recorded: Recorded[AidHeld]) -> Unit | None:
    """The budget stays committed until somebody withdraws the act."""
    held = recorded.event
    loaded = ACTS.load(transaction, held.act)
    hold = HoldRecorded(act=held.act, rule=held.rule, clause=held.clause, other=obstacle(held.other))
    return _written(resources, recorded, loaded, clearing.record_hold(hold, loaded.state))


def on_clearance_expired(
    resources: Resources, transaction: Transaction, recorded: Recorded[ClearanceExpired]
) -> Unit | None:
    loaded = ACTS.load(transaction, recorded.event.act)
    events = budgets.release(transaction.connection, clearing.expire(loaded.state))
    return _written(resources, recorded, loaded, events)


def on_finding_raised(resources: Resources, transaction: Transaction, recorded: Recorded[FindingRaised]) -> Unit | None:
    found = recorded.event
    loaded = ACTS.load(transaction, found.act)
    other = obstacle(found.other)
    assert other is not None, "a finding names the other act"
    finding = FindingRecorded(act=found.act, finding=found.finding, rule=found.rule, clause=found.clause, other=other)
    return _written(resources, recorded, loaded, clearing.record_finding(finding, loaded.state))


def obstacle(other: OtherAct | None) -> Obstacle | None:
    """The ledger's words as our own event keeps them."""
    return None if other is None else Obstacle(**msgspec.structs.asdict(other))


def _written(resources: Resources, recorded: Recorded[Any], loaded: Loaded[State], events: list[object]) -> Unit | None:
    act, household = recorded.event.act, recorded.envelope.subject
    return unit_of_effect(resources, because_of(resources, recorded), [ACTS.change(act, loaded, household, events)])
