"""What a store in memory keeps: its tables, and the work of one transaction that is not committed yet."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.clock import Clock
from chassis.message import Mark, Message
from chassis.store import PARTITIONS, NewDelivery, NewTimer
from chassis.store.admission import Numbered

MarkKey = tuple[str, str, int]
MakeLock = Callable[[], AbstractContextManager[object]]


@dataclass(frozen=True)
class ParkedMessage:
    message: Message
    reason: str
    next_try: datetime
    attempts: int = 0


@dataclass(frozen=True)
class Relay:
    """The one row: the place, and who may move it until when."""

    position: int = 0
    epoch: int = 0
    holder: str | None = None
    leased_to: datetime | None = None


class Tables:
    """Written by committing transactions alone. `events` stand in the order of their positions; `projected` holds the
    read models' writes in theirs; `counter` is the last lock of a transaction that appends.
    """

    def __init__(self, clock: Clock, make_lock: MakeLock) -> None:
        self.clock = clock
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


class Work:
    """One transaction's `writes`, applied at its end, and the row locks that it keeps until then (`held`)."""

    def __init__(self, tables: Tables, held: ExitStack) -> None:
        self.writes: list[Callable[[], None]] = []
        self._locks = tables.locks
        self._held = held
        self._mine: set[object] = set()

    def hold(self, key: object) -> None:
        """A row lock, kept until the transaction ends."""
        if key not in self._mine:
            self._mine.add(key)
            self._held.enter_context(self._locks[key])
