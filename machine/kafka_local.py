"""Where a real Apache Kafka comes from on a development machine, for `jiekun demo --bus kafka` and the tests.

Three sources, tried in this order; one that does not work says so in one line and gives way to the next:
`KAFKA_BOOTSTRAP_SERVERS`, a Docker engine, Java 17 with Maven. After the last comes `KafkaUnavailable`.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from machine import kafka_from_docker, kafka_from_jars
from machine.kafka_settings import KafkaUnavailable
from machine.kafka_settings import answers as answers_with_metadata

Log = Callable[[str], None]


class KafkaServer(Protocol):
    """One broker. Whoever obtained it stops it; it also ends when the process that obtained it ends."""

    bootstrap: str
    """`host:port`; several, comma separated, for a cluster of the user's own."""

    @property
    def pid(self) -> int | None:
        """The broker's process on this machine; None for a cluster that is not ours and may not be killed."""

    def kill(self) -> None:
        """Ends the broker as `kill -9` does and returns when the process is gone; topics stay on disk."""

    def restart(self) -> None:
        """Starts it again after `kill`, at the same address; returns when it answers with its metadata."""

    def stop(self) -> None:
        """Ends it in order (clients get their answers, logs are closed). A second call does nothing."""


def obtain(data_dir: Path, log: Log) -> KafkaServer:
    """A running broker, ready to create topics on; raises `KafkaUnavailable` with one sentence for people.

    `data_dir` holds topics and the broker's log file; a second call with the same folder finds them again.
    """
    refusals = []
    for source in (_given, kafka_from_docker.start, kafka_from_jars.start):
        try:
            return source(data_dir, log)
        except KafkaUnavailable as refusal:
            log(f"Kafka: {refusal}")
            refusals.append(str(refusal))
    raise KafkaUnavailable("no Apache Kafka to be had: " + "; ".join(refusals))


def _given(data_dir: Path, log: Log) -> KafkaServer:
    bootstrap = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "").strip()
    if not bootstrap:
        raise KafkaUnavailable("KAFKA_BOOTSTRAP_SERVERS is not set")
    if not answers_with_metadata(bootstrap):
        raise KafkaUnavailable(f"KAFKA_BOOTSTRAP_SERVERS is {bootstrap}, where no broker answers")
    log(f"Kafka: using {bootstrap} from KAFKA_BOOTSTRAP_SERVERS")
    return _GivenKafka(bootstrap)


class _GivenKafka:
    """Somebody else's cluster: used, never killed, never stopped."""

    pid = None

    def __init__(self, bootstrap: str) -> None:
        self.bootstrap = bootstrap

    def kill(self) -> None:
        raise RuntimeError("the cluster in KAFKA_BOOTSTRAP_SERVERS is not ours to kill")

    def restart(self) -> None:
        raise RuntimeError("the cluster in KAFKA_BOOTSTRAP_SERVERS is not ours to restart")

    def stop(self) -> None:
        """Leaves it running."""
