"""The three buses under one suite, each set up as a service would set it up: its feed reads ahead."""

from collections.abc import Callable

from kafka.admin import KafkaAdminClient

from chassis import relay
from chassis.bus import Feed, Publisher
from chassis.bus.ahead import ReadAhead
from chassis.bus.direct import CHANNEL, DirectFeed
from chassis.bus.kafka import KafkaFeed, KafkaPublisher
from chassis.bus.kafka_clients import ensure_topic, find_topic, topic_of
from chassis.bus.memory import MemoryBus, MemoryFeed, MemoryPublisher
from tests.chassis.bus_contract.house import SUBSCRIPTION, Listener, Source
from tests.support.until import wait_until

AT_ONCE = 1
"""A poll that brings anything at all is followed by one ahead."""


class Direct:
    """Followers read the source's view: nothing has to be carried."""

    def __init__(self, source: Source, listener: Listener) -> None:
        self._source = source
        self._listener = listener

    def feed(self) -> Feed:
        return ReadAhead(
            DirectFeed(SUBSCRIPTION, self._source.name, self._source.urls.follower, self._listener.urls.app), AT_ONCE
        )

    def carry(self) -> None:
        """Committed is published; the notifier says so."""
        with self._source.store.reading() as connection:
            connection.execute(f"NOTIFY {CHANNEL}")


class WithTopic:
    """Memory and Kafka: the relay's steps carry."""

    def __init__(
        self,
        source: Source,
        publisher: Publisher,
        open_feed: Callable[[], Feed],
        make_anew: Callable[[], None],
    ) -> None:
        self._source = source
        self.publisher = publisher
        self.feed = open_feed
        self.recreate = make_anew

    def carry(self) -> None:
        lease = self._source.take_lease()
        while relay.step(self._source.store, self.publisher, self._source.name, lease):
            lease = self._source.take_lease()


def memory(source: Source) -> WithTopic:
    bus = MemoryBus()
    return WithTopic(
        source,
        MemoryPublisher(source.name, bus),
        lambda: ReadAhead(MemoryFeed(SUBSCRIPTION, source.name, bus), AT_ONCE),
        lambda: bus.recreate(source.name),
    )


def kafka(source: Source, bootstrap: str) -> WithTopic:
    return WithTopic(
        source,
        KafkaPublisher(source.name, bootstrap),
        lambda: ReadAhead(KafkaFeed(SUBSCRIPTION, source.name, bootstrap), AT_ONCE),
        lambda: recreate_topic(bootstrap, topic_of(source.name)),
    )


def recreate_topic(bootstrap: str, topic: str) -> None:
    admin = KafkaAdminClient(bootstrap_servers=bootstrap.split(","))
    try:
        admin.delete_topics([topic])
    finally:
        admin.close()
    wait_until(lambda: find_topic(bootstrap, topic) is None, f"the end of {topic}")
    ensure_topic(bootstrap, topic)
