"""What is said in the simulated house: a desk tells facts, a till hears each of them once."""

from collections.abc import Iterable
from typing import Any

import msgspec

from chassis.codec import Codec, Recorded
from chassis.store import partition_of
from chassis.vault.memory import MemoryVault

DESK = "desk"
LISTENING = "listening"
SAID, MURMURED, HEARD = "sim.Said.v1", "sim.Murmured.v1", "sim.Heard.v1"


class Said(msgspec.Struct, frozen=True):
    """`text` is never said twice."""

    text: str


class Murmured(msgspec.Struct, frozen=True):
    """Nobody listens to it."""

    text: str


class Heard(msgspec.Struct, frozen=True):
    """The effect of one `Said`: the nth about its subject, as the till's own read model counts."""

    text: str
    nth: int


CODEC = Codec(DESK, {SAID: Said, MURMURED: Murmured}, MemoryVault())
TILL_CODEC = Codec("till", {HEARD: Heard}, MemoryVault())


def _subjects() -> list[str]:
    """Three that share a partition, two that share another, and one alone."""
    found: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for subject in (f"h{number}" for number in range(100)):
        found.setdefault(partition_of(subject), []).append(subject)
    return [*found[0][:3], *found[1][:2], found[2][0]]


SUBJECTS = _subjects()


def projection(recorded: Recorded) -> Iterable[tuple[str, Any]]:
    """One row for each event; a till's handler counts its own."""
    yield recorded.envelope.type, (recorded.envelope.subject, recorded.event.text, recorded.position)
