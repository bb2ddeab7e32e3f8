"""The event store's port: units of events, appended in one gapless order, with what must commit beside them."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar
from zlib import crc32

import msgspec
from psycopg import Connection

from chassis.codec import Codec, Recorded
from chassis.message import Mark, Message
from chassis.request_key import RequestKey
from chassis.store.commit_signal import Commits
from kernel.decider import Decider, State

State_co = TypeVar("State_co", covariant=True)
Narrower = TypeVar("Narrower")

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
    recorded: Recorded[Any]


@dataclass(frozen=True)
class Unit:
    """What one command or message appends, wholly or not at all; it may span several streams."""

    rows: Sequence[Row] = ()
    timers: Sequence[NewTimer] = ()
    deliveries: Sequence[NewDelivery] = ()
    key: RequestKey | None = None
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


class Inbox(Protocol):
    """What a subscription keeps: marks that move with the effects, and parked messages."""

    def mark(self, subscription: str, source: str, partition: int) -> Mark:
        """The mark, locked until the transaction ends."""

    def move(self, subscription: str, source: str, partition: int, mark: Mark) -> None: ...

    def move_from(
        self, subscription: str, source: str, moves: Mapping[int, tuple[int, Mark]], *, alone: bool
    ) -> set[int]:
        """Moves each partition's mark if it stands at the position given beside the new one; gives those that did.

        `alone`: this transaction does nothing else.
        """

    def parked_subjects(self, subscription: str, source: str, subjects: Iterable[str]) -> set[str]: ...

    def park(self, subscription: str, message: Message, reason: str) -> None: ...


class Parked(Protocol):
    """The messages that a subscription has parked, for whoever tries them again."""

    def due(self, subscription: str, source: str) -> list[tuple[int, int]]:
        """Partition and position of each subject's first one, where its next try has come; by position."""

    def take(self, subscription: str, source: str, position: int) -> Message | None:
        """Takes it away with this transaction; None when it is gone. Under the mark only.

        What stood before it in its partition is not kept: `previous` is 0.
        """

    def put_off(self, subscription: str, source: str, position: int, reason: str) -> None:
        """One more attempt failed: the next is later, up to an hour."""


class Outbox(Protocol):
    """What a relay works from: the events in order, its place among them, and the lease by the store's own clock."""

    def take_lease(self, holder: str, seconds: float) -> Lease | None:
        """Takes or renews it; None while another holds it. A new holder starts a new epoch."""

    def give_back(self, holder: str) -> None: ...

    def behind(self, source: str, position: int, size: int) -> list[Message]:
        """The first events after a position, in order, as messages of `source`, which is this store's own service.

        Events of a transaction still open are never among them.
        """

    def move(self, epoch: int, position: int) -> None:
        """The place moves forward, and only for the epoch that is still the last; otherwise nothing happens."""


class Transaction(Inbox, Protocol):
    """One transaction of a store: lock keys first, `append` last; the edge that opened it commits.

    Guarded commands, reactions and subscriptions all work on this one, so that their effects commit together.
    """

    background: bool
    """True unless a caller waits for the answer: then `lock` raises `LockQueueFull` behind enough others."""

    @property
    def connection(self) -> Connection[Any]:
        """The database connection, for a service's own guarded tables and queries."""

    @property
    def parked(self) -> Parked: ...

    @property
    def outbox(self) -> Outbox: ...

    def lock(self, keys: Iterable[str]) -> None:
        """Takes lock keys, in sorted order; once per transaction, before anything is read under them."""

    def load(self, stream: str) -> Sequence[Recorded[Any]]:
        """All events of a stream, opened, oldest first."""

    def append(self, units: Sequence[Unit]) -> list[Outcome]:
        """Takes the counter row, checks versions, writes. After it nothing more may be locked."""


class Store(Protocol):
    @property
    def codec(self) -> Codec: ...

    @property
    def commits(self) -> Commits:
        """Told after each commit of this process that appended something."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Commits at its end, rolls back on an exception."""

    def answer(self, scope: str) -> tuple[str, bytes] | None:
        """Body hash and response that stand under this idempotency scope."""


@dataclass(frozen=True)
class Loaded(Generic[State_co]):
    """An aggregate's state and the version it was loaded at."""

    state: State_co
    version: int
    recorded: Sequence[Recorded[Any]] = field(repr=False, default=())

    @property
    def subject(self) -> str:
        """Whose stream it is, by its first event; one without events is nobody's yet."""
        return self.recorded[0].envelope.subject

    def narrowed(self, state: Narrower) -> "Loaded[Narrower]":
        """The same, for who has found out which state it is: `state` is this one's own."""
        return Loaded(state, self.version, self.recorded)


def fold(decider: Decider[State], recorded: Sequence[Recorded[Any]]) -> Loaded[State]:
    """The aggregate as its stored events tell it."""
    state = decider.after(decider.initial(), (one.event for one in recorded))
    return Loaded(state, recorded[-1].envelope.streamversion if recorded else 0, recorded)
