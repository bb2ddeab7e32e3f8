"""Topics lost under a standing system are filled again from the store: everything is handled once, in order."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from kafka.admin import KafkaAdminClient

from chassis import operations, relay
from chassis.bus.ahead import ReadAhead
from chassis.bus.kafka import KafkaFeed, KafkaPublisher
from chassis.bus.kafka_clients import topic_of
from chassis.bus.kafka_lag import KafkaLag
from chassis.bus.kafka_topics import Topics
from chassis.bus.lag import Behind
from chassis.message import Mark, Message
from chassis.operations import Operator, refill
from chassis.store import PARTITIONS
from chassis.subscription_worker import Follower
from chassis.urls import ServiceUrls
from machine.kafka_local import KafkaServer
from tests.chassis.bus_contract.house import SUBSCRIPTION, Listener, Source, by_subject
from tests.support.events import NOON
from tests.support.until import wait_until

pytestmark = pytest.mark.kafka

WHO = Operator("li", NOON)
ENOUGH_S = 60.0


class Standing:
    """A source with its relay and a listener with its worker, both in threads, as in two processes."""

    def __init__(self, kafka: KafkaServer, prefix: str, source: Source, listener: Listener) -> None:
        self.kafka, self.prefix, self.source, self.listener = kafka, prefix, source, listener
        self.stop = threading.Event()
        publisher = KafkaPublisher(source.name, kafka.bootstrap, prefix)
        feed = ReadAhead(KafkaFeed(SUBSCRIPTION, source.name, kafka.bootstrap, prefix))
        self.follower = Follower(listener.store, listener.subscription, feed, self.stop)
        self.relaying = threading.Thread(target=relay.run, args=(source.store, publisher, source.name, self.stop))
        self.listening = threading.Thread(target=self.follower.run)

    def lose_the_topic(self) -> None:
        admin = KafkaAdminClient(bootstrap_servers=self.kafka.bootstrap.split(","))
        try:
            admin.delete_topics([topic_of(self.source.name, self.prefix)])
        finally:
            admin.close()

    def refill(self, first: int = 1) -> None:
        store = operations.open_store(self.source.name, self.source.urls.app)
        try:
            refill.set_back(store, WHO, first)
        finally:
            store.close()

    def head(self) -> int:
        return max(message.position for of in self.source.published().values() for message in of)

    def relayed(self) -> bool:
        return self.source.place_of_the_relay() >= self.head()

    def handled(self) -> bool:
        heads = {partition: of[-1].position for partition, of in self.source.published().items() if of}
        return {partition: mark.position for partition, mark in self.marks().items() if mark.position} == heads

    def seen(self, numbers: list[int]) -> bool:
        return sorted(self.listener.seen()) == numbers

    def lag(self) -> KafkaLag:
        return KafkaLag(self.kafka.bootstrap, self.prefix)

    def marks(self) -> dict[int, Mark]:
        return {partition: self.listener.mark(partition) for partition in range(PARTITIONS)}


@pytest.fixture
def standing(kafka: KafkaServer, make_database: Callable[..., ServiceUrls]) -> Iterator[Standing]:
    source = Source("intake", make_database())
    made = Standing(kafka, f"refill-{uuid4().hex[:8]}", source, Listener(source, make_database()))
    made.relaying.start()
    yield made
    made.stop.set()
    for thread in (made.relaying, made.listening):
        if thread.is_alive():
            thread.join(30)
    source.store.close()
    made.listener.store.close()


@contextmanager
def opened(standing: Standing) -> Iterator[Topics]:
    topics = Topics(standing.kafka.bootstrap, standing.prefix)
    try:
        yield topics
    finally:
        topics.close()


def applied(messages: list[Message]) -> list[int]:
    """What a reader from the beginning applies: an event only where its predecessor is his mark."""
    mark, positions = 0, []
    for message in messages:
        if message.previous == mark and message.position > mark:
            mark = message.position
            positions.append(mark)
    return positions


def test_a_lost_topic_is_filled_again_under_a_standing_system(standing: Standing) -> None:
    standing.listening.start()
    numbers = standing.source.append(40)
    wait_until(lambda: standing.seen(numbers), "the first forty", ENOUGH_S)

    standing.lose_the_topic()
    numbers += standing.source.append(20)  # while it is lost: the relay makes a topic and goes on at its old place
    standing.refill()
    numbers += standing.source.append(20)

    wait_until(standing.relayed, "the relay at its head", ENOUGH_S)
    wait_until(lambda: standing.seen(numbers), "all eighty, each once", ENOUGH_S)
    assert standing.listener.seen_by_subject() == by_subject(numbers)
    with opened(standing) as topics:
        for partition, published in standing.source.published().items():
            on_topic = list(topics.messages("intake", partition))
            assert applied(on_topic) == [message.position for message in published]
            assert {one.position: one.body for one in on_topic} == {one.position: one.body for one in published}


def test_who_was_behind_when_the_topic_was_lost_stands_before_gaps_until_the_refill(standing: Standing) -> None:
    numbers = standing.source.append(40)
    wait_until(standing.relayed, "the relay at its head", ENOUGH_S)
    standing.lose_the_topic()
    numbers += standing.source.append(20)
    wait_until(standing.relayed, "the relay at its head, on a new topic", ENOUGH_S)

    standing.listening.start()
    wait_until(lambda: len(standing.follower.gaps) == PARTITIONS, "a gap in each partition", ENOUGH_S)
    assert standing.listener.seen() == []
    standing.refill(first=1)

    wait_until(lambda: standing.seen(numbers), "all sixty, each once", ENOUGH_S)
    assert standing.listener.seen_by_subject() == by_subject(numbers)


def test_lag_is_what_is_not_handled_and_repetitions_are_none(standing: Standing) -> None:
    standing.listening.start()
    numbers = standing.source.append(40)
    wait_until(lambda: standing.seen(numbers), "all forty", ENOUGH_S)
    lag = standing.lag()
    try:
        before = standing.marks()
        standing.refill()
        wait_until(standing.relayed, "the relay at its head", ENOUGH_S)
        wait_until(standing.handled, "every mark at its head: the refill is an event, too", ENOUGH_S)
        counts = {at: len(of) for at, of in standing.source.published().items()}
        nothing = lag.behind(SUBSCRIPTION, "intake", standing.marks())
        everything = lag.behind("another", "intake", {})
        assert [one.events for one in nothing.values()] == [0] * PARTITIONS
        assert all(one.events >= counts[at] for at, one in everything.items())
        assert all(one.since is not None for one in everything.values())
        assert lag.behind("another", "nobody", before) == {}
        assert Behind(0) == nothing[0]
    finally:
        lag.close()
