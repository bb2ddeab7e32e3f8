"""What every contestant of ours stands on: intake's own database, codec, store and lane, and one plain event."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from chassis import commands, trace
from chassis.codec import Codec, Recorded
from chassis.envelope import Context
from chassis.group_commit import Lane
from chassis.ids import uuid7
from chassis.projection import Projection
from chassis.store import Unit
from chassis.store.postgres import PostgresStore
from chassis.unit_of_work import Change, unit
from chassis.vault.memory import MemoryVault
from lab.bench.peers.text import BODY_BYTES, filler

ENVELOPE_BYTES = 467
WRITTEN_AT_ONCE = 500


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the usual length, nothing personal in it, as the peers' have nothing to seal."""

    text: str


NOTED = "jiekun.intake.Noted.v1"
TEXT = filler(BODY_BYTES - ENVELOPE_BYTES)
AT = datetime(2026, 11, 2, 4, tzinfo=UTC)


def nothing(recorded: Recorded[Any]) -> Iterable[tuple[str, Any]]:
    """No read model."""
    return ()


def codec() -> Codec:
    return Codec("intake", {NOTED: Noted}, MemoryVault())


class Place:
    """A store as a service opens it, and its lane, running."""

    def __init__(self, settings: dict[str, Any], project: Projection = nothing) -> None:
        self.codec = codec()
        self.store = PostgresStore(settings["url"], self.codec, project)
        self.lane = Lane(self.store)
        self.lane.start()

    def unit(self, stream: str, version: int = 0, events: int = 1, **beside: Any) -> Unit:
        """A unit of so many events behind `version`, encoded."""
        change = Change(stream, version, stream, [Noted(text=TEXT)] * events)
        return unit(self.codec, context(), [change], **beside)

    def write(self, streams: Sequence[str], events: int) -> None:
        """So many events into each of these new streams: what a round needs to find there."""
        for first in range(0, len(streams), WRITTEN_AT_ONCE):
            some = streams[first : first + WRITTEN_AT_ONCE]
            for waiting in [self.lane.submit(self.unit(stream, 0, events)) for stream in some]:
                waiting.result()

    def append(self, build: commands.Build) -> bytes:
        return commands.through_lane(self.store, self.lane, None, build)


def context() -> Context:
    """As a person's command begins a story."""
    return Context(actor="bench", at=AT, correlation=uuid7(), traceparent=trace.header())


def new_streams(count: int) -> list[str]:
    return [uuid7() for _ in range(count)]
