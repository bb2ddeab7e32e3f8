"""A Kafka reader without a group, beside the work: single partitions, from any offset. For lag and checks."""

from collections.abc import Iterator, Sequence
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from chassis.bus.kafka_clients import COMMON, PREFIX, open_client, topic_of
from chassis.bus.kafka_records import ForeignRecord, message
from chassis.message import Message
from chassis.store import PARTITIONS

POLL_MS = 2_000
READER = COMMON | {
    "enable_auto_commit": False,
    "auto_offset_reset": "earliest",
    "allow_auto_create_topics": False,
    "max_poll_records": 1_000,
    "fetch_max_bytes": 1024 * 1024,
    "fetch_max_wait_ms": 100,
    "request_timeout_ms": 5_000,
    "metadata_max_age_ms": 15_000,
}


class TopicsUnreadable(Exception):
    """No broker answers, or not for all of it."""


class Topics:
    """Used by one thread; opens at first use, and again after an error. Raises `TopicsUnreadable`."""

    def __init__(self, bootstrap: str, prefix: str = PREFIX) -> None:
        self._bootstrap = bootstrap
        self._prefix = prefix
        self._consumer: Any = None

    def id_of(self, source: str) -> str | None:
        """The topic's id, as of the latest metadata; None while it is missing."""
        topic = topic_of(source, self._prefix)

        def ask(consumer: Any) -> str | None:
            there = consumer.partitions_for_topic(topic)
            return str(consumer._cluster.topic_id(topic)) if there else None

        found: str | None = self._asked(ask)
        return found

    def ends(self, source: str) -> list[int]:
        """By partition, the offset that the next record gets."""
        at = [TopicPartition(topic_of(source, self._prefix), partition) for partition in range(PARTITIONS)]
        found = self._asked(lambda consumer: consumer.end_offsets(at))
        return [found[one] for one in at]

    def read(self, source: str, partition: int, start: int) -> Sequence[tuple[int, Message | None]]:
        """One fetch from offset `start`: (offset, message), None for a record that no relay of ours wrote."""
        at = TopicPartition(topic_of(source, self._prefix), partition)

        def fetch(consumer: Any) -> Any:
            consumer.assign([at])
            consumer.seek(at, start)
            return consumer.poll(timeout_ms=POLL_MS).get(at, ())

        return [(record.offset, _message(source, record)) for record in self._asked(fetch)]

    def messages(self, source: str, partition: int) -> Iterator[Message]:
        """Everything that the partition holds by now, from its beginning. Raises `TopicsUnreadable` when it
        stops short; a topic that is missing holds nothing."""
        if self.id_of(source) is None:
            return
        at, end = 0, self.ends(source)[partition]
        while at < end:
            found = self.read(source, partition, at)
            if not found:
                raise TopicsUnreadable(f"{source}/{partition} could not be read from {at} to {end}")
            yield from (one for offset, one in found if one is not None and offset < end)
            at = found[-1][0] + 1

    def close(self) -> None:
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            try:
                consumer.close(autocommit=False, timeout_ms=1_000)
            finally:
                consumer._client.close()

    def _asked(self, ask: Any) -> Any:
        try:
            if self._consumer is None:
                self._consumer = open_client(KafkaConsumer, self._bootstrap, **READER)
            return ask(self._consumer)
        except KafkaError as error:
            self.close()
            raise TopicsUnreadable(type(error).__name__) from error
        except BaseException:
            self.close()
            raise


def _message(source: str, record: Any) -> Message | None:
    try:
        return message(source, "", record)
    except ForeignRecord:
        return None
