"""The thin driver of a subscription: polls a feed, steps, retries what is parked, waits when something is down."""

import threading
import time
from typing import Any

from chassis import logs
from chassis.bus import Feed, Message
from chassis.parking import retry
from chassis.subscription import Subscription, step

POLL_S = 0.25
RETRY_PARKED_S = 1.0
HOLE_RESEEK_S = 5.0
HOLE_ALARM_S = 30.0
BACK_OFF_MAX_S = 5.0


class Follower:
    """One worker of one subscription. `run` returns when `stop` is set."""

    def __init__(self, store: Any, subscription: Subscription, feed: Feed, stop: threading.Event) -> None:
        self._store = store
        self._subscription = subscription
        self._feed = feed
        self._stop = stop
        self._sought: set[int] = set()
        self._holes: dict[int, _Hole] = {}
        self._retry_parked_at = 0.0
        self._log = logs.logger(subscription.name)

    def run(self) -> None:
        back_off = 0.05
        while not self._stop.is_set():
            try:
                self.turn()
                back_off = 0.05
            except Exception as error:
                self._log.warning(
                    "subscription_waits",
                    source=self._subscription.source,
                    error=type(error).__name__,
                    exc_info=True,
                )
                self._sought.clear()
                self._stop.wait(back_off)
                back_off = min(back_off * 2, BACK_OFF_MAX_S)
        self._feed.close()

    def turn(self) -> None:
        """One poll and everything it brought."""
        self._seek_new()
        self._mind_holes()
        for partition, messages in self._feed.poll(POLL_S).items():
            self._handle(partition, list(messages))
        if time.monotonic() >= self._retry_parked_at:
            self._retry_parked_at = time.monotonic() + RETRY_PARKED_S
            retry(self._store, self._subscription)

    def _seek_new(self) -> None:
        assigned = self._feed.assigned()
        self._sought &= assigned
        for partition in sorted(assigned - self._sought):
            self._seek(partition)
            self._sought.add(partition)

    def _seek(self, partition: int) -> None:
        with self._store.transaction() as transaction:
            mark = transaction.mark(self._subscription.name, self._subscription.source, partition)
        self._feed.seek(partition, mark)

    def _handle(self, partition: int, messages: list[Message]) -> None:
        while messages and not self._stop.is_set():
            stepped = step(self._store, self._subscription, partition, messages)
            if stepped.hole:
                self._holes.setdefault(partition, _Hole()).position = stepped.mark.position + 1
            else:
                self._holes.pop(partition, None)
            messages = list(stepped.rest)

    def _mind_holes(self) -> None:
        """A hole is closed by the relay's re-send; one that stays is sought again every 5 s, alarmed every 30 s.

        Asked at every turn: the message that would show the hole again may never come.
        """
        now = time.monotonic()
        for partition, hole in list(self._holes.items()):
            if partition not in self._sought:
                del self._holes[partition]  # another worker's now
                continue
            if now >= hole.alarm_at:
                hole.alarm_at = now + HOLE_ALARM_S
                source = self._subscription.source
                next_step = f"publish {source} again from {hole.position}: docs/operations.md, A hole that stays"
                self._log.error("hole_stays", source=source, next_step=next_step)
            if now >= hole.seek_at:
                hole.seek_at = now + HOLE_RESEEK_S
                self._seek(partition)


class _Hole:
    """`position`: the first that may be missing."""

    def __init__(self) -> None:
        self.position = 0
        self.seek_at = time.monotonic() + HOLE_RESEEK_S
        self.alarm_at = time.monotonic() + HOLE_ALARM_S
