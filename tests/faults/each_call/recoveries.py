"""What a service does after a failure, played on one store: parking and curing, a timer put off, a delivery again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from psycopg.sql import SQL, Identifier

from chassis import delivery_worker, timers
from chassis.bus.memory import MemoryBus, MemoryFeed, MemoryPublisher
from chassis.deliveries import Again, Done
from chassis.reactions import Reaction
from chassis.store import NewDelivery, NewTimer
from chassis.store.postgres import PostgresStore
from chassis.subscription_worker import Follower
from kernel.errors import DomainError
from tests.faults.each_call.bus_ports import FeedPort
from tests.faults.each_call.loops import Turn
from tests.faults.each_call.sites import Sites
from tests.faults.each_call.store_port import StorePort
from tests.support.events import NOON, noted, texts
from tests.support.messages import SOURCE, SUBJECTS, messages, noting
from tests.support.parked import parked

ROUNDS = 6
CURED_IN_ROUND = 3
FIRST, SECOND = SUBJECTS[:2]
AGED = (
    "UPDATE parked SET next_try = now()",
    "UPDATE timers SET next_try = now()",
    "UPDATE deliveries SET next_try = now(), leased_to = now() - interval '1 second' WHERE leased_to IS NOT NULL",
    "UPDATE deliveries SET next_try = now()",
)

Scenario = Callable[[PostgresStore, Sites], Any]
"""Plays on the store, wrapped; gives what stands in it in the end."""


def a_message_parks_and_is_cured(real: PostgresStore, sites: Sites) -> Any:
    turn, bus, rounds = Turn(), MemoryBus(), [0]
    MemoryPublisher(SOURCE, bus).publish(messages((FIRST, "bad"), (SECOND, "b"), (FIRST, "c"), (FIRST, "d")))
    store = StorePort(real, "intake", sites, turn.set)
    feed = FeedPort(MemoryFeed("noting", SOURCE, bus), "intake", sites, turn.set)

    def refuse(said: str) -> Exception | None:
        return DomainError("no") if said == "bad" and rounds[0] < CURED_IN_ROUND else None

    for rounds[0] in range(ROUNDS):
        turn.clear()
        Follower(store, noting(store.codec, refuse), feed, turn).run()
        age(real)
    return parked(real), noted_under(real, f"seen-{FIRST}"), noted_under(real, f"seen-{SECOND}")


def a_timer_is_put_off_and_fires(real: PostgresStore, sites: Sites) -> Any:
    turn, rounds = Turn(), [0]
    store = StorePort(real, "intake", sites, turn.set)
    with real.transaction() as transaction:
        transaction.append([noted(store.codec, "plan", 0, "two", timers=[due("h1"), due("h2")])])

    def wake(transaction: Any, timer: Any) -> Any:
        if timer.subject == "h1" and rounds[0] < CURED_IN_ROUND:
            raise DomainError("not_now")
        stream = f"woken-{timer.subject}"
        return noted(store.codec, stream, len(transaction.load(stream)), timer.kind)

    class Noon:
        def now(self) -> Any:
            return NOON

    for rounds[0] in range(ROUNDS):
        turn.clear()
        timers.run(store, {"wake": Reaction(wake)}, Noon(), turn)
        age(real)
    return noted_under(real, "woken-h1"), noted_under(real, "woken-h2"), left(real, "timers")


def a_delivery_is_given_back_and_carried_out(real: PostgresStore, sites: Sites) -> Any:
    turn, rounds = Turn(), [0]
    store = StorePort(real, "intake", sites, turn.set)
    with real.transaction() as transaction:
        calls = [NewDelivery("ask", "bank", "h1", 0), NewDelivery("ask", "tax", "h1", 0)]
        transaction.append([noted(store.codec, "plan", 0, "two", deliveries=calls)])

    def send(delivery: Any) -> Done | Again:
        if delivery.target == "bank" and rounds[0] < CURED_IN_ROUND:
            return Again("closed")
        stream = f"told-{delivery.target}"
        return Done(Reaction(lambda t, _: noted(store.codec, stream, len(t.load(stream)), "answered")))

    for rounds[0] in range(ROUNDS):
        turn.clear()
        delivery_worker.run(store, {"ask": send}, turn)
        age(real)
    return noted_under(real, "told-bank"), noted_under(real, "told-tax"), left(real, "deliveries")


def age(store: PostgresStore) -> None:
    """Every back-off and every lease is over."""
    with store.transaction() as transaction:
        for statement in AGED:
            transaction.connection.execute(statement)


def due(subject: str) -> NewTimer:
    return NewTimer(NOON - timedelta(hours=1), "wake", subject)


def noted_under(store: PostgresStore, stream: str) -> list[str]:
    with store.transaction() as transaction:
        return texts(transaction.load(stream))


def left(store: PostgresStore, table: str) -> int:
    with store.reading() as connection:
        return len(connection.execute(SQL("SELECT FROM {}").format(Identifier(table))).fetchall())
