"""Reading ahead: nothing is lost, handed on twice or handed to the wrong caller by it, and what fails is told."""

import threading
from collections.abc import Iterator, Mapping, Sequence

import pytest

from chassis.bus import Message, ahead
from chassis.bus.ahead import ReadAhead
from chassis.store import Mark
from tests.support.waiting import wait_until

BOTH = frozenset({0, 1})


class Pages:
    """A feed of two partitions without end, two messages of each in a poll."""

    def __init__(self) -> None:
        self.at = {0: 0, 1: 0}
        self.held = set(BOTH)
        self.polls = 0
        self.broken: Exception | None = None
        self.closed = False
        self.may_poll = threading.Event()
        self.may_poll.set()

    def poll(self, timeout_s: float) -> Mapping[int, Sequence[Message]]:
        assert self.may_poll.wait(10)
        try:
            if self.broken:
                raise self.broken
            return {partition: self._page(partition) for partition in self.at}
        finally:
            self.polls += 1

    def assigned(self) -> set[int]:
        return set(self.held)

    def seek(self, partition: int, mark: Mark) -> None:
        self.at[partition] = mark.position

    def close(self) -> None:
        self.closed = True

    def _page(self, partition: int) -> list[Message]:
        first = self.at[partition]
        self.at[partition] += 2
        return [Message("tests", partition, p + 1, p, "s", "t", b"") for p in (first, first + 1)]


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
def feed(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReadAhead]:
    monkeypatch.setattr(ahead, "MANY", 4)
    made = ReadAhead(pages)
    yield made
    made.close()


def positions(polled: Mapping[int, Sequence[Message]]) -> dict[int, list[int]]:
    return {partition: [message.position for message in messages] for partition, messages in polled.items()}


def test_what_comes_next_is_fetched_before_it_is_asked_for(pages: Pages, feed: ReadAhead) -> None:
    first = feed.poll(0)
    wait_until(lambda: pages.polls == 2, "the poll ahead")
    second = feed.poll(0)

    assert positions(first) == {0: [1, 2], 1: [1, 2]}
    assert positions(second) == {0: [3, 4], 1: [3, 4]}


def test_few_messages_are_not_worth_a_thread(pages: Pages, feed: ReadAhead) -> None:
    del pages.at[1]

    assert [positions(feed.poll(0)), positions(feed.poll(0))] == [{0: [1, 2]}, {0: [3, 4]}]
    feed.close()  # waits for what is under way
    assert pages.polls == 2


def test_what_was_fetched_of_a_partition_that_is_sought_is_thrown_away(pages: Pages, feed: ReadAhead) -> None:
    feed.poll(0)

    feed.seek(0, Mark(10))

    assert positions(feed.poll(0)) == {1: [3, 4]}
    assert positions(feed.poll(0)) == {0: [11, 12], 1: [5, 6]}


def test_what_was_fetched_of_a_partition_that_is_lost_is_thrown_away(pages: Pages, feed: ReadAhead) -> None:
    feed.poll(0)
    pages.held = {1}

    assert feed.assigned() == {1}
    assert positions(feed.poll(0)) == {1: [3, 4]}


def test_the_feed_is_never_used_by_two_threads_at_once(pages: Pages, feed: ReadAhead) -> None:
    feed.poll(0)
    pages.may_poll.clear()
    feed.poll(0)
    seeking = threading.Thread(target=feed.seek, args=(0, Mark(10)))
    seeking.start()

    assert pages.at[0] != 10, "the poll is under way"
    pages.may_poll.set()
    seeking.join(10)

    assert pages.at[0] == 10


@pytest.mark.parametrize("use", [lambda feed: feed.poll(0), ReadAhead.assigned, lambda feed: feed.seek(0, Mark())])
def test_a_failure_is_told_at_the_next_use_and_once(pages: Pages, feed: ReadAhead, use: object) -> None:
    feed.poll(0)
    wait_until(lambda: pages.polls == 2, "the poll ahead")
    pages.broken = ConnectionError("gone")
    feed.poll(0)
    wait_until(lambda: pages.polls == 3, "the poll that fails")
    pages.broken = None

    with pytest.raises(ConnectionError):
        use(feed)  # type: ignore[operator]

    assert positions(feed.poll(0)) == {0: [5, 6], 1: [5, 6]}


def test_it_closes_after_a_failure_too(pages: Pages, feed: ReadAhead) -> None:
    feed.poll(0)
    pages.broken = ConnectionError("gone")

    feed.close()

    assert pages.closed
