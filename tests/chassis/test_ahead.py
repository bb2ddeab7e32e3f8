"""Reading ahead: nothing is lost, handed on twice or handed to the wrong caller by it, and what fails is told."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest

from chassis.bus.ahead import ReadAhead
from chassis.message import Mark, Message
from tests.support.until import wait_until


class Pages:
    """A feed of two partitions without end, two messages of each in a poll; it notes two threads at once."""

    def __init__(self) -> None:
        self.at = {0: 0, 1: 0}
        self.held = {0, 1}
        self.polls = 0
        self.broken: Exception | None = None
        self.closed = False
        self.crowded = False
        self.may_poll = threading.Event()
        self.may_poll.set()
        self._user = threading.Lock()

    def poll(self, timeout_s: float) -> Mapping[int, Sequence[Message]]:
        with self._alone():
            assert self.may_poll.wait(30)
            self.polls += 1
            if self.broken:
                raise self.broken
            return {partition: self._page(partition) for partition in self.at}

    def assigned(self) -> set[int]:
        with self._alone():
            return set(self.held)

    def seek(self, partition: int, mark: Mark) -> None:
        with self._alone():
            self.at[partition] = mark.position

    def close(self) -> None:
        with self._alone():
            self.closed = True

    @contextmanager
    def _alone(self) -> Iterator[None]:
        mine = self._user.acquire(blocking=False)
        self.crowded |= not mine
        try:
            yield
        finally:
            if mine:
                self._user.release()

    def _page(self, partition: int) -> list[Message]:
        first = self.at[partition]
        self.at[partition] += 2
        return [Message("tests", partition, p + 1, p, "s", "t", b"") for p in (first, first + 1)]


@pytest.fixture
def pages() -> Iterator[Pages]:
    made = Pages()
    yield made
    assert not made.crowded, "two threads used the feed at once"


@pytest.fixture
def feed(pages: Pages) -> Iterator[ReadAhead]:
    made = ReadAhead(pages, many=4)
    yield made
    made.close()


def positions(polled: Mapping[int, Sequence[Message]]) -> dict[int, list[int]]:
    return {partition: [message.position for message in messages] for partition, messages in polled.items()}


def test_the_next_page_is_fetched_once_before_it_is_asked_for(pages: Pages, feed: ReadAhead) -> None:
    first = feed.poll(0)
    wait_until(lambda: pages.polls == 2, "the poll ahead")
    second = feed.poll(0)
    feed.close()  # waits for what is under way

    assert positions(first) == {0: [1, 2], 1: [1, 2]}
    assert positions(second) == {0: [3, 4], 1: [3, 4]}
    assert pages.polls == 3, "one ahead of the one at hand"


def test_a_feed_polls_not_ahead_of_a_few_messages(pages: Pages, feed: ReadAhead) -> None:
    del pages.at[1]

    assert [positions(feed.poll(0)), positions(feed.poll(0))] == [{0: [1, 2]}, {0: [3, 4]}]
    feed.close()
    assert pages.polls == 2


def test_what_was_fetched_of_a_partition_that_is_sought_is_thrown_away(pages: Pages, feed: ReadAhead) -> None:
    feed.poll(0)

    feed.seek(0, Mark(10))

    assert positions(feed.poll(0)) == {1: [3, 4]}
    assert positions(feed.poll(0)) == {0: [11, 12], 1: [5, 6]}


def test_messages_fetched_of_a_lost_partition_are_thrown_away(pages: Pages, feed: ReadAhead) -> None:
    feed.poll(0)
    pages.held = {1}

    assert feed.assigned() == {1}
    assert positions(feed.poll(0)) == {1: [3, 4]}


USES: list[Callable[[ReadAhead], object]] = [
    lambda feed: feed.poll(0),
    lambda feed: feed.assigned(),
    lambda feed: feed.seek(0, Mark()),
]


@pytest.mark.parametrize("use", [*USES, ReadAhead.close])
def test_a_caller_of_the_feed_waits_for_the_poll_under_way(
    pages: Pages, feed: ReadAhead, use: Callable[[ReadAhead], object]
) -> None:
    feed.poll(0)
    wait_until(lambda: pages.polls == 2, "the poll ahead")
    pages.may_poll.clear()
    feed.poll(0)
    using = threading.Thread(target=use, args=(feed,))
    using.start()
    using.join(0.2)
    assert using.is_alive(), "it did not wait"
    pages.may_poll.set()
    using.join(30)

    assert not using.is_alive()
    assert pages.polls >= 3  # and `pages` saw nobody else meanwhile


@pytest.mark.parametrize("use", USES)
def test_a_failure_is_told_at_the_next_use_and_once(
    pages: Pages, feed: ReadAhead, use: Callable[[ReadAhead], object]
) -> None:
    _fail_ahead(pages, feed)

    with pytest.raises(ConnectionError):
        use(feed)

    assert positions(feed.poll(0)) == {0: [5, 6], 1: [5, 6]}


def test_a_feed_whose_poll_ahead_failed_is_closed_all_the_same(pages: Pages, feed: ReadAhead) -> None:
    _fail_ahead(pages, feed)

    feed.close()

    assert pages.closed


def _fail_ahead(pages: Pages, feed: ReadAhead) -> None:
    """The third poll, the second ahead, fails."""
    feed.poll(0)
    wait_until(lambda: pages.polls == 2, "the poll ahead")
    pages.may_poll.clear()
    feed.poll(0)
    pages.broken = ConnectionError("gone")
    pages.may_poll.set()
    wait_until(lambda: pages.polls == 3, "the poll that fails")
    pages.broken = None
