"""From the store to a committed effect: one process relays, one follows the topic and writes a row for each event.

The effect is that of the heaviest follower there is, the ledger's log: it takes every event, bodies opaque.
"""

import threading
import time
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from chassis import relay
from chassis.bus.ahead import ReadAhead
from chassis.bus.kafka import KafkaFeed, KafkaPublisher
from chassis.ids import uuid7
from chassis.message import Message
from chassis.store import Transaction
from chassis.store.postgres import PostgresStore
from chassis.subscription import Subscription
from chassis.subscription_worker import Follower
from lab.bench.ours.place import Place, codec, new_streams, nothing
from lab.bench.peers.halves import Half, Produce
from lab.bench.peers.line import Play

PREFIX_LENGTH = 8
SEQUENCE = "services.ledger.log.sequence"
"""Found by its name, as a process finds its service: nothing of ours imports one."""


def make(settings: dict[str, Any]) -> Play:
    own = settings | {"prefix": f"bench-{uuid7()[-PREFIX_LENGTH:]}"}
    place = Place(own)
    half = Half(relaying, own)
    subscriber = PostgresStore(own["ledger_url"], codec(), nothing)
    product_sequence, seen = import_module(SEQUENCE).sequence, 0

    def sequence(transaction: Transaction, messages: Sequence[Message]) -> None:
        nonlocal seen
        product_sequence(transaction, messages)
        seen += len(messages)

    log = Subscription("log", "intake", codec(), {}, every=sequence)
    feed = ReadAhead(KafkaFeed("log", "intake", own["kafka"], own["prefix"]))
    follower = Follower(subscriber, log, feed, threading.Event())

    def play(count: int) -> float:
        place.write(new_streams(count), 1)
        wanted = seen + count
        began = time.perf_counter()
        half.begin(count)
        while seen < wanted:
            follower.turn()
        half.done()
        return time.perf_counter() - began

    return play


def relaying(settings: dict[str, Any]) -> Produce:
    store = PostgresStore(settings["url"], codec(), nothing)
    publisher = KafkaPublisher("intake", settings["kafka"], settings["prefix"])

    def relay_all(count: int) -> None:
        sent = 0
        while sent < count:
            lease = relay.take_lease(store, "bench")
            assert lease is not None, "nobody else relays here"
            sent += relay.step(store, publisher, "intake", lease)

    return relay_all
