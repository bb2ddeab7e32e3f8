"""Prefetching a feed: while a follower handles what came, a thread fetches what comes next.

A follower that catches up waits for its database again and again; fetching and parsing fall into that time.

See docs/decisions/0016-a-feed-is-read-ahead.md.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread

from chassis.bus import Feed
from chassis.message import Mark, Message

MANY = 200
"""A poll that brings so many is worth a thread's help; what comes one by one is not."""

Polled = Mapping[int, Sequence[Message]]


class ReadAhead:
    """Stands in front of a feed and lets one thread at a time use it: its caller's, or the one that polls ahead.

    Whoever calls waits for the poll under way, which lasts no longer than its time-out or the feed's own limits.
    """

    def __init__(self, feed: Feed, many: int = MANY) -> None:
        self._feed = feed
        self._many = many
        self._under_way: Future[Polled] | None = None
        self._at_hand: dict[int, Sequence[Message]] = {}

    def poll(self, timeout_s: float) -> Polled:
        self._settle()
        polled: Polled = self._at_hand or self._feed.poll(timeout_s)
        self._at_hand = {}
        if sum(map(len, polled.values())) >= self._many:
            self._under_way = _begin(self._feed, timeout_s)
        return polled

    def assigned(self) -> set[int]:
        self._settle()
        held = self._feed.assigned()
        for partition in self._at_hand.keys() - held:
            del self._at_hand[partition]
        return held

    def seek(self, partition: int, mark: Mark) -> None:
        self._settle()
        self._at_hand.pop(partition, None)
        self._feed.seek(partition, mark)

    def close(self) -> None:
        with suppress(Exception):  # nobody will ask for it
            self._settle()
        self._feed.close()

    def _settle(self) -> None:
        """Waits for the poll under way, and raises what it raised."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            self._at_hand = dict(under_way.result())


def _begin(feed: Feed, timeout_s: float) -> Future[Polled]:
    """A daemon: a poll that hangs keeps no process from ending."""
    polled: Future[Polled] = Future()
    Thread(target=_poll, args=(feed, timeout_s, polled), name="read-ahead", daemon=True).start()
    return polled


def _poll(feed: Feed, timeout_s: float, polled: Future[Polled]) -> None:
    try:
        polled.set_result(feed.poll(timeout_s))
    except BaseException as error:
        polled.set_exception(error)
