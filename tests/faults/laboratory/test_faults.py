"""Demos that are struck while their households walk: whatever breaks, nothing is lost and nothing done twice.

Kills fall many into one run. On Kafka the broker is ours, or the tests that kill it are skipped.
"""

from typing import Any

import pytest

from chassis.roles import SERVICES
from lab.faults.catalogue import ALL
from tests.support.demos import assert_right, demo

SEEDS = range(3, 23)
REDELIVERED_MIN = 0.15


def struck(seed: int, rounds: int, faults: str, *options: str) -> dict[str, Any]:
    """A demo in which all rounds struck, and which was right all the same; where a fault is missing, it is skipped."""
    told = demo(seed, "--faults", faults, "--rounds", str(rounds), *options)
    if "kafka" in options and "kafka" in told["left_out"]:
        pytest.skip(told["left_out"]["kafka"])
    assert_right(told)
    assert told["rounds"] == len(told["schedule"]) == rounds
    times = {name: times for name, times in told["faults"].items() if name != "redeliver"}
    assert sum(times.values()) == rounds
    return told


def targets(told: dict[str, Any]) -> set[str]:
    return {each["target"] for each in told["schedule"]}


def assert_redelivered(told: dict[str, Any]) -> None:
    """The ledger's log alone hears every event once: of so many messages at least one in five came again."""
    assert told["faults"]["redeliver"] > REDELIVERED_MIN * told["events"]


def test_twenty_kills_of_all_processes_and_redelivery_lose_and_double_nothing() -> None:
    told = struck(2, 20, "kill,postgres,redeliver")
    assert targets(told) == {*SERVICES, "agencies", "postgres"}
    assert_redelivered(told)


@pytest.mark.kafka
def test_ten_kills_with_kafka_of_the_broker_too_and_redelivery_lose_and_double_nothing() -> None:
    told = struck(3, 10, "kill,kafka,redeliver", "--bus", "kafka")
    assert targets(told) == {*SERVICES, "agencies", "broker"}
    assert_redelivered(told)


@pytest.mark.long
@pytest.mark.kafka
def test_every_other_fault_loses_and_doubles_nothing() -> None:
    told = struck(4, len(ALL) - 1, "all", "--bus", "kafka")
    assert set(told["faults"]) | set(told["left_out"]) == set(ALL)
    assert set(told["left_out"]) <= {"disk"}  # the one that not everybody may do


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_ten_kills_in_each_of_twenty_demos_lose_and_double_nothing(seed: int) -> None:
    assert_redelivered(struck(seed, 10, "kill,postgres,redeliver"))


@pytest.mark.long
@pytest.mark.kafka
@pytest.mark.parametrize("seed", SEEDS)
def test_three_kills_in_each_of_twenty_demos_with_kafka_lose_and_double_nothing(seed: int) -> None:
    assert_redelivered(struck(seed, 3, "kill,kafka,redeliver", "--bus", "kafka"))


@pytest.mark.long
def test_fifty_rounds_of_everything_lose_and_double_nothing() -> None:
    told = struck(7, 50, "all")
    assert set(told["faults"]) | set(told["left_out"]) == set(ALL)
