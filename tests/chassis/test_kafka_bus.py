"""What is Kafka's own about the Kafka bus: topic, record, offsets that are gone, a broker that is away."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from kafka import KafkaConsumer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient
from kafka.errors import KafkaError

from chassis import relay
from chassis.bus import Feed
from chassis.bus.ahead import ReadAhead
from chassis.bus.kafka import KafkaFeed, KafkaPublisher
from chassis.bus.kafka_clients import FOR_EVER, WrongTopic, find_topic, topic_of
from chassis.message import Mark, Message
from chassis.store import PARTITIONS
from chassis.urls import ServiceUrls
from machine.kafka_local import KafkaServer
from machine.ports import free_port
from tests.chassis.bus_contract.house import SUBSCRIPTION, Listener, Source, Worker, by_subject, read, until
from tests.support.kafka import producer
from tests.support.until import wait_until

pytestmark = pytest.mark.kafka


def fresh() -> str:
    return f"source-{uuid4().hex[:12]}"


def message(source: str, position: int, previous: int, partition: int = 0) -> Message:
    body = b'{"id":"event-%d","data":{}}' % position
    return Message(source, partition, position, previous, "household-1", "jiekun.test.Happened.v1", body)


def chain(source: str, count: int) -> list[Message]:
    """Messages 1 to `count`, all in partition 0."""
    return [message(source, position, position - 1) for position in range(1, count + 1)]


@contextmanager
def admin_of(server: KafkaServer) -> Iterator[KafkaAdminClient]:
    admin = KafkaAdminClient(bootstrap_servers=server.bootstrap.split(","))
    try:
        yield admin
    finally:
        admin.close()


@pytest.fixture
def published(kafka: KafkaServer) -> Iterator[Callable[[str, int], None]]:
    """Publishes a chain of so many messages of a source."""
    publishers: list[KafkaPublisher] = []

    def publish(source: str, count: int) -> None:
        publishers.append(KafkaPublisher(source, kafka.bootstrap))
        assert publishers[-1].publish(chain(source, count)) == count

    yield publish
    for publisher in publishers:
        publisher.close()


@pytest.fixture
def feed_of(kafka: KafkaServer) -> Iterator[Callable[[str], Feed]]:
    feeds: list[KafkaFeed] = []

    def open_feed(source: str) -> Feed:
        feeds.append(KafkaFeed(SUBSCRIPTION, source, kafka.bootstrap))
        return feeds[-1]

    yield open_feed
    for feed in feeds:
        feed.close()


def test_the_publisher_makes_a_topic_that_keeps_everything(
    kafka: KafkaServer, published: Callable[[str, int], None]
) -> None:
    source = fresh()

    published(source, 1)

    with admin_of(kafka) as admin:
        (topic,) = admin.describe_topics([topic_of(source)])
        told = admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic_of(source))])
    settings = told["topic"][topic_of(source)]
    assert len(topic["partitions"]) == PARTITIONS
    assert {name: settings[name]["value"] for name in FOR_EVER} == FOR_EVER
    assert find_topic(kafka.bootstrap, topic_of(source)) == str(topic["topic_id"])


def test_a_topic_with_another_number_of_partitions_is_refused(kafka: KafkaServer) -> None:
    source = fresh()
    with admin_of(kafka) as admin:
        admin.create_topics({topic_of(source): {"num_partitions": PARTITIONS + 1}}, wait_for_metadata=True)

    with pytest.raises(WrongTopic, match=f"has {PARTITIONS + 1} partitions, this installation {PARTITIONS}"):
        KafkaFeed(SUBSCRIPTION, source, kafka.bootstrap).poll(0)


def test_a_record_is_the_event_with_its_place_in_headers(
    kafka: KafkaServer, published: Callable[[str, int], None]
) -> None:
    source = fresh()
    published(source, 2)
    reader = KafkaConsumer(bootstrap_servers=kafka.bootstrap.split(","))
    try:
        partition = TopicPartition(topic_of(source), 0)
        reader.assign([partition])
        reader.seek(partition, 1)
        (record,) = reader.poll(timeout_ms=10_000)[partition]
    finally:
        reader.close()

    assert (record.key, record.value) == (b"household-1", b'{"id":"event-2","data":{}}')
    assert record.headers == [
        ("position", b"2"),
        ("previous", b"1"),
        ("partition", b"0"),
        ("type", b"jiekun.test.Happened.v1"),
        ("id", b"event-2"),
    ]


def test_a_record_that_no_relay_wrote_is_passed_over(
    kafka: KafkaServer, published: Callable[[str, int], None], feed_of: Callable[[str], Feed]
) -> None:
    source = fresh()
    published(source, 1)
    stranger = producer(kafka)
    stranger.send(topic_of(source), b"not ours", partition=0).get(timeout=10)
    stranger.close()
    published(source, 2)

    assert [one.position for one in read(feed_of(source), 3)[0]] == [1, 1, 2]


def test_a_mark_beyond_the_end_of_the_topic_is_read_from_the_beginning(
    kafka: KafkaServer, published: Callable[[str, int], None], feed_of: Callable[[str], Feed]
) -> None:
    source = fresh()
    published(source, 20)
    topic_id = find_topic(kafka.bootstrap, topic_of(source))

    found = read(feed_of(source), 20, lambda _: Mark(20, topic_id, 1_000))

    assert [one.position for one in found[0]] == list(range(1, 21))


def test_a_mark_before_what_the_topic_still_holds_is_read_from_what_is_left(
    kafka: KafkaServer, published: Callable[[str, int], None], feed_of: Callable[[str], Feed]
) -> None:
    source = fresh()
    published(source, 20)
    topic_id = find_topic(kafka.bootstrap, topic_of(source))
    with admin_of(kafka) as admin:
        admin.delete_records({TopicPartition(topic_of(source), 0): 12})

    found = read(feed_of(source), 8, lambda _: Mark(2, topic_id, 2))

    assert [one.position for one in found[0]] == list(range(13, 21))


def test_without_a_broker_both_ends_raise_and_leave_nothing_behind() -> None:
    nobody = f"127.0.0.1:{free_port()}"
    before = set(threading.enumerate())

    publisher, feed = KafkaPublisher("nobody", nobody), KafkaFeed(SUBSCRIPTION, "nobody", nobody)
    with pytest.raises(KafkaError):
        publisher.publish([message("nobody", 1, 0)])
    with pytest.raises(KafkaError):
        feed.poll(0)

    assert feed.assigned() == set()
    assert set(threading.enumerate()) - before == set()


def test_a_broker_killed_under_relay_and_worker_costs_no_event_and_doubles_none(
    killable_kafka: KafkaServer, make_database: Callable[..., ServiceUrls]
) -> None:
    source = Source(fresh(), make_database())
    listener = Listener(source, make_database())
    publisher = KafkaPublisher(source.name, killable_kafka.bootstrap)
    worker = Worker(listener, ReadAhead(KafkaFeed(SUBSCRIPTION, source.name, killable_kafka.bootstrap), many=1))
    stop = threading.Event()
    relaying = threading.Thread(target=relay.run, args=(source.store, publisher, source.name, stop))
    numbers = source.append(200)
    relaying.start()
    try:
        until(lambda: len(listener.seen()) >= 100, "a beginning", worker)

        killable_kafka.kill()
        numbers += source.append(200)
        source.store.commits.events.tell()
        worker.poll(0.25)
        killable_kafka.restart()
        numbers += source.append(200)

        until(lambda: len(listener.seen()) >= 600, "all effects", worker, timeout_s=90)
        wait_until(lambda: source.place_of_the_relay() == 600, "the relay's place")
        assert listener.seen_by_subject() == by_subject(numbers)
    finally:
        stop.set()
        relaying.join(timeout=20)
        worker.close()
        source.store.close()
        listener.store.close()
