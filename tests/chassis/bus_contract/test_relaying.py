"""The relay's way out: failed sends, two relays at once, a topic that was lost."""

from collections.abc import Callable, Sequence

from chassis import relay
from chassis.bus import Feed, Publisher
from chassis.message import Message
from chassis.store import PARTITIONS
from tests.chassis.bus_contract.house import (
    Listener,
    Source,
    TopicBus,
    Worker,
    by_subject,
    in_partition,
    read,
    until,
)

Hire = Callable[[Feed], Worker]


class LosesOne:
    """A real publisher under which one send fails, and those behind it do not."""

    def __init__(self, publisher: Publisher, lost: int) -> None:
        self._publisher = publisher
        self._lost = lost

    def publish(self, messages: Sequence[Message]) -> int:
        self._publisher.publish([message for index, message in enumerate(messages) if index != self._lost])
        return self._lost

    def close(self) -> None:
        self._publisher.close()


class OnceCut:
    """A real publisher that acknowledges only the first half of what it sent: the answer to the rest is lost."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher

    def publish(self, messages: Sequence[Message]) -> int:
        return self._publisher.publish(messages) // 2

    def close(self) -> None:
        self._publisher.close()


def test_a_send_that_failed_in_the_middle_is_sent_again_and_closes_the_gap(
    topic_bus: TopicBus, source: Source, listener: Listener, hire: Hire
) -> None:
    numbers = source.append(40)
    lost = 10
    partition = next(p for p in range(PARTITIONS) if lost in in_partition(p, numbers))
    before = {n for p in range(PARTITIONS) for n in in_partition(p, numbers) if p != partition or n < lost}
    worker = hire(topic_bus.feed())

    assert relay.step(source.store, LosesOne(topic_bus.publisher, lost), source.name, source.take_lease()) == lost
    until(lambda: len(listener.seen()) >= len(before), "everything but what is behind the gap", worker)
    assert set(listener.seen()) == before

    topic_bus.carry()
    until(lambda: len(listener.seen()) >= 40, "what was behind the gap", worker)

    assert source.place_of_the_relay() == 40
    assert listener.seen_by_subject() == by_subject(numbers)


def test_messages_whose_acknowledgement_was_lost_are_sent_again_and_dropped(
    topic_bus: TopicBus, source: Source, listener: Listener, hire: Hire, closing: Callable[[Feed], Feed]
) -> None:
    numbers = source.append(40)

    assert relay.step(source.store, OnceCut(topic_bus.publisher), source.name, source.take_lease()) == 20
    topic_bus.carry()
    worker = hire(topic_bus.feed())
    until(lambda: len(listener.seen()) >= 40, "all effects", worker)
    worker.feed.close()

    assert listener.seen_by_subject() == by_subject(numbers)
    assert sum(map(len, read(closing(topic_bus.feed()), 60).values())) == 60


def test_a_relay_woken_late_publishes_duplicates_that_change_nothing_and_never_moves_the_place(
    topic_bus: TopicBus, source: Source, listener: Listener, hire: Hire
) -> None:
    numbers = source.append(30)
    worker = hire(topic_bus.feed())
    asleep = source.take_lease("late")
    source.let_the_lease_expire()

    awake = source.take_lease("next")
    assert relay.take_lease(source.store, "late") is None
    assert relay.step(source.store, topic_bus.publisher, source.name, awake) == 30
    source.set_the_relay_back()
    assert relay.step(source.store, topic_bus.publisher, source.name, asleep) == 30

    assert source.place_of_the_relay() == 0
    assert asleep.epoch < awake.epoch
    assert relay.step(source.store, topic_bus.publisher, source.name, source.take_lease("next")) == 30
    assert source.place_of_the_relay() == 30
    until(lambda: len(listener.seen()) >= 30, "all effects", worker)
    numbers += source.append(10)
    assert relay.step(source.store, topic_bus.publisher, source.name, source.take_lease("next")) == 10
    until(lambda: len(listener.seen()) >= 40, "the effects of what came after the duplicates", worker)
    assert listener.seen_by_subject() == by_subject(numbers)


def test_a_topic_made_anew_is_read_from_its_beginning_by_a_worker_that_knew_the_old_one(
    topic_bus: TopicBus, source: Source, listener: Listener, hire: Hire
) -> None:
    first = hire(topic_bus.feed())
    numbers = handle_a_topic_with_duplicates(topic_bus, source, listener, first)
    first.close()
    old = {listener.mark(partition).topic_id for partition in range(PARTITIONS)}

    numbers += make_anew_with_more(topic_bus, source)
    until(lambda: len(listener.seen()) >= len(numbers), "the effects of the new topic", hire(topic_bus.feed()))

    new = {listener.mark(partition).topic_id for partition in range(PARTITIONS)}
    assert len(old) == len(new) == 1
    assert old != new
    assert listener.seen_by_subject() == by_subject(numbers)


def test_a_topic_made_anew_under_a_running_worker_is_read_from_its_beginning_too(
    topic_bus: TopicBus, source: Source, listener: Listener, hire: Hire
) -> None:
    worker = hire(topic_bus.feed())
    numbers = handle_a_topic_with_duplicates(topic_bus, source, listener, worker)

    numbers += make_anew_with_more(topic_bus, source)
    until(lambda: len(listener.seen()) >= len(numbers), "the effects of the new topic", worker, timeout_s=60)

    assert listener.seen_by_subject() == by_subject(numbers)


def handle_a_topic_with_duplicates(bus: TopicBus, source: Source, listener: Listener, worker: Worker) -> list[int]:
    """The places on it are further than they will be on a topic made anew, which has no duplicates."""
    numbers = source.append(40)
    bus.carry()
    source.set_the_relay_back()
    bus.carry()
    numbers += source.append(40)
    bus.carry()
    until(lambda: len(listener.seen()) >= len(numbers), "the effects of the first topic", worker)
    return numbers


def make_anew_with_more(bus: TopicBus, source: Source) -> list[int]:
    """A lost topic, refilled from the store, with as many new events as there are behind the old places."""
    bus.recreate()
    source.set_the_relay_back()
    more = source.append(80)
    bus.carry()
    return more
