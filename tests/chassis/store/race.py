"""Writers and followers at once: what the race test and its planted bug have in common."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from chassis.bus.direct import DirectFeed
from chassis.codec import Recorded
from chassis.message import Mark, Message
from chassis.reactions import Reaction
from chassis.store import PARTITIONS
from chassis.store.memory import MemoryStore
from chassis.subscription import Subscription, step
from chassis.urls import ServiceUrls
from tests.support.events import Noted, codec

FOLLOWERS = 4


class Watcher:
    """One follower: what its feed read, and what its subscription handled, in order."""

    def __init__(self, number: int, database: ServiceUrls) -> None:
        self.read: list[Message] = []
        self.handled: list[int] = []
        self._feed = DirectFeed(f"watcher-{number}", "intake", database.follower, database.app, look_anyway_s=0.0)
        self._store = MemoryStore(codec())
        reaction = Reaction(self._note)
        self._subscription = Subscription("watcher", "intake", codec(), {Noted: reaction})

    def follow(self, finished: threading.Event) -> None:
        """Until one look after the last commit brings nothing."""
        for partition in self._feed.assigned():
            self._feed.seek(partition, Mark())
        while True:
            last_look = finished.is_set()
            found = self._feed.poll(0.05)
            for partition, messages in found.items():
                self.read += messages
                self._handle(partition, messages)
            if last_look and not found:
                break
        self._feed.close()

    def _handle(self, partition: int, messages: Sequence[Message]) -> None:
        while messages:
            messages = step(self._store, self._subscription, partition, messages).rest

    def _note(self, transaction: Any, recorded: Recorded) -> None:
        self.handled.append(recorded.position)


def race(database: ServiceUrls, writers: Sequence[Callable[[list[Watcher]], None]]) -> list[Watcher]:
    """Runs all writers against all followers; a writer is given the followers, to look at what they saw."""
    finished = threading.Event()
    watchers = [Watcher(number, database) for number in range(FOLLOWERS)]
    with ThreadPoolExecutor(len(writers) + FOLLOWERS) as pool:
        following = [pool.submit(watcher.follow, finished) for watcher in watchers]
        try:
            for writing in [pool.submit(writer, watchers) for writer in writers]:
                writing.result()
        finally:
            finished.set()
        for each in following:
            each.result()
    return watchers


def assert_nothing_missed(watcher: Watcher, events: int) -> None:
    """Every event once, each partition in order, each naming the one before it."""
    last = [0] * PARTITIONS
    for message in watcher.read:
        assert message.previous == last[message.partition], f"{message.position} came out of order"
        last[message.partition] = message.position
    assert sorted(message.position for message in watcher.read) == list(range(1, events + 1))
    assert sorted(watcher.handled) == list(range(1, events + 1))
