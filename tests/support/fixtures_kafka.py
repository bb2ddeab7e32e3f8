"""The fixture `kafka`: one real Apache Kafka for the whole test session.

Where it comes from: docs/operations.md#kafka-on-a-development-machine.
"""

import os
from collections.abc import Iterator

import pytest

from machine.kafka_local import KafkaServer, obtain
from machine.kafka_settings import KafkaUnavailable


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaServer]:
    """A broker to share: tests make topics of their own, and whoever kills it restarts it.

    Without any source the tests are skipped with the sentence that says why; with CI=true they fail instead.
    """
    try:
        server = obtain(tmp_path_factory.mktemp("kafka"), log=print)
    except KafkaUnavailable as refusal:
        if os.environ.get("CI") == "true":
            pytest.fail(str(refusal), pytrace=False)
        pytest.skip(str(refusal))
    yield server
    server.stop()


@pytest.fixture
def killable_kafka(kafka: KafkaServer) -> Iterator[KafkaServer]:
    """The same broker for a test that kills it; skipped on a cluster not ours, running again afterwards."""
    if kafka.pid is None:
        pytest.skip("this test kills the broker, and the cluster in KAFKA_BOOTSTRAP_SERVERS is not ours")
    yield kafka
    if kafka.pid is None:
        kafka.restart()
