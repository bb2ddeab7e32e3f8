"""What tests do with a real Kafka: a topic of their own, messages in and out, and waiting for a point."""

import uuid
from collections.abc import Iterable

from kafka import KafkaConsumer, KafkaProducer
from kafka.admin import KafkaAdminClient, NewTopic
from kafka.structs import TopicPartition

from machine.kafka_local import KafkaServer
from tests.support.until import wait_until


def fresh_topic(server: KafkaServer, name: str = "test", partitions: int = 4) -> str:
    """A new topic nobody else uses, with a leader for every partition when this returns."""
    topic = f"{name}-{uuid.uuid4().hex[:12]}"
    admin = KafkaAdminClient(bootstrap_servers=server.bootstrap.split(","))
    try:
        admin.create_topics([NewTopic(topic, partitions, 1)], wait_for_metadata=True)
    finally:
        admin.close()
    return topic


def producer(server: KafkaServer, **settings: object) -> KafkaProducer:
    """An idempotent producer that waits for acknowledgements and outlives a broker's restart; close it."""
    defaults: dict[str, object] = {
        "bootstrap_servers": server.bootstrap.split(","),
        "enable_idempotence": True,
        "acks": "all",
        "linger_ms": 0,
        "delivery_timeout_ms": 60_000,
        "request_timeout_ms": 5_000,
        # Without it the wait between two tries grows to 30 s, and a test waits for that, not for the broker.
        "reconnect_backoff_max_ms": 500,
    }
    return KafkaProducer(**(defaults | settings))


def produce(server: KafkaServer, topic: str, messages: Iterable[tuple[int, bytes]]) -> None:
    """Sends (partition, value) pairs in order and returns when every one is acknowledged."""
    sender = producer(server)
    try:
        sent = [sender.send(topic, partition=partition, value=value) for partition, value in messages]
        sender.flush()
        for one in sent:
            one.get(timeout=60)
    finally:
        sender.close()


def read_all(server: KafkaServer, topic: str) -> dict[int, list[bytes]]:
    """Everything the topic holds by now: the values of each partition in the order of their offsets."""
    reader = KafkaConsumer(
        bootstrap_servers=server.bootstrap.split(","), enable_auto_commit=False, reconnect_backoff_max_ms=500
    )
    try:
        numbers = sorted(reader.partitions_for_topic(topic) or ())
        partitions = [TopicPartition(topic, number) for number in numbers]
        reader.assign(partitions)
        reader.seek_to_beginning(*partitions)
        ends = reader.end_offsets(partitions)
        values: dict[int, list[bytes]] = {partition.partition: [] for partition in partitions}

        def read_on_and_tell_whether_all_is_read() -> bool:
            for partition, records in reader.poll(timeout_ms=200).items():
                values[partition.partition].extend(record.value for record in records)
            return all(reader.position(partition) >= ends[partition] for partition in partitions)

        wait_until(read_on_and_tell_whether_all_is_read, f"the end of {topic}")
        return values
    finally:
        reader.close()
