"""Consumer lag, how far a subscription is behind: asked from beside the work, so that a stuck follower shows."""

from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec

from chassis.message import Mark

COUNTED_MAX = 10_000
"""Lag is counted so far and no further: beyond it, it is this number."""


class Behind(NamedTuple):
    """Events not yet handled, and when the oldest of them was recorded (real time)."""

    events: int
    since: datetime | None = None


class _Recorded(msgspec.Struct):
    recordedtime: datetime


_recorded = msgspec.json.Decoder(_Recorded).decode


def recorded_at(body: bytes) -> datetime | None:
    """When an event was recorded; None of bytes that cannot be read (they park, they do not end the counting)."""
    try:
        return _recorded(body).recordedtime
    except msgspec.DecodeError:
        return None


class Lag(Protocol):
    """Used by one thread. Raises on an unreachable source."""

    def behind(self, subscription: str, source: str, marks: dict[int, Mark]) -> dict[int, Behind]:
        """By partition; {} while the source cannot be told apart from one that never published."""

    def close(self) -> None: ...
