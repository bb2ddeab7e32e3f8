"""The `memory` bus: topics, groups and offsets within one process, for simulations and tests.

It keeps the same promises as Kafka: order per partition, messages that come again, shares that move between
workers, a topic that is made anew under another id.

See docs/design/bus-and-subscriptions.md#two-buses-behind-one-port.
"""

import threading
from collections.abc import Mapping, Sequence
from uuid import uuid4

import msgspec

from chassis.bus.share import Share
from chassis.message import Mark, Message
from chassis.store import PARTITIONS

LIMIT = 500


class MemoryBus:
    """All topics and groups; one lock guards everything that stands on it."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self._topics: dict[str, MemoryTopic] = {}
        self._groups: dict[tuple[str, str], list[MemoryFeed]] = {}

    def topic(self, source: str) -> "MemoryTopic":
        with self.changed:
            if source not in self._topics:
                self._topics[source] = MemoryTopic()
            return self._topics[source]

    def recreate(self, source: str) -> None:
        """The topic is lost and made anew, empty and under another id; every group begins anew."""
        with self.changed:
            self._topics[source] = MemoryTopic()
            for (_, followed), group in self._groups.items():
                if followed == source:
                    for feed in group:
                        feed.begin_anew()
            self.changed.notify_all()

    def join(self, feed: "MemoryFeed") -> None:
        with self.changed:
            self._groups.setdefault(feed.group, []).append(feed)
            self._share_out(feed.group)

    def leave(self, feed: "MemoryFeed") -> None:
        with self.changed:
            group = self._groups.get(feed.group, [])
            if feed in group:
                group.remove(feed)
                feed.hold(set())
                self._share_out(feed.group)

    def rebalance(self, key: tuple[str, str]) -> None:
        """The group shares out anew, and others get what one had: as when the coordinator of a group moves."""
        with self.changed:
            self._groups.get(key, []).reverse()
            self._share_out(key)

    def _share_out(self, key: tuple[str, str]) -> None:
        group = self._groups.get(key, [])
        for number, feed in enumerate(group):
            feed.hold({partition for partition in range(PARTITIONS) if partition % len(group) == number})
        self.changed.notify_all()


class MemoryTopic:
    """What one source has published: a list per partition, where the index is the offset."""

    def __init__(self) -> None:
        self.id = str(uuid4())
        self.partitions: list[list[Message]] = [[] for _ in range(PARTITIONS)]


class MemoryPublisher:
    def __init__(self, source: str, bus: MemoryBus) -> None:
        self._source = source
        self._bus = bus

    def publish(self, messages: Sequence[Message]) -> int:
        with self._bus.changed:
            topic = self._bus.topic(self._source)
            for message in messages:
                log = topic.partitions[message.partition]
                log.append(msgspec.structs.replace(message, topic_id=topic.id, offset=len(log)))
            self._bus.changed.notify_all()
        return len(messages)

    def close(self) -> None:
        """Nothing is open."""


class MemoryFeed:
    """One worker of the group of `subscription` on `source`; it joins at its first poll, like Kafka's."""

    def __init__(self, subscription: str, source: str, bus: MemoryBus) -> None:
        self.group = (subscription, source)
        self._source = source
        self._bus = bus
        self._share = Share()
        self._at: dict[int, int] = {}
        self._joined = False

    def assigned(self) -> set[int]:
        with self._bus.changed:
            return self._share.tell()

    def seek(self, partition: int, mark: Mark) -> None:
        with self._bus.changed:
            topic = self._bus.topic(self._source)
            known = mark.topic_id == topic.id and mark.next_offset is not None
            offset = mark.next_offset or 0 if known else 0
            if partition in self._share.held:
                self._at[partition] = offset if offset <= len(topic.partitions[partition]) else 0

    def poll(self, timeout_s: float) -> Mapping[int, Sequence[Message]]:
        with self._bus.changed:
            if not self._joined:
                self._joined = True
                self._bus.join(self)
            self._bus.changed.wait_for(lambda: self._ready() or not self._share.told(), timeout_s)
            found = {partition: self._behind(partition) for partition in self._ready()}
            for partition, messages in found.items():
                self._at[partition] += len(messages)
            return found

    def close(self) -> None:
        self._bus.leave(self)

    def hold(self, partitions: set[int]) -> None:
        """Called by the bus when the group is shared out again."""
        anew = partitions - self._share.held
        self._at = {partition: at for partition, at in self._at.items() if partition in partitions - anew}
        self._share.become(partitions, anew)

    def begin_anew(self) -> None:
        """Called by the bus when the topic is another one: no place in it is known any more."""
        self._at = {}
        self._share.become(self._share.held, self._share.held)

    def _ready(self) -> list[int]:
        logs = self._bus.topic(self._source).partitions
        return [partition for partition in sorted(self._at) if len(logs[partition]) > self._at[partition]]

    def _behind(self, partition: int) -> list[Message]:
        at = self._at[partition]
        return self._bus.topic(self._source).partitions[partition][at : at + LIMIT]
