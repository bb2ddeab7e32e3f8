"""What a store is: units of events, appended in one gapless order, with what must commit beside them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from zlib import crc32

import msgspec

from chassis.codec import Recorded
from chassis.idempotency import IdempotencyClaim

PARTITIONS = 4
"""Fixed for the life of an installation: subjects are spread over partitions by crc32."""


def partition_of(subject: str) -> int:
    return crc32(subject.encode()) % PARTITIONS


class NewTimer(msgspec.Struct, frozen=True):
    """Wakes `kind` about `subject` when business time reaches `due`; `data` holds ids only."""

    due: datetime
    kind: str
    subject: str
    data: dict[str, Any] = {}


class NewDelivery(msgspec.Struct, frozen=True):
    """An outward call decided by the event at `cause` (index into the unit's events); `data` holds ids only."""

    kind: str
    target: str
    subject: str
    cause: int
    data: dict[str, Any] = {}


@dataclass(frozen=True)
class Row:
    """One encoded event, ready but for its position."""

    stream: str
    version: int
    id: str
    type: str
    subject: str
    body: bytes
    recorded: Recorded


@dataclass(frozen=True)
class Unit:
    """What one command or message appends, wholly or not at all; it may span several streams."""

    rows: Sequence[Row] = ()
    timers: Sequence[NewTimer] = ()
    deliveries: Sequence[NewDelivery] = ()
    claim: IdempotencyClaim | None = None
    response: bytes = b""

    def expected(self) -> dict[str, int]:
        """The version each stream must have for this unit to be appended."""
        first: dict[str, int] = {}
        for row in self.rows:
            first.setdefault(row.stream, row.version - 1)
        return first


class Appended(msgspec.Struct, frozen=True):
    """The unit is in; `last` is its last position (0 when it had no events)."""

    last: int


class Conflict(msgspec.Struct, frozen=True):
    """A stream moved on meanwhile; nothing of the unit was written."""

    stream: str


class Replayed(msgspec.Struct, frozen=True):
    """The same request was answered before: here is that answer, as it was stored."""

    response: bytes


class Mismatched(msgspec.Struct, frozen=True):
    """The idempotency key was used for another body."""


Outcome = Appended | Conflict | Replayed | Mismatched


class Mark(msgspec.Struct, frozen=True):
    """How far a subscription has handled one partition of a source, and where to resume on a topic."""

    position: int = 0
    topic_id: str | None = None
    next_offset: int | None = None


class Lease(msgspec.Struct, frozen=True):
    """A relay's right to move the place, good for one epoch; `position` is where it starts from."""

    epoch: int
    position: int


class Timer(msgspec.Struct, frozen=True):
    id: str
    due: datetime
    kind: str
    subject: str
    data: dict[str, Any]
    attempts: int = 0


class Delivery(msgspec.Struct, frozen=True):
    id: str
    kind: str
    target: str
    subject: str
    event_id: str
    data: dict[str, Any]
    attempts: int = 0
    leased_to: datetime | None = None
    """Names the lease: whoever leases the row later has another one."""


class Transaction(Protocol):
    """One transaction of a store: guards first, `append` last; the edge that opened it commits."""

    connection: Any
    """The database connection, for a service's own guard tables and queries."""
    parked: "Parked"
    outbox: "Outbox"

    patient: bool
    """True unless a caller waits for the answer: then `lock` raises `Crowded` where enough others wait already."""

    def lock(self, keys: Iterable[str]) -> None:
        """Lock guard keys, in sorted order; once per transaction, before anything is read under them."""

    def load(self, stream: str) -> Sequence[Recorded]:
        """All events of a stream, opened, oldest first."""

    def append(self, units: Sequence[Unit]) -> list[Outcome]:
        """Takes the counter row, checks versions, writes. After it nothing more may be locked."""


class Inbox(Protocol):
    """What a subscription keeps: marks that move with the effects, and parked messages."""

    def mark(self, subscription: str, source: str, partition: int) -> Mark:
        """The mark, locked until the transaction ends."""

    def move(self, subscription: str, source: str, partition: int, mark: Mark) -> None: ...

    def parked_subjects(self, subscription: str, source: str, subjects: Iterable[str]) -> set[str]: ...

    def park(self, subscription: str, message: Any, reason: str) -> None: ...


class Parked(Protocol):
    """The messages that a subscription has parked, for whoever tries them again."""

    def count(self, subscription: str, source: str) -> int: ...

    def due(self, subscription: str, source: str) -> list[tuple[int, int]]:
        """Partition and position of each subject's first one, where its next try has come; by position."""

    def take(self, subscription: str, source: str, position: int) -> tuple[str, str, bytes] | None:
        """Takes it away with this transaction: subject, type, body. None when it is gone. Under the mark only."""

    def put_off(self, subscription: str, source: str, position: int, reason: str) -> None:
        """One more attempt failed: the next is later, up to an hour."""


Outgoing = tuple[int, int, int, str, str, bytes]
"""partition, position, previous, subject, type, body: an event as it is published"""


class Outbox(Protocol):
    """What a relay works from: the events in order, its place among them, and the lease by the store's own clock."""

    def take_lease(self, holder: str, seconds: float) -> Lease | None:
        """Takes or renews it; None while another holds it. A new holder starts a new epoch."""

    def give_back(self, holder: str) -> None: ...

    def behind(self, position: int, size: int) -> list[Outgoing]:
        """The first events after a position, in order; events of a transaction still open are never among them."""

    def move(self, epoch: int, position: int) -> None:
        """The place moves forward, and only for the epoch that is still the last; otherwise nothing happens."""


class Store(Protocol):
    def transaction(self) -> Any:
        """Context manager that gives a `Transaction`; commits at its end, rolls back on an exception."""

    def answer(self, scope: str) -> tuple[str, bytes] | None:
        """Body hash and response that stand under this idempotency scope."""

    def wait_for_news(self, timeout_s: float) -> None:
        """Returns when something was committed in this process, or at the time-out."""


Decider = tuple[Callable[[], Any], Callable[[Any, Any], Any]]
"""`(initial, evolve)` of an aggregate."""


@dataclass(frozen=True)
class Loaded:
    """An aggregate's state and the version it was loaded at."""

    state: Any
    version: int
    recorded: Sequence[Recorded] = field(repr=False, default=())


def fold(decider: Decider, recorded: Sequence[Recorded]) -> Loaded:
    initial, evolve = decider
    state = initial()
    for item in recorded:
        state = evolve(state, item.event)
    return Loaded(state, recorded[-1].envelope.streamversion if recorded else 0, recorded)
