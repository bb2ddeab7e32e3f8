"""The row `idle-cost`: what the services take of a core, and that one which is not still misses the goal."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from chassis.roles import SERVICES
from lab.bench import idle_cost, rounds
from lab.bench.table import ROWS
from machine.environment import Bus

IDLE_ROWS = [row for row in ROWS if row.play is idle_cost.play]
STILL = "print('runs', flush=True); input()"
BUSY = "print('runs', flush=True)\nwhile True: pass"
ALONE: Any = rounds.Field(None, peer_command=None, rounds=2, scale=0.01)  # type: ignore[arg-type]


def resting(**programs: str) -> Any:
    """A system whose services run these programs; the others are still."""

    @contextmanager
    def started(bus: Bus) -> Iterator[Mapping[str, int]]:
        with ExitStack() as ending:
            yield {name: ending.enter_context(running(programs.get(name, STILL))) for name in (*SERVICES, "postgres")}

    return started


@contextmanager
def running(program: str) -> Iterator[int]:
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"runs\n"
        yield process.pid
        process.kill()


@pytest.mark.parametrize("row", IDLE_ROWS, ids=lambda row: row.name)
def test_services_that_are_still_reach_the_goal(row: Any) -> None:
    told = idle_cost.play(row, ALONE, resting())
    assert told.reached
    assert {figure.name for figure in told.figures} == {f"{name}_percent" for name in (*SERVICES, "postgres")}


def test_a_service_that_turns_round_and_round_misses_it_and_is_told_apart() -> None:
    told = idle_cost.play(IDLE_ROWS[0], ALONE, resting(ledger=BUSY))
    assert [figure.name for figure in told.figures if not figure.reached] == ["ledger_percent"]
    assert told.ours < 20, "a core carries a few such processes at most"


def test_the_database_may_take_more_than_a_service() -> None:
    assert idle_cost.play(IDLE_ROWS[0], ALONE, resting(postgres=BUSY)).reached
