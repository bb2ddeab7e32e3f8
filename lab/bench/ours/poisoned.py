"""A subscription with an effect for each event, with and without a poison event among them: the others' rate.

The poison is about a subject of its own, which parks; it is tried again as often as the back-off allows.
"""

import threading
import time
from typing import Any

from chassis.bus import Feed
from chassis.bus.ahead import ReadAhead
from chassis.bus.direct import DirectFeed
from chassis.codec import Recorded
from chassis.ids import uuid7
from chassis.reactions import Reaction
from chassis.store import Transaction, Unit
from chassis.store.postgres import PostgresStore
from chassis.subscription import Subscription
from chassis.subscription_worker import Follower
from chassis.unit_of_work import Change, unit
from kernel.errors import DomainError
from lab.bench.ours.follow import position_of
from lab.bench.ours.place import Noted, Place, codec, context, new_streams, nothing
from lab.bench.peers.line import Play

POISON = "poison"


def make(settings: dict[str, Any]) -> Play:
    """`poison`: whether there is any."""
    place = Place(settings)
    own = PostgresStore(settings["ledger_url"], codec(), nothing)

    def play(count: int) -> float:
        while (stored := position_of(place)) < count:
            place.write(new_streams(min(1_000, count - stored)), 1)
        name, bad = uuid7(), first_subject(place) if settings["poison"] else None
        effects = Effects(own, name, bad)
        follower = Follower(own, effects.subscription, _feed(name, settings), threading.Event())
        wanted = stored - (bad is not None)
        began = time.perf_counter()
        while effects.committed() < wanted:
            follower.turn()
        return (time.perf_counter() - began) * count / wanted

    return play


class Effects:
    """Notes each event in a stream of its own; refuses what is about `bad`."""

    def __init__(self, store: PostgresStore, name: str, bad: str | None) -> None:
        self.subscription = Subscription(name, "intake", codec(), {Noted: Reaction(self._note)})
        self._store, self._name, self._bad, self._before = store, name, bad, _head(store)

    def committed(self) -> int:
        return _head(self._store) - self._before

    def _note(self, transaction: Transaction, recorded: Recorded[Any]) -> Unit:
        subject = recorded.envelope.subject
        if subject == self._bad:
            raise DomainError(POISON)
        change = Change(f"{self._name}/{subject}", 0, subject, [Noted(text=subject)])
        return unit(self._store.codec, context(), [change])


def _head(store: PostgresStore) -> int:
    with store.reading() as connection:
        row = connection.execute("SELECT position FROM counter").fetchone()
    return int(row[0]) if row else 0


def first_subject(place: Place) -> str:
    with place.store.reading() as connection:
        row = connection.execute("SELECT subject FROM events ORDER BY position LIMIT 1 OFFSET 50").fetchone()
    assert row is not None
    return str(row[0])


def _feed(name: str, settings: dict[str, Any]) -> Feed:
    return ReadAhead(DirectFeed(name, "intake", settings["follower"], settings["ledger_url"]))
