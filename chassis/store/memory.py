"""The event store in memory: the same contract, for simulations and tests of a single process.

What is read is what others have committed; a transaction's own writes are kept aside and applied at its end.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import Any

from chassis.codec import Codec, Recorded
from chassis.store import PARTITIONS, Mark, NewDelivery, NewTimer, Outcome, Unit
from chassis.store.admission import Numbered, admit
from chassis.store.news import News

MarkKey = tuple[str, str, int]


class MemoryStore:
    """`events` stand in the order of their positions; `parked` holds (subscription, message, reason)."""

    def __init__(self, codec: Codec) -> None:
        self.codec = codec
        self.news = News()
        self.position = 0
        self.heads = [0] * PARTITIONS
        self.events: list[Numbered] = []
        self.streams: dict[str, list[Numbered]] = defaultdict(list)
        self.answers: dict[str, tuple[str, bytes]] = {}
        self.timers: list[NewTimer] = []
        self.deliveries: list[NewDelivery] = []
        self.marks: dict[MarkKey, Mark] = {}
        self.parked: list[tuple[str, Any, str]] = []
        self.locks: dict[object, Lock] = defaultdict(Lock)
        self.counter = Lock()

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
        self.writes: list[Callable[[], None]] = []
        self._store = store
        self._held = held
        self._mine: set[object] = set()

    def lock(self, keys: Iterable[str]) -> None:
        assert not self.appended, "guards are locked before the counter row"
        for key in sorted(set(keys)):
            self._hold(key)

    def load(self, stream: str) -> Sequence[Recorded]:
        decode = self._store.codec.decode
        return [decode(row.body, position) for position, _, _, row in self._store.streams.get(stream, ())]

    def append(self, units: Sequence[Unit]) -> list[Outcome]:
        assert not self.appended, "one append per transaction"
        self.appended = True
        store = self._store
        self._held.enter_context(store.counter)
        versions = {stream: numbered[-1][3].version for stream, numbered in store.streams.items()}
        outcomes, admitted, position, heads = admit(units, versions, store.answers, store.position, store.heads)

        def write() -> None:
            store.position, store.heads = position, heads
            for unit, numbered in admitted:
                for number in numbered:
                    store.events.append(number)
                    store.streams[number[3].stream].append(number)
                store.timers += unit.timers
                store.deliveries += unit.deliveries
                if unit.claim is not None:
                    store.answers[unit.claim.scope] = (unit.claim.body_hash, unit.response)

        self.writes.append(write)
        return outcomes

    def mark(self, subscription: str, source: str, partition: int) -> Mark:
        key = (subscription, source, partition)
        self._hold(key)
        return self._store.marks.get(key, Mark())

    def move(self, subscription: str, source: str, partition: int, mark: Mark) -> None:
        self.writes.append(lambda: self._store.marks.update({(subscription, source, partition): mark}))

    def parked_subjects(self, subscription: str, source: str, subjects: Iterable[str]) -> set[str]:
        parked = {m.subject for name, m, _ in self._store.parked if (name, m.source) == (subscription, source)}
        return parked & set(subjects)

    def park(self, subscription: str, message: Any, reason: str) -> None:
        self.writes.append(lambda: self._store.parked.append((subscription, message, reason)))

    def _hold(self, key: object) -> None:
        if key not in self._mine:
            self._mine.add(key)
            self._held.enter_context(self._store.locks[key])
