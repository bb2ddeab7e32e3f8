"""Optimistic concurrency: which units of a batch may be appended, and where. Pure, shared by every store."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from chassis.codec import Recorded
from chassis.store import (
    Appended,
    Conflict,
    Mismatched,
    Outcome,
    Replayed,
    Row,
    Unit,
    partition_of,
)

Numbered = tuple[int, int, int, Row]
"""position, partition, previous position of that partition, row"""

StoredAnswers = Mapping[str, tuple[str, bytes]]
"""idempotency scope -> (body hash, response)"""


def admit(
    units: Sequence[Unit],
    versions: Mapping[str, int],
    answers: StoredAnswers,
    position: int,
    heads: Sequence[int],
) -> tuple[list[Outcome], list[tuple[Unit, list[Numbered]]], int, list[int]]:
    """Judges units in order under the counter: outcomes, admitted units with positions, new counter.

    A unit that loses leaves no trace, so that later units of the batch see only what was admitted.
    """
    outcomes: list[Outcome] = []
    admitted: list[tuple[Unit, list[Numbered]]] = []
    now = dict(versions)
    answered = dict(answers)
    last = list(heads)
    for unit in units:
        refused = _refusal(unit, now, answered)
        if refused is not None:
            outcomes.append(refused)
            continue
        numbered: list[Numbered] = []
        for row in unit.rows:
            assert row.version == now.get(row.stream, 0) + 1, f"versions of {row.stream} do not count up one by one"
            position += 1
            partition = partition_of(row.subject)
            numbered.append((position, partition, last[partition], row))
            last[partition] = position
            now[row.stream] = row.version
        if unit.key is not None:
            answered[unit.key.scope] = (unit.key.body_hash, unit.response)
        admitted.append((unit, numbered))
        outcomes.append(Appended(position if numbered else 0))
    return outcomes, admitted, position, last


def _refusal(unit: Unit, versions: Mapping[str, int], answers: StoredAnswers) -> Outcome | None:
    if unit.key is not None and (stored := answers.get(unit.key.scope)) is not None:
        body_hash, response = stored
        return Replayed(response) if body_hash == unit.key.body_hash else Mismatched()
    for stream, version in unit.expected().items():
        if versions.get(stream, 0) != version:
            return Conflict(stream)
    return None


def at(number: Numbered) -> Recorded[Any]:
    """The event with the position it was given."""
    position, _, _, row = number
    return msgspec.structs.replace(row.recorded, position=position)
