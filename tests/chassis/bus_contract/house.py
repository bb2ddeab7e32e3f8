"""A small house to try a bus in: one source with a store, and workers of one subscription with theirs."""

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any, Protocol

import msgspec

from chassis import relay
from chassis.bus import Feed, Publisher
from chassis.codec import Codec, Recorded
from chassis.envelope import Context
from chassis.message import Mark, Message
from chassis.reactions import Reaction
from chassis.relay import Lease
from chassis.store import PARTITIONS, Unit, partition_of
from chassis.store.postgres import PostgresStore
from chassis.subscription import Subscription
from chassis.subscription_worker import Follower
from chassis.unit_of_work import Change, unit
from chassis.urls import ServiceUrls
from chassis.vault.memory import MemoryVault
from tests.support.until import wait_until

HAPPENED = "jiekun.test.Happened.v1"
SEEN = "jiekun.test.Seen.v1"
SUBSCRIPTION = "listener"
SUBJECTS = [f"household-{number}" for number in range(2 * PARTITIONS)]
"""Enough for every partition to have some (the first test of the suite checks it)."""


class Happened(msgspec.Struct, frozen=True):
    number: int


class Seen(msgspec.Struct, frozen=True):
    number: int


class Bus(Protocol):
    """What differs between the buses under the same suite."""

    def feed(self) -> Feed:
        """One more worker's feed of the group `SUBSCRIPTION`."""

    def carry(self) -> None:
        """What the source has appended is on the bus when this returns."""


class TopicBus(Bus, Protocol):
    """A bus with a relay and topics: memory and Kafka."""

    publisher: Publisher

    def recreate(self) -> None:
        """The topic is lost and made anew, empty."""


class Source:
    """The service that others follow: it appends one fact per event."""

    def __init__(self, name: str, urls: ServiceUrls) -> None:
        self.name = name
        self.urls = urls
        self.codec = Codec(name, {HAPPENED: Happened}, MemoryVault())
        self.store = PostgresStore(urls.app, self.codec, lambda _: (), connections=4)
        self._numbers = count()
        self._versions: dict[str, int] = {}

    def append(self, events: int, subjects: Sequence[str] = SUBJECTS) -> list[int]:
        """Appends so many facts, numbered on, subject by subject in turn; gives the numbers."""
        numbers = [next(self._numbers) for _ in range(events)]
        with self.store.transaction() as transaction:
            transaction.append([self._fact(number, subjects[number % len(subjects)]) for number in numbers])
        return numbers

    def published(self) -> dict[int, list[Message]]:
        """What stands in its view, by partition: the truth that a bus has to bring."""
        with self.store.reading() as connection:
            rows = connection.execute(
                "SELECT partition, position, previous, subject, type, body FROM published ORDER BY position"
            ).fetchall()
        found: dict[int, list[Message]] = {partition: [] for partition in range(PARTITIONS)}
        for row in rows:
            found[row[0]].append(Message(self.name, *row))
        return found

    def take_lease(self, holder: str = "relay") -> Lease:
        lease = relay.take_lease(self.store, holder)
        assert lease is not None, "the lease is held by another relay"
        return lease

    def let_the_lease_expire(self) -> None:
        self._execute("UPDATE relay SET leased_to = now() - interval '1 second'")

    def set_the_relay_back(self) -> None:
        """What a refill does: everything is published again."""
        self._execute("UPDATE relay SET position = 0")

    def place_of_the_relay(self) -> int:
        with self.store.reading() as connection:
            row = connection.execute("SELECT position FROM relay").fetchone()
        assert row is not None
        return int(row[0])

    def _fact(self, number: int, subject: str) -> Unit:
        version = self._versions.get(subject, 0)
        self._versions[subject] = version + 1
        return unit(self.codec, _context(), [Change(subject, version, subject, [Happened(number)])])

    def _execute(self, statement: str) -> None:
        with self.store.transaction() as transaction:
            transaction.connection.execute(statement)


class Listener:
    """The service that follows: each fact seen becomes one event of its own, a second time a second event."""

    def __init__(self, source: Source, urls: ServiceUrls) -> None:
        self.source = source
        self.urls = urls
        self.codec = Codec("listener", {HAPPENED: Happened, SEEN: Seen}, MemoryVault())
        self.store = PostgresStore(urls.app, self.codec, lambda _: (), connections=4)
        self.subscription = Subscription(SUBSCRIPTION, source.name, self.codec, {Happened: Reaction(self._see)})
        self._streams = count()

    def seen(self) -> list[int]:
        """The numbers seen, in the order of their effects."""
        with self.store.reading() as connection:
            rows = connection.execute("SELECT body FROM events ORDER BY position").fetchall()
        return [self.codec.decode(body).event.number for (body,) in rows]

    def seen_by_subject(self) -> dict[str, list[int]]:
        with self.store.reading() as connection:
            rows = connection.execute("SELECT subject, body FROM events ORDER BY position").fetchall()
        found: dict[str, list[int]] = {}
        for subject, body in rows:
            found.setdefault(subject, []).append(self.codec.decode(body).event.number)
        return found

    def mark(self, partition: int) -> Mark:
        with self.store.transaction() as transaction:
            found: Mark = transaction.mark(SUBSCRIPTION, self.source.name, partition)
        return found

    def _see(self, _: Any, recorded: Recorded) -> Unit:
        subject = recorded.envelope.subject
        stream = f"{subject}/{next(self._streams)}"
        return unit(self.codec, _context(), [Change(stream, 0, subject, [Seen(recorded.event.number)])])


class Worker:
    """One process of the listener, driven by hand: the same driver as in production."""

    def __init__(self, listener: Listener, feed: Feed) -> None:
        self.feed = feed
        self._follower = Follower(listener.store, listener.subscription, self, threading.Event())
        self.turn = self._follower.turn
        self.seek, self.poll, self.close = feed.seek, feed.poll, feed.close
        self.holds: set[int] = set()
        """What its driver was last told; only the driver asks, since an answer may be a signal to it."""

    def assigned(self) -> set[int]:
        self.holds = self.feed.assigned()
        return self.holds


def until(reached: Callable[[], object], what: str, *workers: Worker, timeout_s: float = 30) -> None:
    """Lets the workers take turns until the point is reached."""

    def turn_and_look() -> object:
        for worker in workers:
            worker.turn()
        return reached()

    wait_until(turn_and_look, what, timeout_s)


def read(feed: Feed, enough: int, marks: Callable[[int], Mark] = lambda _: Mark()) -> dict[int, list[Message]]:
    """So many messages from a feed, as a bare caller gets them: every new partition is sought at its mark."""
    found: dict[int, list[Message]] = {}
    sought: set[int] = set()

    def poll() -> bool:
        assigned = feed.assigned()
        for partition in assigned - sought:
            feed.seek(partition, marks(partition))
        sought.intersection_update(assigned)
        sought.update(assigned)
        for partition, messages in feed.poll(0.1).items():
            found.setdefault(partition, []).extend(messages)
        return sum(map(len, found.values())) >= enough

    wait_until(poll, f"{enough} messages")
    return found


def without_place(messages: dict[int, list[Message]]) -> dict[int, list[Message]]:
    """The same messages as they stand in the source's view: with no place on a topic."""
    return {
        partition: [msgspec.structs.replace(message, topic_id=None, offset=None) for message in found]
        for partition, found in messages.items()
    }


def mark_behind(message: Message) -> Mark:
    return Mark(message.position, message.topic_id, None if message.offset is None else message.offset + 1)


def by_subject(numbers: Sequence[int]) -> dict[str, list[int]]:
    """How `Source.append` spreads numbers over subjects."""
    return {
        subject: of_it
        for index, subject in enumerate(SUBJECTS)
        if (of_it := [number for number in numbers if number % len(SUBJECTS) == index])
    }


def in_partition(partition: int, numbers: Sequence[int]) -> list[int]:
    return [number for number in numbers if partition_of(SUBJECTS[number % len(SUBJECTS)]) == partition]


def _context() -> Context:
    return Context(actor="test", at=datetime(2026, 11, 2, tzinfo=UTC), correlation="test")
