"""The demo as its user runs it, undisturbed, over Kafka; `tests/faults/laboratory` disturbs it on both buses.

On the direct bus `test_what_a_demo_leaves_behind` walks one, and looks at it from inside.
"""

import pytest

from cli.kafka_local import KafkaServer
from tests.support.demos import HOUSEHOLDS, assert_right, demo


@pytest.mark.kafka
def test_the_demo_is_right_on_kafka(kafka: KafkaServer) -> None:
    told = demo(1, "--bus", "kafka", kafka=kafka.bootstrap)
    assert_right(told)
    assert told["applications"] == HOUSEHOLDS
    assert sum(told["events_per_service"].values()) == told["events"]
    assert (told["faults"], told["rounds"], told["schedule"], told["left_out"]) == ({}, 0, [], {})
