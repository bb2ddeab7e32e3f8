"""The `kafka` bus: one topic per source, one consumer group per subscription and source.

Places are kept in the subscriber's own database (the marks), never in the group: nothing is committed to
Kafka. Both classes are used by one thread at a time, open at first use, and open again after an error.

See docs/design/bus-and-subscriptions.md#two-buses-behind-one-port.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.consumer.subscription_state import ConsumerRebalanceListener
from kafka.errors import KafkaError

from chassis import logs
from chassis.bus.kafka_clients import (
    COMMON,
    PREFIX,
    ensure_topic,
    find_topic,
    open_client,
    subscribe,
    topic_of,
    warn_if_slow,
)
from chassis.bus.kafka_records import ForeignRecord, headers, message
from chassis.bus.share import Share
from chassis.message import Mark, Message

DELIVERY_S = 8.0
"""How long a send may take: less than the relay's lease, so that a slow broker does not cost the lease."""

DECIDES_WITHIN_S = 8.0
"""How long a feed waits for its group to hand out partitions (an empty share is a decision, too)."""

LOOK_AGAIN_S = 1.0
"""How often a feed looks whether a topic that was missing is there."""

PRODUCER = COMMON | {
    "enable_idempotence": True,
    "acks": "all",
    "linger_ms": 5,  # for batches out of a burst; `flush` sends the last one at once
    "batch_size": 256 * 1024,
    "delivery_timeout_ms": int(DELIVERY_S * 1000),
    "request_timeout_ms": 4_000,
    "max_block_ms": 4_000,
    "allow_auto_create_topics": False,
}
CONSUMER = COMMON | {
    "enable_auto_commit": False,
    "auto_offset_reset": "earliest",  # an offset that is gone: from the beginning, the marks drop what is known
    "allow_auto_create_topics": False,
    "max_poll_records": 1_000,
    "fetch_max_bytes": 8 * 1024 * 1024,
    # An idle topic is asked so seldom, and what comes is answered at once. But after a seek a fetch that is out is
    # waited for, so this is also how late a worker may begin that has just been given its share.
    "fetch_max_wait_ms": 2_000,
    "request_timeout_ms": 10_000,
    "session_timeout_ms": 10_000,
    "max_poll_interval_ms": 120_000,
    "metadata_max_age_ms": 15_000,  # how soon a topic that was made anew is noticed
}


class KafkaPublisher:
    """The relay's way to the topic of `source`, which it makes if it is missing."""

    def __init__(self, source: str, bootstrap: str, prefix: str = PREFIX) -> None:
        self._topic = topic_of(source, prefix)
        self._bootstrap = bootstrap
        self._producer: Any = None
        self._log = logs.logger("kafka")
        warn_if_slow()
        try:  # so that followers find the topic before the first event
            self._open()
        except KafkaError as error:
            self._log.warning("bus_unreachable_at_start", topic=self._topic, error=type(error).__name__)

    def publish(self, messages: Sequence[Message]) -> int:
        """Sends all, waits, counts what was acknowledged from the start. Raises when no broker answers.

        After a failure the producer is thrown away: its sequence numbers may stand anywhere, and what it still
        holds would arrive in the middle of the re-send.
        """
        producer = self._open()
        acknowledged = 0
        failure: BaseException | None = None
        try:
            acknowledged, failure = self._send(producer, messages)
        finally:
            if acknowledged < len(messages):
                self._log.warning(
                    "send_failed",
                    topic=self._topic,
                    error=type(failure).__name__,
                    acknowledged=acknowledged,
                    of=len(messages),
                )
                self.close()
        return acknowledged

    def close(self) -> None:
        producer, self._producer = self._producer, None
        if producer is None:
            return
        try:
            producer.close(timeout=1)
        except KafkaError:
            # What is still unsent makes `close` give up before it stops its thread.
            producer._sender.force_close()

    def _send(self, producer: Any, messages: Sequence[Message]) -> tuple[int, BaseException | None]:
        give_up_at = time.monotonic() + DELIVERY_S + 1
        sent = []
        failure: BaseException | None = None
        try:
            for one in messages:
                key = one.subject.encode()
                sent.append(producer.send(self._topic, one.body, key, headers(one), one.partition))
            producer.flush(timeout=DELIVERY_S + 1)
        except KafkaError as error:
            failure = error  # what went before may be acknowledged all the same
        for count, future in enumerate(sent):
            try:
                future.get(timeout=max(0.0, give_up_at - time.monotonic()))
            except KafkaError as error:
                return count, error
        return len(sent), failure

    def _open(self) -> Any:
        if self._producer is None:
            ensure_topic(self._bootstrap, self._topic)
            self._producer = open_client(KafkaProducer, self._bootstrap, client_id=self._topic, **PRODUCER)
        return self._producer


class KafkaFeed:
    """One worker of the consumer group `<prefix>.<subscription>.<source>`; other processes join the same group."""

    def __init__(self, subscription: str, source: str, bootstrap: str, prefix: str = PREFIX) -> None:
        self._source = source
        self._topic = topic_of(source, prefix)
        self._group = f"{prefix}.{subscription}.{source}"
        self._bootstrap = bootstrap
        # All below is the one caller's. What the client's own thread tells of assignments reaches `_share` only while
        # that caller is inside `poll` or `close`.
        self._consumer: Any = None
        self._topic_id = ""
        self._share = Share()
        self._look_again_at = 0.0
        self._log = logs.logger("kafka")

    def assigned(self) -> set[int]:
        return self._share.tell()

    def seek(self, partition: int, mark: Mark) -> None:
        if self._consumer is None or partition not in self._share.held:
            return
        at = TopicPartition(self._topic, partition)
        known = mark.topic_id == self._topic_id
        self._consumer.seek(at, mark.next_offset or 0 if known else 0)
        self._consumer.resume(at)

    def poll(self, timeout_s: float) -> Mapping[int, Sequence[Message]]:
        """`{}` too while the topic is missing or no broker answers an open group; raises when none can be opened."""
        try:
            if not self._open():
                time.sleep(timeout_s)
                return {}
            polled = self._consumer.poll(timeout_ms=int(timeout_s * 1000) if self._share.told() else 0)
            if self._topic_is_another_one() or self._left_alone():
                self.close()
                return {}
        except BaseException:
            self.close()
            raise
        return {at.partition: found for at, records in polled.items() if (found := self._messages(records))}

    def close(self) -> None:
        """Leaves the group, so that the others need not wait for its time-out."""
        consumer, self._consumer = self._consumer, None
        self._share.become((), ())
        if consumer is None:
            return
        try:
            with suppress(KafkaError):
                consumer.close(autocommit=False, timeout_ms=2_000)
        finally:
            consumer._client.close()  # does nothing after a `close` that went well

    def _open(self) -> bool:
        """Whether there is a consumer; False while the topic is missing."""
        if self._consumer is not None:
            return True
        if time.monotonic() < self._look_again_at:
            return False
        self._look_again_at = time.monotonic() + LOOK_AGAIN_S
        found = find_topic(self._bootstrap, self._topic)
        if found is None:
            return False
        self._topic_id = found
        self._share.lose()
        self._consumer = open_client(
            KafkaConsumer, self._bootstrap, client_id=self._group, group_id=self._group, **CONSUMER
        )
        subscribe(self._consumer, self._topic, _Assignment(self._consumer, self._share))
        return True

    def _topic_is_another_one(self) -> bool:
        """Made anew (another id) or gone (the id is zero), as of the consumer's latest metadata."""
        now = self._consumer._cluster.topic_id(self._topic)
        if now is None or str(now) == self._topic_id:
            return False
        self._log.warning("topic_is_another_one", topic=self._topic, before=self._topic_id, now=str(now))
        return True

    def _left_alone(self) -> bool:
        """The group was to decide and has not for long: the client may have lost its way, so it joins anew."""
        if self._share.waited_s() < DECIDES_WITHIN_S:
            return False
        self._log.warning("group_never_decided", group=self._group)
        return True

    def _messages(self, records: Iterable[Any]) -> list[Message]:
        found = []
        for record in records:
            try:
                found.append(message(self._source, self._topic_id, record))
            except ForeignRecord:
                # Not ours, so no message is missing without it; if one is, the gap behind it will tell.
                self._log.error("foreign_record", topic=self._topic, partition=record.partition, offset=record.offset)
        return found


class _Assignment(ConsumerRebalanceListener):  # type: ignore[misc]
    """Told by the client's own thread what the group decided, while ours waits inside `poll` or `close`."""

    def __init__(self, consumer: Any, share: Share) -> None:
        self._consumer = consumer
        self._share = share

    def on_partitions_revoked(self, revoked: Iterable[Any]) -> None:
        self._share.lose()

    def on_partitions_assigned(self, assigned: Iterable[Any]) -> None:
        """Everything waits to be sought, what was held before too: others may have read in between."""
        for at in assigned:
            self._consumer.pause(at)
            # Any place at all keeps the client from asking the group for one, which it does not have.
            self._consumer.seek(at, 0)
        partitions = {at.partition for at in assigned}
        self._share.become(partitions, partitions)
