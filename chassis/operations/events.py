"""Events that every service has: what operators did to it, and who was shown what; internal, and in the log like all
others."""

from datetime import datetime
from typing import Any

import msgspec

from kernel.event_types import internal_types
from kernel.personal import Personal


class RelaySetBack(msgspec.Struct, frozen=True, kw_only=True):
    """Everything from `first` on is published again; the relay's place was `was`."""

    first: int
    was: int


class RetryAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A parked message or timer is to be tried at once. `what`: its ref, as `jiekun parked list` shows it."""

    what: str
    attempts: int


class MessageDropped(msgspec.Struct, frozen=True, kw_only=True):
    """A parked message was given up: it has no effect here, ever. Its bytes stay in its source's store."""

    subscription: str
    source: str
    position: int
    type: str
    parked_for: str
    attempts: int
    why: str


class TimerDropped(msgspec.Struct, frozen=True, kw_only=True):
    """A parked timer was given up: it never fires. `data` holds ids only."""

    timer: str
    kind: str
    due: datetime
    data: dict[str, Any]
    parked_for: str
    attempts: int
    why: str


class ReadModelRebuilt(msgspec.Struct, frozen=True, kw_only=True):
    """These tables were made anew from all events up to `position`, and swapped in."""

    tables: tuple[str, ...]
    position: int


class Accessed(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, the event's actor, was shown personal facts of the subject. `what` is a word of the API: `household`,
    `explanation`, `status`, `objection`, `report`, `reports`, `plan`, `leaf`, `question_sheet`."""

    what: str


class Disclosed(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, the event's actor, was shown what is sealed of the subject, for a reason. `what`: `writings` (what
    people and agencies wrote), `signed_body` (of one answer)."""

    what: str
    reason: Personal[str]


KINDS = (RelaySetBack, RetryAsked, MessageDropped, TimerDropped, ReadModelRebuilt, Accessed, Disclosed)


def events_of(service: str) -> dict[str, type]:
    """Type name -> class, for the catalogue of `service`."""
    return internal_types(service, KINDS)
