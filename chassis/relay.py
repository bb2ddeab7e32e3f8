"""The relay: a cursor over the events table that publishes to the topic.

Its place is the contiguous acknowledged prefix; after any failed send everything behind it is sent again.
A lease with an epoch keeps one relay active; a late one may publish duplicates, never move the place.

See docs/design/bus-and-subscriptions.md#the-relay.
"""

import threading
import time

from chassis import logs, metrics
from chassis.bus import Publisher
from chassis.ids import uuid7
from chassis.message import Message
from chassis.store import Lease, Store

LEASE_S = 10.0
BATCH_MAX = 4_000
OTHERS_EVERY_S = 0.25
"""How often the relay looks for what other processes of its service have appended: only its own tells it."""


def take_lease(store: Store, holder: str, lease_s: float = LEASE_S) -> Lease | None:
    """Takes or renews the lease; None while another relay holds it."""
    with store.transaction() as transaction:
        return transaction.outbox.take_lease(holder, lease_s)


def step(store: Store, publisher: Publisher, source: str, lease: Lease) -> int:
    """Publishes what stands behind the place and moves it over what was acknowledged; gives how many."""
    messages = _behind(store, source, lease.position)
    if not messages:
        return 0
    acknowledged = publisher.publish(messages)
    if acknowledged:
        _move(store, lease.epoch, messages[acknowledged - 1].position)
        metrics.RELAY_BATCH.observe(acknowledged)
    metrics.RELAY_RESENT.inc(len(messages) - acknowledged)
    return acknowledged


def run(store: Store, publisher: Publisher, source: str, stop: threading.Event, lease_s: float = LEASE_S) -> None:
    """Drives the steps until `stop`; waits for commits, and with back-off when something is down."""
    holder = uuid7()
    back_off = 0.05
    while not stop.is_set():
        seen = store.commits.events.seen()
        try:
            lease = take_lease(store, holder, lease_s)
            if lease is None:
                stop.wait(lease_s / 4)
                continue
            sent = step(store, publisher, source, lease)
            back_off = 0.05
            if not sent:
                _rest(store, lease, stop, seen, lease_s / 4)
        except Exception as error:
            logs.logger("relay").warning("relay_waits", error=type(error).__name__, exc_info=True)
            stop.wait(back_off)
            back_off = min(back_off * 2, 5.0)
    _give_back(store, holder)
    publisher.close()


def _rest(store: Store, lease: Lease, stop: threading.Event, seen: int, renew_in_s: float) -> None:
    """Until there is something to publish, or the lease, which is a write, wants to be renewed."""
    until = time.monotonic() + renew_in_s
    while not stop.is_set() and time.monotonic() < until:
        if store.commits.events.wait(seen, OTHERS_EVERY_S) > seen or _behind(store, "", lease.position, 1):
            return


def _behind(store: Store, source: str, position: int, size: int = BATCH_MAX) -> list[Message]:
    with store.transaction() as transaction:
        return transaction.outbox.behind(source, position, size)


def _move(store: Store, epoch: int, position: int) -> None:
    with store.transaction() as transaction:
        transaction.outbox.move(epoch, position)


def _give_back(store: Store, holder: str) -> None:
    try:
        with store.transaction() as transaction:
            transaction.outbox.give_back(holder)
    except Exception as error:
        logs.logger("relay").info("lease_left_to_expire", error=type(error).__name__)
