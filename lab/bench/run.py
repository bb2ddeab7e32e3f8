"""A run of rows on one ground, with a broker when a row needs one."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from lab.bench import environments
from lab.bench.ground import Ground, ground
from lab.bench.machine import machine
from lab.bench.rounds import Field
from lab.bench.rounds import play as rounds_in_turn
from lab.bench.row import Result, Row
from machine.kafka_local import obtain

Say = Callable[[str], None]


class Report(msgspec.Struct, frozen=True):
    rows: list[Result]
    machine: dict[str, Any]


def run(
    rows: Sequence[Row],
    *,
    rounds: int = 5,
    scale: float = 1.0,
    with_peer: bool = True,
    say: Say = lambda sentence: None,
    step: Say = lambda what: None,
    on: Ground | None = None,
) -> Report:
    """Raises `Unavailable`, `KafkaUnavailable`, `NotDurable`, `Failed`: then there is nothing to tell."""
    with ExitStack() as ending:
        place = on or ending.enter_context(ground())
        if on is None:
            place.require_durable()
        beside = {"kafka": ending.enter_context(broker(say))} if any(row.kafka for row in rows) else {}
        field = _field(place, rounds, scale, with_peer, beside, say, step)
        found = []
        for row in rows:
            found.append((row.play or rounds_in_turn)(row, field))
            say(f"{row.name}: {found[-1].ours:g} {row.unit}, ratio {found[-1].ratio}, goal {row.goal:g}")
        return Report(found, machine(place))


def _field(
    place: Ground, count: int, scale: float, with_peer: bool, beside: dict[str, str], say: Say, step: Say
) -> Field:
    command = (lambda side: environments.command(side, say)) if with_peer else None
    return Field(place, command, count, scale, beside, step)


@contextmanager
def broker(say: Say) -> Iterator[str]:
    """The address of a Kafka that lives as long as this run."""
    folder = Path(tempfile.mkdtemp(prefix="jiekun-bench-kafka-"))
    try:
        server = obtain(folder, say)
        try:
            yield server.bootstrap
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
