"""The demo as its user runs it: one command, one JSON object, one exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chassis.roles import SERVICES
from cli.commands.options import CANNOT

HOUSEHOLDS = 60
MORE_SEEDS = range(3, 23)
TIMEOUT_S = 900
COMMAND = (sys.executable, "-m", "cli.main", "demo", "--json")
NO_KAFKA = "no Apache Kafka to be had"


def demo(*options: str) -> dict[str, Any]:
    """What it printed, with its exit code; whatever it has to say stands in the assertion's message."""
    done = subprocess.run([*COMMAND, *options], capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    if done.returncode == CANNOT and NO_KAFKA in done.stderr:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(done.stderr)
    assert done.stdout, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return {"exit_code": done.returncode, **told}


def assert_right(told: dict[str, Any]) -> None:
    """Nothing lost, doubled, missed or held falsely, and every household ended as planted."""
    wrong = {name: told[name] for name in ("surprises", "problems", "died", "drifted")}
    assert wrong == {"surprises": [], "problems": [], "died": [], "drifted": []}
    assert (told["lost"], told["doubled"], told["false_holds"], told["parked"]) == (0, 0, 0, 0)
    assert told["overlaps_found"] == told["overlaps_planted"] > 0
    assert (told["exit_code"], told["well"]) == (0, True)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_demo_is_right_on_the_direct_bus(seed: int) -> None:
    told = demo("--households", str(HOUSEHOLDS), "--seed", str(seed))
    assert_right(told)
    assert told["applications"] == HOUSEHOLDS
    assert sum(told["events_per_service"].values()) == told["events"]


@pytest.mark.kafka
@pytest.mark.parametrize("seed", [1, 2])
def test_the_demo_is_right_on_kafka(seed: int) -> None:
    assert_right(demo("--households", str(HOUSEHOLDS), "--seed", str(seed), "--bus", "kafka"))


def test_kill_9_of_each_process_in_mid_demo_loses_and_doubles_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    told = demo(
        "--households", str(HOUSEHOLDS), "--seed", "3", "--kill", "--kill-too", "agencies", "--keep", str(folder)
    )
    assert_right(told)
    started = {name: (folder / "logs" / f"{name}.log").read_text().count('"event": "started"') for name in SERVICES}
    assert started == dict.fromkeys(SERVICES, 2)


@pytest.mark.parametrize("bus", ["direct", pytest.param("kafka", marks=pytest.mark.kafka)])
def test_two_assistance_workers_share_the_work_and_one_leaves(bus: str) -> None:
    assert_right(demo("--households", str(HOUSEHOLDS), "--seed", "5", "--bus", bus, "--second-worker", "assistance"))


@pytest.mark.long
@pytest.mark.parametrize("seed", MORE_SEEDS)
def test_the_demo_is_right_for_many_seeds_on_the_direct_bus(seed: int) -> None:
    assert_right(demo("--households", str(HOUSEHOLDS), "--seed", str(seed)))


@pytest.mark.long
@pytest.mark.kafka
@pytest.mark.parametrize("seed", MORE_SEEDS)
def test_the_demo_is_right_for_many_seeds_on_kafka(seed: int) -> None:
    assert_right(demo("--households", str(HOUSEHOLDS), "--seed", str(seed), "--bus", "kafka"))


@pytest.mark.long
def test_kill_9_of_postgresql_too_loses_and_doubles_nothing() -> None:
    assert_right(demo("--households", str(HOUSEHOLDS), "--seed", "4", "--kill", "--kill-too", "postgres"))
