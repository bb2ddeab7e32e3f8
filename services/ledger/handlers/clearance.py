"""AidProposed comes in: cleared, held, or waiting for the household's file."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Final

from chassis.codec import Recorded
from chassis.envelope import Context
from chassis.store import Loaded, NewTimer, Timer, Transaction, Unit
from chassis.streams import Streams
from chassis.use_case import because_of, by_timer, unit_of_effect
from contracts.assistance import AidProposed
from contracts.ledger import AidCleared
from kernel.aid_status import AidStatus
from kernel.calendar import business_date, opening_hour
from services.ledger.domain import clearance, neighbours
from services.ledger.domain.aid import Act
from services.ledger.domain.commands import Clear
from services.ledger.index import locks, questions, writes
from services.ledger.resources import Resources

ACTS: Final = Streams("act", clearance.CLEARANCE)

CLEARANCE_DAYS: Final = 30
"""How long a clearance stands unpaid before it frees its place (ours)."""


def locks_of_proposal(_: Transaction, recorded: Recorded[AidProposed]) -> Iterable[str]:
    event = recorded.event
    return locks.of_act(recorded.envelope.subject, event.beneficiaries, event.account, event.bill)


def on_aid_proposed(resources: Resources, transaction: Transaction, recorded: Recorded[AidProposed]) -> Unit | None:
    """Proposed for where the household was; it may have moved before this was heard."""
    event, household = recorded.event, recorded.envelope.subject
    act = Act(
        act=event.act,
        household=household,
        org_path=questions.keeper(transaction.connection, household) or event.org_path,
        giver=event.giver,
        kind=event.kind,
        period=event.period,
        amount=event.amount,
        profile=event.profile,
        beneficiaries=event.beneficiaries,
        account=event.account,
        bill=event.bill,
    )
    loaded = ACTS.load(transaction, act.act)
    return _clear(resources, transaction, because_of(resources, recorded), act, loaded, clearance.clear)


def on_decide_waiting(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    """The file came, what the act was held by is gone, or its file is in doubt: decide once more."""
    act = questions.union_act(transaction.connection, timer.data["act"])
    assert act is not None, "a waiting act is in the index"
    loaded = ACTS.load(transaction, act.act)
    status, _ = questions.status_of(transaction.connection, act.act)
    decide = clearance.hold_again if status is AidStatus.CLEARED else clearance.clear_again
    return _clear(resources, transaction, by_timer(resources, timer, loaded), act, loaded, decide)


def on_clearance_expired(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    act = timer.data["act"]
    status, expires_on = questions.status_of(transaction.connection, act)
    loaded = ACTS.load(transaction, act)
    events = clearance.expire(act, status, expires_on, resources.today())
    change = ACTS.change(act, loaded, timer.subject, events)
    return writes.folded(transaction, unit_of_effect(resources, by_timer(resources, timer, loaded), [change]))


def waiting_timer(resources: Resources, act: Act) -> NewTimer:
    """Decides a waiting act in a transaction of its own, with all its keys locked in order."""
    return NewTimer(resources.clock.now(), "decide_waiting", act.household, locks.timer_data(act))


def _clear(
    resources: Resources,
    transaction: Transaction,
    context: Context,
    act: Act,
    loaded: Loaded[AidStatus],
    decide: Callable[[Clear, AidStatus], list[object]],
) -> Unit | None:
    sql = transaction.connection
    live = questions.live_near(sql, act)
    command = Clear(
        act=act,
        file=questions.file_state(sql, act.household),
        opened_on=questions.opened_on(sql, act.household),
        first_death=questions.first_death(sql, act.beneficiaries),
        neighbours=neighbours.as_seen_by(act, live, resources.organisations),
        expires_on=business_date(context.at) + timedelta(days=CLEARANCE_DAYS),
        marks=questions.marks(sql),
    )
    events = decide(command, loaded.state)
    change = ACTS.change(act.act, loaded, act.household, events)
    timers = [
        NewTimer(
            opening_hour(event.expires_on + timedelta(days=1)),
            "clearance_expired",
            act.household,
            locks.timer_data(act),
        )
        for event in events
        if isinstance(event, AidCleared)
    ]
    return writes.folded(transaction, unit_of_effect(resources, context, [change], timers))
