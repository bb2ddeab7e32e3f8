"""The event store in memory: the same contract, for simulations and tests of a single process.

What is read is what was committed; a transaction's own writes are kept aside, unseen, and applied at its end.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import Any

from psycopg import Connection

from chassis.clock import Clock, SystemClock
from chassis.codec import Codec, Recorded
from chassis.message import Mark, Message
from chassis.projection import Projection
from chassis.store import Outcome, Unit
from chassis.store.admission import admit, at
from chassis.store.commit_signal import Commits
from chassis.store.memory_outbox import MemoryOutbox
from chassis.store.memory_parked import MemoryParked
from chassis.store.memory_tables import MakeLock, ParkedMessage, Tables, Work


class MemoryStore(Tables):
    """`clock` is the store's own, for leases and back-off; `make_lock` gives what a transaction waits at."""

    def __init__(
        self,
        codec: Codec,
        project: Projection = lambda _: (),
        *,
        clock: Clock | None = None,
        make_lock: MakeLock = Lock,
    ) -> None:
        super().__init__(clock or SystemClock(), make_lock)
        self.codec = codec
        self.project = project
        self.commits = Commits()

    @contextmanager
    def transaction(self) -> Iterator["MemoryTransaction"]:
        with ExitStack() as held:
            transaction = MemoryTransaction(self, held)
            yield transaction
            for write in transaction.writes:
                write()
        if transaction.appended:
            self.commits.tell(transaction.units)

    def answer(self, scope: str) -> tuple[str, bytes] | None:
        return self.answers.get(scope)


class MemoryTransaction(Work):
    """`Transaction` of `chassis.store`; `held` lets go of every lock at the end."""

    def __init__(self, store: MemoryStore, held: ExitStack) -> None:
        super().__init__(store, held)
        self.appended = False
        self.background = True
        self.units: Sequence[Unit] = ()
        self.parked = MemoryParked(store, self)
        self.outbox = MemoryOutbox(store, self)
        self._store = store

    @property
    def connection(self) -> Connection[Any]:
        raise NotImplementedError("a store in memory has no database")

    def lock(self, keys: Iterable[str]) -> None:
        assert not self.appended, "lock keys are taken before the counter row"
        for key in sorted(set(keys)):
            self.hold(key)

    def load(self, stream: str) -> Sequence[Recorded[Any]]:
        decode = self._store.codec.decode
        return [decode(row.body, position) for position, _, _, row in self._store.streams.get(stream, ())]

    def append(self, units: Sequence[Unit]) -> list[Outcome]:
        assert not self.appended, "one append per transaction"
        self.appended, self.units = True, units
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
                if unit.key is not None:
                    store.answers[unit.key.scope] = (unit.key.body_hash, unit.response)

        self.writes.append(write)
        return outcomes

    def mark(self, subscription: str, source: str, partition: int) -> Mark:
        key = (subscription, source, partition)
        self.hold(key)
        return self._store.marks.get(key, Mark())

    def move(self, subscription: str, source: str, partition: int, mark: Mark) -> None:
        self.writes.append(lambda: self._store.marks.update({(subscription, source, partition): mark}))

    def move_from(
        self, subscription: str, source: str, moves: Mapping[int, tuple[int, Mark]], *, alone: bool
    ) -> set[int]:
        moved = set[int]()
        for partition, (before, to) in sorted(moves.items()):
            if self.mark(subscription, source, partition).position == before:
                self.move(subscription, source, partition, to)
                moved.add(partition)
        return moved

    def parked_subjects(self, subscription: str, source: str, subjects: Iterable[str]) -> set[str]:
        return {one.message.subject for one in self.parked.of(subscription, source)} & set(subjects)

    def park(self, subscription: str, message: Message, reason: str) -> None:
        key, now = (subscription, message.source, message.position), self._store.clock.now()
        assert key not in self._store.parked, f"{key} is parked already"
        self.writes.append(lambda: self._store.parked.update({key: ParkedMessage(message, reason, now)}))
