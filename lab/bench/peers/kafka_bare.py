"""Bare kafka-python: one process sends the records and waits for every acknowledgement, one reads them.

The records are ours: key, value, five headers. The clients are set as ours are (idempotent, acks=all, the same
batches); nothing is looked at, nothing is written.
"""

import time
import uuid
from typing import Any

from kafka import KafkaConsumer, KafkaProducer
from kafka.admin import KafkaAdminClient, NewTopic
from kafka.structs import TopicPartition

from lab.bench.peers.events_table import BODY
from lab.bench.peers.halves import Half, Produce
from lab.bench.peers.line import Play, converse

PARTITIONS = 4


def make(settings: dict[str, Any]) -> Play:
    servers = settings["kafka"].split(",")
    topic = f"bench-bare-{uuid.uuid4().hex[:12]}"
    admin = KafkaAdminClient(bootstrap_servers=servers)
    admin.create_topics([NewTopic(topic, PARTITIONS, 1)], wait_for_metadata=True)
    admin.close()
    consumer = KafkaConsumer(
        bootstrap_servers=servers, enable_auto_commit=False, auto_offset_reset="earliest", max_poll_records=1_000,
        fetch_max_bytes=8 * 1024 * 1024, metrics_enabled=False,
    )  # fmt: skip
    consumer.assign([TopicPartition(topic, partition) for partition in range(PARTITIONS)])
    half = Half(producing, settings | {"topic": topic})

    def play(count: int) -> float:
        seen = 0
        began = time.perf_counter()
        half.begin(count)
        while seen < count:
            seen += sum(len(records) for records in consumer.poll(timeout_ms=250).values())
        half.done()
        return time.perf_counter() - began

    return play


def producing(settings: dict[str, Any]) -> Produce:
    producer = KafkaProducer(
        bootstrap_servers=settings["kafka"].split(","), enable_idempotence=True, acks="all", linger_ms=5,
        batch_size=256 * 1024, metrics_enabled=False,
    )  # fmt: skip

    def produce(count: int) -> None:
        sent = [
            producer.send(settings["topic"], BODY, b"%036d" % number, headers(number), number % PARTITIONS)
            for number in range(count)
        ]
        producer.flush()
        for one in sent:
            one.get(timeout=60)

    return produce


def headers(number: int) -> list[tuple[str, bytes]]:
    return [
        ("position", b"%d" % number),
        ("previous", b"%d" % (number - PARTITIONS)),
        ("partition", b"%d" % (number % PARTITIONS)),
        ("type", b"jiekun.intake.Noted.v1"),
        ("id", b"%036d" % number),
    ]


if __name__ == "__main__":
    converse(make)
