"""What the database refuses (a constraint, a value that fits no column) is one item's fault, and stops no loop."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from chassis import timers
from chassis.codec import Recorded
from chassis.deliveries import Done
from chassis.message import Mark
from chassis.parked_messages import retry
from chassis.reactions import Reaction
from chassis.store import Delivery, NewDelivery, NewTimer, Timer, Transaction, Unit
from chassis.store.postgres import PostgresStore
from chassis.subscription import Subscription, step
from tests.support.deliveries import turn
from tests.support.events import NOON, Noted, codec, noted, texts
from tests.support.faults import FailingStore
from tests.support.messages import SOURCE, SUBJECTS, spread
from tests.support.parked import due_now, parked, tries

THERE = "00000000-0000-0000-0000-000000000000"
"""The id of an event that is stored."""

Breach = Callable[[Any, Unit], None]


def at_once(transaction: Any, _: Unit) -> None:
    """A constraint that a handler's own statement hits."""
    transaction.connection.execute("INSERT INTO locks (key) VALUES (NULL)")


def with_the_append(_: Any, unit: Unit) -> None:
    """A constraint of which the pipeline tells only when it is emptied, after all handlers."""
    unit.rows[0].__dict__["id"] = THERE


def by_its_type(transaction: Any, _: Unit) -> None:
    """A text that no column takes."""
    transaction.lock(["person/\0"])


def by_its_length(transaction: Any, _: Unit) -> None:
    """A text that no index takes."""
    key = "INSERT INTO locks (key) SELECT string_agg(md5(n::text), '') FROM generate_series(1, 999) n"
    transaction.connection.execute(key)


REASONS = {
    at_once: "NotNullViolation",
    with_the_append: "UniqueViolation",
    by_its_type: "DataError",
    by_its_length: "ProgramLimitExceeded",
}
every_breach = pytest.mark.parametrize("breach", REASONS)


@pytest.fixture
def store(postgres_store: PostgresStore) -> PostgresStore:
    stored = noted(postgres_store.codec, "stored", 0, "one")
    stored.rows[0].__dict__["id"] = THERE
    with postgres_store.transaction() as transaction:
        transaction.append([stored])
    return postgres_store


def note(store: PostgresStore, transaction: Transaction, stream: str, text: str, breach: Breach | None) -> Unit:
    unit = noted(store.codec, stream, len(transaction.load(stream)), text)
    if breach is not None:
        breach(transaction, unit)
    return unit


def noting(store: PostgresStore, breach: Breach | None = None) -> Subscription:
    """Notes each text in the stream `seen-<subject>`; for "bad" with the breach."""

    def handle(transaction: Transaction, recorded: Recorded[Noted]) -> Unit:
        text, stream = recorded.event.text, f"seen-{recorded.envelope.subject}"
        return note(store, transaction, stream, text, breach if text == "bad" else None)

    return Subscription("noting", SOURCE, codec(source=SOURCE), {Noted: Reaction(handle)})


def noted_in(store: PostgresStore, *streams: str) -> list[list[str]]:
    with store.transaction() as transaction:
        return [texts(transaction.load(stream)) for stream in streams]


@every_breach
def test_a_message_whose_rows_are_refused_is_parked_and_settled_once_they_are_taken(
    store: PostgresStore, breach: Breach
) -> None:
    batch = spread("a", "b", "bad", "d")
    assert step(store, noting(store, breach), 0, batch).mark == Mark(40)
    streams = [f"seen-{subject}" for subject in SUBJECTS[:4]]
    assert noted_in(store, *streams) == [["a"], ["b"], [], ["d"]]
    assert parked(store) == [(30, SUBJECTS[2], REASONS[breach], batch[2].body)]
    assert retry(store, noting(store, breach)) == 0
    assert tries(store) == [(1, True)]
    due_now(store)
    assert retry(store, noting(store)) == 1
    assert (noted_in(store, streams[2]), parked(store)) == ([["bad"]], [])


@pytest.mark.parametrize("bad", [0, 127, 255])
def test_one_refused_message_among_many_costs_few_transactions(store: PostgresStore, bad: int) -> None:
    said = ["bad" if number == bad else "good" for number in range(256)]
    counting = FailingStore(store)
    assert step(counting, noting(store, with_the_append), 0, spread(*said)).mark == Mark(2_560)
    assert [position for position, *_ in parked(store)] == [(bad + 1) * 10]
    assert counting.transactions < 50


def test_a_reader_of_every_message_parks_none_and_waits(store: PostgresStore) -> None:
    def refused(transaction: Any, _: Any) -> None:
        transaction.connection.execute("INSERT INTO locks (key) VALUES (NULL)")

    log = Subscription("noting", SOURCE, codec(source=SOURCE), {}, every=refused)
    with pytest.raises(psycopg.IntegrityError):
        step(store, log, 0, spread("a"))
    assert parked(store) == []


@every_breach
def test_a_timer_whose_rows_are_refused_parks_after_five_tries_and_harms_no_other(
    store: PostgresStore, breach: Breach
) -> None:
    wakes = [NewTimer(NOON, "wake", subject, {}) for subject in ("h1", "h2", "h3")]
    with store.transaction() as transaction:
        transaction.append([noted(store.codec, "plan", 0, "planned", timers=wakes)])

    def wake(transaction: Transaction, timer: Timer) -> Unit:
        stream = f"woken-{timer.subject}"
        return note(store, transaction, stream, "woken", breach if timer.subject == "h2" else None)

    fired = []
    for _ in range(6):
        fired.append(timers.step(store, {"wake": Reaction(wake)}, NOON + timedelta(hours=1)))
        with store.transaction() as transaction:
            transaction.connection.execute("UPDATE timers SET next_try = now()")
    assert fired == [2, 0, 0, 0, 0, 0]
    assert noted_in(store, "woken-h1", "woken-h2", "woken-h3") == [["woken"], [], ["woken"]]
    with store.reading() as connection:
        left = connection.execute("SELECT subject, attempts, parked FROM timers").fetchall()
    assert left == [("h2", 5, REASONS[breach])]


@every_breach
def test_a_delivery_whose_outcome_is_refused_waits_with_back_off_and_harms_no_other(
    store: PostgresStore, breach: Breach
) -> None:
    asks = [NewDelivery("ask", target, "h1", 0, {}) for target in ("bank", "tax")]
    with store.transaction() as transaction:
        transaction.append([noted(store.codec, "h1", 0, "asked", deliveries=asks)])

    def record(transaction: Transaction, delivery: Delivery) -> Unit:
        stream = f"outcome-{delivery.target}"
        return note(store, transaction, stream, "answered", breach if delivery.target == "bank" else None)

    assert turn(store, {"ask": lambda delivery: Done(Reaction(record))}) == 2
    assert noted_in(store, "outcome-bank", "outcome-tax") == [[], ["answered"]]
    with store.reading() as connection:
        left = connection.execute("SELECT target, attempts, leased_to, next_try > now() FROM deliveries").fetchall()
    assert left == [("bank", 1, None, True)]
