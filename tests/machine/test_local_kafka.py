"""The broker that tests and demo run is a real one: it keeps what it acknowledged, over a `kill -9` too."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from kafka.errors import UnknownTopicOrPartitionError

from machine import kafka_from_docker, kafka_from_jars, kafka_local
from machine.kafka_local import KafkaServer
from machine.kafka_settings import KafkaUnavailable
from machine.ports import free_port
from tests.support.kafka import fresh_topic, produce, producer, read_all
from tests.support.until import wait_until


@pytest.mark.kafka
def test_a_thousand_messages_come_back_in_order_of_their_partition(kafka: KafkaServer) -> None:
    topic = fresh_topic(kafka, partitions=4)

    produce(kafka, topic, ((number % 4, b"%d" % number) for number in range(1_000)))

    assert read_all(kafka, topic) == {
        partition: [b"%d" % number for number in range(partition, 1_000, 4)] for partition in range(4)
    }


@pytest.mark.kafka
def test_what_was_acknowledged_around_a_kill_is_there_once_and_in_order(killable_kafka: KafkaServer) -> None:
    topic = fresh_topic(killable_kafka, partitions=1)
    sender = producer(killable_kafka)
    try:
        sent = [sender.send(topic, partition=0, value=b"%d" % number) for number in range(300)]
        wait_until(lambda: sent[100].is_done, "the hundredth acknowledgement")
        killed = killable_kafka.pid
        killable_kafka.kill()
        sent += [sender.send(topic, partition=0, value=b"%d" % number) for number in range(300, 1_000)]

        killable_kafka.restart()

        for one in sent:
            one.get(timeout=60)
    finally:
        sender.close()
    assert killable_kafka.pid != killed
    assert read_all(killable_kafka, topic) == {0: [b"%d" % number for number in range(1_000)]}


@pytest.mark.kafka
def test_a_topic_nobody_created_does_not_appear_by_sending_to_it(kafka: KafkaServer) -> None:
    sender = producer(kafka, max_block_ms=1_000)
    try:
        with pytest.raises(Exception) as refused:  # noqa: PT011 - kafka-python has two names for it
            sender.send("jiekun.misspelt", b"lost").get(timeout=5)
    finally:
        sender.close(timeout=1)
    assert isinstance(refused.value, UnknownTopicOrPartitionError) or "metadata" in str(refused.value).lower()


def test_a_broker_ends_with_the_process_that_started_it_even_if_that_one_is_killed() -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=kafka_from_jars.POM.parents[2],
    )  # fmt: skip
    assert starter.stdout is not None
    broker = int(starter.stdout.readline())

    starter.kill()
    starter.communicate()

    wait_until(lambda: not _runs(broker), "the end of the orphaned broker")


def test_each_source_that_does_not_work_says_so_in_one_line_and_gives_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", nobody)
    monkeypatch.setattr(kafka_from_docker, "_engine", _no_engine)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    said: list[str] = []

    with pytest.raises(KafkaUnavailable) as refused:
        kafka_local.obtain(tmp_path, said.append)

    assert said == [
        f"Kafka: KAFKA_BOOTSTRAP_SERVERS is {nobody}, where no broker answers",
        "Kafka: no Docker engine answers",
        "Kafka: no Java found (Java 17 or later is needed)",
    ]
    assert str(refused.value) == (
        f"no Apache Kafka to be had: KAFKA_BOOTSTRAP_SERVERS is {nobody}, where no broker answers; "
        "no Docker engine answers; no Java found (Java 17 or later is needed)"
    )


def test_every_way_to_a_broker_gives_the_version_that_the_pom_pins() -> None:
    pinned = re.search(r"<kafka.version>(.+?)</kafka.version>", kafka_from_jars.POM.read_text())
    compose = (kafka_from_jars.POM.parents[1] / "docker-compose.yml").read_text()
    assert pinned is not None

    image = f"apache/kafka:{pinned[1]}"

    assert kafka_from_docker.IMAGES[0] == image
    assert re.findall(r"apache/kafka:[\w.]+", compose) == [image]


STARTER = """
import subprocess, sys
from machine import kafka_from_jars
broker = subprocess.Popen(["sleep", "600"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
watcher = kafka_from_jars._kill_when_we_are_gone(broker.pid)
print(broker.pid, flush=True)
sys.stdin.read()  # until it is killed
"""


def _no_engine() -> None:
    raise KafkaUnavailable("no Docker engine answers")


def _runs(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
