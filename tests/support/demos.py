"""A demo in a process of its own, as its user runs it: one command, one JSON object, one exit code.

A demo brings its own PostgreSQL, whose databases have the product's names; Kafka, where nobody kills it, is the run's.
"""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from cli.options import CANNOT
from tests.support.postgres import in_memory

HOUSEHOLDS = 60
TIMEOUT_S = 1_200
COMMAND = (sys.executable, "-m", "cli.main", "demo", "--json")
NO_KAFKA = "no Apache Kafka to be had"


def demo(seed: int, *options: str, kafka: str | None = None) -> dict[str, Any]:
    """What it printed, with its exit code; skipped without a Kafka, failed when it could not do its work."""
    told = run_demo(seed, *options, kafka=kafka)
    if told["exit_code"] == CANNOT:
        lacks_kafka = NO_KAFKA in told["reason"] and os.environ.get("CI") != "true"
        (pytest.skip if lacks_kafka else pytest.fail)(told["reason"])
    return told


def run_demo(seed: int, *options: str, kafka: str | None = None) -> dict[str, Any]:
    """Its JSON object, or why there is none; `kafka`: a cluster for it, instead of one of its own."""
    command = [*COMMAND, "--households", str(HOUSEHOLDS), "--seed", str(seed), *options]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"KAFKA_BOOTSTRAP_SERVERS": kafka} if kafka else {}
    environment |= {"TMPDIR": str(memory)} if (memory := in_memory()) else {}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    told: dict[str, Any] = json.loads(done.stdout) if done.stdout else {"seed": seed, "reason": done.stderr}
    return {"exit_code": done.returncode, **told}


def assert_right(told: dict[str, Any]) -> None:
    """Nothing lost, doubled, missed or held falsely, and every household ended as planted."""
    wrong = {name: told[name] for name in ("surprises", "problems", "died", "drifted")}
    assert wrong == {"surprises": [], "problems": [], "died": [], "drifted": []}
    assert (told["lost"], told["doubled"], told["false_holds"], told["parked"]) == (0, 0, 0, 0)
    assert told["overlaps_found"] == told["overlaps_planted"] > 0
    assert told["property_found"] == told["property_planted"]
    assert (told["exit_code"], told["well"]) == (0, True)
