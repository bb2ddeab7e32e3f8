"""The ledger's word about an act comes in: cleared, held, expired, or found to overlap after the money left."""

import msgspec

from chassis.codec import Recorded
from chassis.store import Loaded, Transaction, Unit
from chassis.use_case import because_of, unit_of_effect
from contracts.ledger import AidCleared, AidHeld, ClearanceExpired, FindingRaised, FindingWithdrawn, OtherAct
from services.assistance.domain.act import clearance
from services.assistance.domain.act.states import State
from services.assistance.domain.commands import RecordFinding, RecordHold
from services.assistance.domain.events import Obstacle
from services.assistance.handlers.streams import ACTS
from services.assistance.projections import budgets
from services.assistance.resources import Resources

AboutAnAct = AidCleared | AidHeld | ClearanceExpired | FindingRaised | FindingWithdrawn


def on_aid_cleared(resources: Resources, transaction: Transaction, recorded: Recorded[AidCleared]) -> Unit | None:
    cleared = recorded.event
    loaded = ACTS.load(transaction, cleared.act)
    events = clearance.record_clearance(cleared.act, cleared.expires_on, loaded.state)
    return _written(resources, transaction, recorded, loaded, events)


def on_aid_held(resources: Resources, transaction: Transaction, recorded: Recorded[AidHeld]) -> Unit | None:
    held = recorded.event
    loaded = ACTS.load(transaction, held.act)
    command = RecordHold(act=held.act, rule=held.rule, clause=held.clause, other=obstacle(held.other))
    return _written(resources, transaction, recorded, loaded, clearance.record_hold(command, loaded.state))


def on_clearance_expired(
    resources: Resources, transaction: Transaction, recorded: Recorded[ClearanceExpired]
) -> Unit | None:
    loaded = ACTS.load(transaction, recorded.event.act)
    return _written(resources, transaction, recorded, loaded, clearance.expire(loaded.state))


def on_finding_raised(resources: Resources, transaction: Transaction, recorded: Recorded[FindingRaised]) -> Unit | None:
    overlap = recorded.event
    loaded = ACTS.load(transaction, overlap.act)
    command = RecordFinding(
        act=overlap.act,
        finding=overlap.finding,
        rule=overlap.rule,
        clause=overlap.clause,
        other=obstacle(overlap.other),
    )
    return _written(resources, transaction, recorded, loaded, clearance.record_finding(command, loaded.state))


def on_finding_withdrawn(
    resources: Resources, transaction: Transaction, recorded: Recorded[FindingWithdrawn]
) -> Unit | None:
    gone = recorded.event
    loaded = ACTS.load(transaction, gone.act)
    events = clearance.drop_finding(gone.act, gone.finding, loaded.state)
    return _written(resources, transaction, recorded, loaded, events)


def obstacle(other: OtherAct | None) -> Obstacle | None:
    return None if other is None else _own(other)


def _own(other: OtherAct) -> Obstacle:
    """The ledger's words as our own event keeps them."""
    return Obstacle(**msgspec.structs.asdict(other))


def _written(
    resources: Resources,
    transaction: Transaction,
    recorded: Recorded[AboutAnAct],
    loaded: Loaded[State],
    events: list[object],
) -> Unit | None:
    change = ACTS.change(recorded.event.act, loaded, recorded.envelope.subject, events)
    return unit_of_effect(resources, because_of(resources, recorded), [budgets.folded(transaction, change)])
