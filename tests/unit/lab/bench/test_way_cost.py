"""The row `way-cost`: what a way is said to have cost, and that the time of every process is counted."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lab.bench import processor, rounds, way_cost
from lab.bench.row import Figure
from lab.bench.table import ROWS
from lab.bench.way_cost import Cost

(ROW,) = [row for row in ROWS if row.name == "way-cost"]
BUSY_S = 0.3
BUSY = f"""
import time
while time.process_time() < {BUSY_S}: pass
"""
PARENT = f"""
import subprocess, sys
busy = {BUSY!r}
subprocess.run([sys.executable, "-c", busy], check=True)
living = subprocess.Popen([sys.executable, "-c", busy + "print('done', flush=True); input()"], stdin=subprocess.PIPE)
sys.stdin.read()
living.communicate()
"""


def test_events_are_told_for_a_second_of_a_processor_and_milliseconds_by_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    walked: list[tuple[int, int]] = []

    def walk(households: int, seed: int, folder: Path) -> Cost:
        walked.append((households, seed))
        return Cost(households, 1_000 * seed, {"intake": 2.0 * seed, "postgres": 3.0 * seed})

    monkeypatch.setattr(way_cost, "loop_cost", lambda row, on, folder, events: 800.0)
    on: Any = rounds.Field(None, peer_command=lambda side: (), rounds=2, scale=0.5)  # type: ignore[arg-type]
    told = way_cost.play(ROW, on, walk)
    assert walked == [(100, 1), (100, 2)]
    assert (told.ours, told.peer, told.ratio, told.unit) == (200.0, 800.0, 0.25, "events/CPU-s")
    assert told.figures == (
        Figure("ms_per_event", 5.0, 1.25, 8.0),
        Figure("ms_per_household", 75.0),
        Figure("postgres", 3.0),
        Figure("intake", 2.0),
    )


def test_a_way_that_costs_more_than_eight_milliseconds_an_event_misses_the_goal() -> None:
    on: Any = rounds.Field(None, peer_command=None, rounds=1)  # type: ignore[arg-type]
    assert not way_cost.play(ROW, on, lambda *asked: Cost(200, 1_000, {"intake": 8.1})).reached
    assert way_cost.play(ROW, on, lambda *asked: Cost(200, 1_000, {"intake": 7.9})).reached


@contextmanager
def family() -> Iterator[int]:
    """A process with a child that has worked and ended, and one that has worked and lives."""
    command = (sys.executable, "-c", PARENT)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"done\n"
        yield parent.pid
        parent.communicate()


def test_the_time_of_children_is_counted_whether_they_have_ended_or_live() -> None:
    with family() as pid:
        assert processor.of(pid, processor.count()) >= 2 * BUSY_S - 0.02


def test_a_meter_counts_from_its_beginning_and_the_reader_without_its_children() -> None:
    with family() as pid:
        meter = processor.Meter({"family": pid})
        until = time.process_time() + BUSY_S
        while time.process_time() < until:
            pass
        spent = meter.spent()
    assert set(spent) == {"family", "people"}
    assert spent["family"] < BUSY_S
    assert BUSY_S <= spent["people"] < 2 * BUSY_S


def test_a_process_that_has_gone_meanwhile_took_nothing() -> None:
    assert processor.of(999_999_999, processor.count()) == 0.0
    assert processor._told(999_999_999) is None
