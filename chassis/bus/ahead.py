"""Reading ahead: while a follower handles what came, a thread fetches what comes next.

A follower that catches up waits half of its time for its database; fetching and parsing fall into that time.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from chassis.bus import Feed, Message
from chassis.store import Mark

MANY = 200
"""A poll that brings so many is worth a thread's help; what comes one by one is not."""

Polled = Mapping[int, Sequence[Message]]


class ReadAhead:
    """A feed in front of another one, which is used by one thread at a time: the caller's, or its own."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._thread = ThreadPoolExecutor(1, "read-ahead")
        self._under_way: Future[Polled] | None = None
        self._at_hand: dict[int, Sequence[Message]] = {}

    def poll(self, timeout_s: float) -> Polled:
        self._settle()
        polled, self._at_hand = self._at_hand or self._feed.poll(timeout_s), {}
        if sum(map(len, polled.values())) >= MANY:
            self._under_way = self._thread.submit(self._feed.poll, timeout_s)
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
        self._thread.shutdown()
        self._feed.close()

    def _settle(self) -> None:
        """Waits for the poll under way, and raises what it raised."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            self._at_hand = dict(under_way.result())
