"""What the invariants are told, and the events as they read them: envelopes at once, plain data by type.

Events are immutable, and everything at or below a mark is committed on both sides. So who reads the marks first
may compare up to them while the system runs.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

import msgspec

from chassis import trace
from chassis.blobs import Blobs
from chassis.codec import Codec
from chassis.message import Message
from chassis.projection import Projection
from chassis.roles import SERVICES
from checks.storage import Storage

Drift = Mapping[str, Mapping[str, Mapping[str, int]]]


class Told(msgspec.Struct, frozen=True, array_like=True):
    """One event without its data. `name`: the type's last words, such as `AidPaid`."""

    service: str
    position: int
    partition: int
    id: str
    name: str
    subject: str
    stream: str
    recorded_at: datetime
    cause: str | None
    flow: str | None
    """the trace id of the flow of work that it belongs to"""


class Fact(msgspec.Struct, frozen=True):
    """One event with the plain part of its data; boxes stay shut."""

    service: str
    position: int
    id: str
    name: str
    subject: str
    data: dict[str, Any]


class Acknowledged(Protocol):
    """A command that was answered 2xx and changed something: by which service, under which trace id it was sent."""

    @property
    def service(self) -> str: ...
    @property
    def flow(self) -> str: ...


class Topics(Protocol):
    """The bus as its readers find it (`chassis.bus.kafka_topics`)."""

    def messages(self, source: str, partition: int) -> Iterable[Message]:
        """Everything that a partition holds by now, from its beginning."""


@dataclass(frozen=True)
class ReadModels:
    """What a service's projection makes, handed in by who may import services: `project` and its `tables`."""

    service: str
    codec: Codec
    project: Projection
    tables: Sequence[str]


@dataclass(frozen=True)
class Given:
    """`acknowledged`: households whose application was answered 2xx; `requests`: every command that was. `settled_at`:
    business time when the system is quiet and must have nothing waiting; None while it runs. `drift`: what services
    themselves say of their read models: service -> table -> rows only live, rows only rebuilt. `blobs`: where
    attachments lie; `away`: to whom deliveries may be open."""

    storage: Storage
    acknowledged: Sequence[str] = ()
    settled_at: datetime | None = None
    read_models: Sequence[ReadModels] = ()
    requests: Sequence[Acknowledged] = ()
    drift: Drift | None = None
    topics: Topics | None = None
    blobs: Blobs | None = None
    away: Collection[str] = ()

    @cached_property
    def marks(self) -> dict[tuple[str, str, int], int]:
        """(subscription, source, partition) -> position, of all services; read before any event."""
        query = "SELECT subscription, source, partition, position FROM marks"
        rows = [row for service in SERVICES for row in self.storage.rows(service, query)]
        return {(name, source, partition): position for name, source, partition, position in rows}

    @cached_property
    def told(self) -> list[Told]:
        """Every event of every service, in the order of each service's positions."""
        assert self.marks is not None
        return [told for service in SERVICES for told in _told(self.storage, service)]

    @cached_property
    def dropped(self) -> set[tuple[str, str, int]]:
        """(subscription, source, position) of each message that an operator gave up."""
        facts = [fact.data for service in SERVICES for fact in self.facts(service, "MessageDropped")]
        return {(data["subscription"], data["source"], data["position"]) for data in facts}

    def facts(self, service: str, *names: str) -> Iterator[Fact]:
        """The events of these types (last words), in order."""
        query = (
            "SELECT position, id::text, split_part(type, '.', -2), subject, body FROM events"
            " WHERE split_part(type, '.', -2) = ANY(%s) ORDER BY position"
        )
        for position, event_id, name, subject, body in self.storage.stream(service, query, (list(names),)):
            yield Fact(service, position, event_id, name, subject, _plain(body).data)

    def handled(self, name: str, events: Iterable[Told]) -> list[Told]:
        """Those that subscription `name` has moved its mark over."""
        return [one for one in events if one.position <= self.marks.get((name, one.service, one.partition), 0)]


class _Ties(msgspec.Struct):
    causationid: str | None = None
    traceparent: str | None = None


class _Plain(msgspec.Struct):
    data: dict[str, Any]


_ties = msgspec.json.Decoder(_Ties).decode
_plain = msgspec.json.Decoder(_Plain).decode


def _told(storage: Storage, service: str) -> Iterator[Told]:
    query = (
        "SELECT position, partition, id::text, split_part(type, '.', -2), subject, stream, recorded_at, body"
        " FROM events ORDER BY position"
    )
    for *known, body in storage.stream(service, query):
        ties = _ties(body)
        flow = trace.parse(ties.traceparent)
        yield msgspec.convert([service, *known, ties.causationid, flow and flow.trace_id], Told)
