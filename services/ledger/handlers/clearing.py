"""AidProposed comes in: cleared, held, or waiting for the household's file."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from chassis.acting import because_of, by_timer
from chassis.codec import Recorded
from chassis.envelope import Context
from chassis.store import Loaded, NewTimer, Timer, Transaction, Unit
from chassis.streams import Streams
from contracts.assistance import AidProposed
from contracts.ledger import AidCleared
from kernel.calendar import business_date, opening_hour
from services.ledger.domain import clearing
from services.ledger.domain.commands import Clear
from services.ledger.domain.events import ActRecorded
from services.ledger.handlers import asking, keys
from services.ledger.handlers.acting import write
from services.ledger.handlers.neighbours import near
from services.ledger.resources import Resources

ACTS: Final = Streams("act", clearing.DECIDER)

CLEARANCE_DAYS: Final = 30
"""How long a clearance stands unpaid before it frees its place (ours)."""


def locks_of_proposal(recorded: Recorded[AidProposed]) -> Iterable[str]:
    event = recorded.event
    return keys.of_act(recorded.envelope.subject, event.beneficiaries, event.account, event.bill)


def on_aid_proposed(resources: Resources, transaction: Transaction, recorded: Recorded[AidProposed]) -> Unit | None:
    event = recorded.event
    act = ActRecorded(
        act=event.act,
        household=recorded.envelope.subject,
        org_path=event.org_path,
        giver=event.giver,
        kind=event.kind,
        period=event.period,
        amount=event.amount,
        profile=event.profile,
        beneficiaries=event.beneficiaries,
        account=event.account,
        bill=event.bill,
    )
    return _decide(resources, transaction, because_of(resources, recorded), act, ACTS.load(transaction, act.act))


def locks_of_timer(timer: Timer) -> Iterable[str]:
    data = timer.data
    return keys.of_act(timer.subject, data["beneficiaries"], data["account"], data["bill"])


def on_decide_waiting(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    """The file came: decide what waited for it."""
    act = asking.recorded(transaction.connection, timer.data["act"])
    assert act is not None, "a waiting act is in the index"
    loaded = ACTS.load(transaction, act.act)
    return _decide(resources, transaction, by_timer(resources, timer, loaded), act, loaded)


def on_clearance_expired(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    act = timer.data["act"]
    status, _ = asking.status_of(transaction.connection, act)
    loaded = ACTS.load(transaction, act)
    change = ACTS.change(act, loaded, timer.subject, clearing.expire(act, status))
    return write(resources, transaction, by_timer(resources, timer, loaded), [change])


def waiting_timer(resources: Resources, act: ActRecorded) -> NewTimer:
    """Decides a waiting act in a transaction of its own, with all its keys locked in order."""
    return NewTimer(resources.clock.now(), "decide_waiting", act.household, _lock_data(act))


def _decide(
    resources: Resources, transaction: Transaction, context: Context, act: ActRecorded, loaded: Loaded[str]
) -> Unit | None:
    today = business_date(context.at)
    events = clearing.clear(
        Clear(
            act=act,
            file=asking.file_state(transaction.connection, act.household),
            neighbours=near(resources, transaction.connection, act),
            today=today,
            expires_on=today + timedelta(days=CLEARANCE_DAYS),
            marks=_marks(transaction),
        ),
        loaded.state,
    )
    timers = [_expiry(act, event) for event in events if isinstance(event, AidCleared)]
    return write(resources, transaction, context, [ACTS.change(act.act, loaded, act.household, events)], timers)


def _expiry(act: ActRecorded, cleared: AidCleared) -> NewTimer:
    return NewTimer(
        opening_hour(cleared.expires_on + timedelta(days=1)), "clearance_expired", act.household, _lock_data(act)
    )


def _lock_data(act: ActRecorded) -> dict[str, Any]:
    return {
        "act": act.act,
        "beneficiaries": list(act.beneficiaries),
        "account": act.account,
        "bill": act.bill,
    }


def _marks(transaction: Transaction) -> dict[str, int]:
    rows = transaction.connection.execute(
        "SELECT source || '/' || partition, position FROM marks WHERE subscription = 'ledger'"
    ).fetchall()
    return dict(rows)
