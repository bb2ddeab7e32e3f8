"""A subscription from zero on the direct bus, every event decoded and given to its reaction, the mark moved."""

import threading
import time
from typing import Any

from chassis.bus import Feed
from chassis.bus.ahead import ReadAhead
from chassis.bus.direct import DirectFeed
from chassis.codec import Recorded
from chassis.ids import uuid7
from chassis.message import Mark
from chassis.reactions import Reaction
from chassis.store import Transaction
from chassis.subscription import Subscription
from chassis.subscription_worker import Follower
from lab.bench.ours.place import Noted, Place, codec, new_streams
from lab.bench.peers.line import Play

STREAM_EVENTS = 1


def make(settings: dict[str, Any]) -> Play:
    place = Place(settings)

    def play(count: int) -> float:
        while (stored := position_of(place)) < count:
            place.write(new_streams(min(1_000, count - stored)), STREAM_EVENTS)
        name = uuid7()
        following = Following(place, DirectFeed(name, "intake", settings["follower"], settings["url"]), name=name)
        began = time.perf_counter()
        following.until(stored)
        return (time.perf_counter() - began) * count / stored

    return play


class Following:
    """A subscription whose reaction counts; it begins behind the position `after`."""

    def __init__(self, place: Place, feed: Feed, after: int = 0, name: str = "depth") -> None:
        self._seen = 0
        subscription = Subscription(name, "intake", codec(), {Noted: Reaction(self._see)})
        self._follower = Follower(place.store, subscription, ReadAhead(feed), threading.Event())
        if after:
            _begin_behind(place, name)

    def until(self, more: int) -> None:
        """Turns until so many more events were seen."""
        wanted = self._seen + more
        while self._seen < wanted:
            self._follower.turn()

    def _see(self, transaction: Transaction, recorded: Recorded[Any]) -> None:
        self._seen += 1


def _begin_behind(place: Place, name: str) -> None:
    """The marks of a follower that has handled everything there is."""
    with place.store.transaction() as transaction:
        (heads,) = transaction.connection.execute("SELECT heads FROM counter").fetchone() or ((),)
        for partition, head in enumerate(heads):
            transaction.mark(name, "intake", partition)
            transaction.move(name, "intake", partition, Mark(head))


def position_of(place: Place) -> int:
    with place.store.reading() as connection:
        row = connection.execute("SELECT position FROM counter").fetchone()
    assert row is not None
    return int(row[0])
