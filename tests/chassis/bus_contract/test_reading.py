"""What a feed brings, and from where: order per partition, and nothing but the mark says where to resume."""

from collections.abc import Callable

import pytest

from chassis.bus import Feed, direct
from chassis.bus.direct import DirectFeed
from chassis.message import Mark
from chassis.store import PARTITIONS
from tests.chassis.bus_contract.house import (
    SUBSCRIPTION,
    Bus,
    Listener,
    Source,
    Worker,
    by_subject,
    mark_behind,
    read,
    until,
    without_place,
)

Closing = Callable[[Feed], Feed]


def test_a_feed_brings_every_message_unchanged_in_the_order_of_its_partition(
    bus: Bus, source: Source, closing: Closing
) -> None:
    source.append(120)
    bus.carry()

    brought = read(closing(bus.feed()), 120)

    assert set(brought) == set(range(PARTITIONS))
    assert without_place(brought) == source.published()


def test_a_feed_resumes_right_behind_the_mark_it_is_given(bus: Bus, source: Source, closing: Closing) -> None:
    source.append(80)
    bus.carry()
    feed = closing(bus.feed())
    first = read(feed, 80)
    marks = {partition: mark_behind(messages[2]) for partition, messages in first.items()}

    again = read(feed, 80 - 3 * PARTITIONS, marks.__getitem__)

    assert again == {partition: messages[3:] for partition, messages in first.items()}


def test_what_a_worker_read_and_did_not_handle_comes_again_to_the_next(
    bus: Bus, source: Source, closing: Closing
) -> None:
    source.append(40)
    bus.carry()
    first = bus.feed()
    brought = read(first, 40)
    first.close()

    assert read(closing(bus.feed()), 40) == brought


def test_a_feed_opened_before_the_first_event_brings_it_when_it_comes(
    bus: Bus, source: Source, closing: Closing
) -> None:
    feed = closing(bus.feed())
    feed.poll(0)

    source.append(5)
    bus.carry()

    assert without_place(read(feed, 5)) == {
        partition: messages for partition, messages in source.published().items() if messages
    }


def test_a_page_of_the_direct_bus_is_bounded_by_its_bytes(
    source: Source, listener: Listener, closing: Closing, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.append(80)
    longest = max(len(message.body) for page in source.published().values() for message in page)
    monkeypatch.setattr(direct, "LIMIT", 1_000)
    monkeypatch.setattr(direct, "BYTES_MAX", 3 * longest)
    feed = closing(DirectFeed(SUBSCRIPTION, source.name, source.urls.follower, listener.urls.app))
    for partition in feed.assigned():
        feed.seek(partition, Mark())

    pages = feed.poll(0.1).values()

    assert len(pages) == PARTITIONS
    assert all(sum(len(message.body) for message in page) <= 4 * longest for page in pages)
    assert any(len(page) > 1 for page in pages)


def test_messages_that_come_again_from_the_beginning_change_nothing(
    bus: Bus, source: Source, listener: Listener, hire: Callable[[Feed], Worker]
) -> None:
    numbers = source.append(60)
    bus.carry()
    worker = hire(bus.feed())
    until(lambda: len(listener.seen()) == 60, "all effects", worker)
    marks = [listener.mark(partition) for partition in range(PARTITIONS)]

    for partition in worker.holds:
        worker.feed.seek(partition, Mark())
    more = source.append(60)
    bus.carry()
    until(lambda: len(listener.seen()) >= 120, "the effects of what came after", worker)

    assert listener.seen_by_subject() == by_subject(numbers + more)
    assert all(listener.mark(partition).position > mark.position for partition, mark in enumerate(marks))
