"""A small vocabulary of events, and short ways to make units of them, for tests of the chassis."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from chassis.codec import Codec, Recorded
from chassis.envelope import Context, Envelope
from chassis.store import Unit
from chassis.unit_of_work import Change, unit
from chassis.vault import Vault
from chassis.vault.memory import MemoryVault
from kernel.personal import Personal

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
CONTEXT = Context(actor="clerk", at=NOON, correlation="c-1")


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    name: Personal[str]
    note: Personal[str] = ""


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    text: str


CATALOGUE: dict[str, type] = {"test.Opened.v1": Opened, "test.Noted.v1": Noted}


def codec(vault: Vault | None = None, source: str = "intake") -> Codec:
    return Codec(source, CATALOGUE, vault or MemoryVault())


def stored(event: Any, actor: str = "clerk", traceparent: str | None = None) -> Recorded[Any]:
    """An event as a store gives it back; its envelope tells little."""
    envelope = Envelope(
        specversion="1.0",
        id="e-1",
        source="intake",
        type=f"test.{type(event).__name__}.v1",
        subject="h1",
        time=NOON,
        recordedtime=NOON,
        stream="s-1",
        streamversion=1,
        correlationid="story",
        actor=actor,
        traceparent=traceparent,
        data=msgspec.Raw(b"{}"),
    )
    return Recorded(envelope, event)


def no_projection(recorded: Recorded[Any]) -> Iterable[tuple[str, Any]]:
    return ()


def noted(codec: Codec, stream: str, after: int, *texts: str, subject: str = "", **beside: Any) -> Unit:
    """One unit that appends a `Noted` for each text behind version `after`; the subject is the stream."""
    events = [Noted(text=text) for text in texts]
    return unit(codec, CONTEXT, [Change(stream, after, subject or stream, events)], **beside)


def texts(recorded: Iterable[Recorded[Any]]) -> list[str]:
    return [item.event.text for item in recorded]
