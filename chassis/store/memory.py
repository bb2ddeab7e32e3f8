"""The event store in memory: the same contract, for simulations and tests of a single process.

What is read is what was committed; a transaction's own writes are kept aside, unseen, and applied at its end.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from threading import Lock
from typing import Any

from chassis.clock import Clock, SystemClock
from chassis.codec import Codec, Recorded
from chassis.store import PARTITIONS, Mark, NewDelivery, NewTimer, Outcome, Unit
from chassis.store.admission import Numbered, admit
from chassis.store.append import Projection, at
from chassis.store.memory_outbox import MemoryOutbox, Relay
from chassis.store.memory_parked import MemoryParked, ParkedMessage
from chassis.store.news import News

MarkKey = tuple[str, str, int]


class MemoryStore:
    """`events` stand in the order of their positions; `projected` holds the read models' writes in theirs.

    `clock` is the store's own, for leases and back-off; `make_lock` gives what a transaction waits at.
    """

    def __init__(
        self,
        codec: Codec,
        project: Projection = lambda _: (),
        *,
        clock: Clock | None = None,
        make_lock: Callable[[], AbstractContextManager[object]] = Lock,
    ) -> None:
        self.codec = codec
        self.project = project
        self.clock = clock or SystemClock()
        self.news = News()
        self.position = 0
        self.heads = [0] * PARTITIONS
        self.events: list[Numbered] = []
        self.streams: dict[str, list[Numbered]] = defaultdict(list)
        self.answers: dict[str, tuple[str, bytes]] = {}
        self.timers: list[NewTimer] = []
        self.deliveries: list[NewDelivery] = []
        self.projected: list[tuple[str, Any]] = []
        self.marks: dict[MarkKey, Mark] = {}
        self.parked: dict[MarkKey, ParkedMessage] = {}
        self.relay = Relay()
        self.locks: dict[object, AbstractContextManager[object]] = defaultdict(make_lock)
        self.counter = make_lock()

    @contextmanager
    def transaction(self) -> Iterator["MemoryTransaction"]:
        with ExitStack() as held:
            transaction = MemoryTransaction(self, held)
            yield transaction
            for write in transaction.writes:
                write()
        if transaction.appended:
            self.news.tell()

    def answer(self, scope: str) -> tuple[str, bytes] | None:
        return self.answers.get(scope)

    def wait_for_news(self, timeout_s: float) -> None:
        self.news.wait(self.news.seen(), timeout_s)


class MemoryTransaction:
    """`Transaction` and `Inbox` of `chassis.store`; `held` lets go of every lock at the end."""

    connection: Any = None

    def __init__(self, store: MemoryStore, held: ExitStack) -> None:
        self.appended = False
        self.patient = True
        self.writes: list[Callable[[], None]] = []
        self.parked = MemoryParked(store, self)
        self.outbox = MemoryOutbox(store, self)
        self._store = store
        self._held = held
        self._mine: set[object] = set()

    def lock(self, keys: Iterable[str]) -> None:
        assert not self.appended, "guards are locked before the counter row"
        for key in sorted(set(keys)):
            self.hold(key)

    def load(self, stream: str) -> Sequence[Recorded]:
        decode = self._store.codec.decode
        return [decode(row.body, position) for position, _, _, row in self._store.streams.get(stream, ())]

    def append(self, units: Sequence[Unit]) -> list[Outcome]:
        assert not self.appended, "one append per transaction"
        self.appended = True
        store = self._store
        self._held.enter_context(store.counter)
        streams = {row.stream for unit in units for row in unit.rows} & store.streams.keys()
        versions = {stream: store.streams[stream][-1][3].version for stream in streams}
        outcomes, admitted, position, heads = admit(units, versions, store.answers, store.position, store.heads)

        def write() -> None:
            store.position, store.heads = position, heads
            for unit, numbered in admitted:
                for number in numbered:
                    store.events.append(number)
                    store.streams[number[3].stream].append(number)
                    store.projected += store.project(at(number))
                store.timers += unit.timers
                store.deliveries += unit.deliveries
                if unit.claim is not None:
                    store.answers[unit.claim.scope] = (unit.claim.body_hash, unit.response)

        self.writes.append(write)
        return outcomes

    def mark(self, subscription: str, source: str, partition: int) -> Mark:
        key = (subscription, source, partition)
        self.hold(key)
        return self._store.marks.get(key, Mark())

    def move(self, subscription: str, source: str, partition: int, mark: Mark) -> None:
        self.writes.append(lambda: self._store.marks.update({(subscription, source, partition): mark}))

    def parked_subjects(self, subscription: str, source: str, subjects: Iterable[str]) -> set[str]:
        return {one.message.subject for one in self.parked.of(subscription, source)} & set(subjects)

    def park(self, subscription: str, message: Any, reason: str) -> None:
        key = (subscription, message.source, message.position)
        assert key not in self._store.parked, f"{key} is parked already"
        self.writes.append(lambda: self._store.parked.update({key: ParkedMessage(message, reason, self.now())}))

    def now(self) -> datetime:
        return self._store.clock.now()

    def hold(self, key: object) -> None:
        """A row lock, kept until the transaction ends."""
        if key not in self._mine:
            self._mine.add(key)
            self._held.enter_context(self._store.locks[key])
