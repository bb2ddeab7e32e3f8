"""The demo as its user runs it, undisturbed; `tests/faults/laboratory` disturbs it."""

import pytest

from cli.kafka_local import KafkaServer
from tests.support.demos import HOUSEHOLDS, assert_right, demo


def test_the_demo_is_right_on_the_direct_bus() -> None:
    told = demo(1)
    assert_right(told)
    assert told["applications"] == HOUSEHOLDS
    assert sum(told["events_per_service"].values()) == told["events"]
    assert (told["faults"], told["rounds"], told["schedule"], told["left_out"]) == ({}, 0, [], {})


@pytest.mark.kafka
def test_the_demo_is_right_on_kafka(kafka: KafkaServer) -> None:
    assert_right(demo(1, "--bus", "kafka", kafka=kafka.bootstrap))
