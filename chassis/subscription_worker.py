"""The worker loop of a subscription: polls a feed, steps, retries what is parked, waits when something is down."""

import threading
import time
from collections.abc import Callable

from chassis import logs, metrics
from chassis.bus import Feed
from chassis.mark_moves import pass_over
from chassis.message import Message
from chassis.parked_messages import retry
from chassis.store import Store
from chassis.subscription import Subscription, step

POLL_S = 1.0
FEW = 100
GATHER_S = 0.03
"""A worker that has just handled a few messages waits so long for company: what comes meanwhile shares one transaction.
One that was idle handles the first message at once, and one that catches up never waits."""
RETRY_PARKED_S = 2.0
GAP_RESEEK_S = 5.0
GAP_ALARM_S = 30.0
BACK_OFF_MAX_S = 5.0


class Follower:
    """One worker of one subscription. `run` returns when `stop` is set; `now` counts seconds."""

    def __init__(
        self,
        store: Store,
        subscription: Subscription,
        feed: Feed,
        stop: threading.Event,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._subscription = subscription
        self._feed = feed
        self._stop = stop
        self._now = now
        self.gaps: dict[int, Gap] = {}
        """The partitions where messages are missing; owned by the thread that runs this, others only look."""
        self._sought: set[int] = set()
        self._retry_parked_at = 0.0
        self._labels = (subscription.name, subscription.source)
        self._log = logs.logger(subscription.name)

    def run(self) -> None:
        back_off = 0.05
        while not self._stop.is_set():
            try:
                if 0 < self.turn() < FEW:
                    self._stop.wait(GATHER_S)
                back_off = 0.05
            except Exception as error:
                self._log.warning(
                    "subscription_waits",
                    source=self._subscription.source,
                    error=type(error).__name__,
                    exc_info=True,
                )
                self.begin_again()
                self._stop.wait(back_off)
                back_off = min(back_off * 2, BACK_OFF_MAX_S)
        self._feed.close()

    def turn(self) -> int:
        """One poll and everything it brought; gives how many messages that were."""
        self._seek_new()
        self._mind_gaps()
        polled = self._feed.poll(POLL_S)
        left = pass_over(self._store, self._subscription, polled)
        for partition in polled.keys() - left.keys():
            self.gaps.pop(partition, None)
        for partition, messages in left.items():
            self._handle(partition, list(messages))
        if self._now() >= self._retry_parked_at:
            self._retry_parked_at = self._now() + RETRY_PARKED_S
            retry(self._store, self._subscription)
        return sum(map(len, polled.values()))

    def begin_again(self) -> None:
        """After a failure: what was read and not handled is read again, from the marks."""
        self._sought.clear()

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
            if stepped.gap:
                self.gaps.setdefault(partition, Gap(self._now())).position = stepped.mark.position + 1
            else:
                self.gaps.pop(partition, None)
            messages = list(stepped.rest)

    def _mind_gaps(self) -> None:
        """A gap is closed by the relay's re-send; one that stays is alarmed every 30 s, and sought again after 5 s,
        then after twice as long each time: what closes it may stand behind more than can be read in 5 s.

        Asked at every turn: the message that would show the gap again may never come.
        """
        now = self._now()
        for partition, gap in list(self.gaps.items()):
            if partition not in self._sought:
                del self.gaps[partition]  # another worker's now
                metrics.SUBSCRIPTION_GAP.labels(*self._labels, str(partition)).set(0)
                continue
            if now >= gap.alarm_at:
                gap.alarm_at = now + GAP_ALARM_S
                source = self._subscription.source
                next_step = f"jiekun refill {source} --from {gap.position}: docs/operations.md#a-gap-that-stays"
                self._log.error("gap_stays", source=source, next_step=next_step)
            if now >= gap.seek_at:
                gap.seek_in_s *= 2
                gap.seek_at = now + gap.seek_in_s
                self._seek(partition)


class Gap:
    """`position`: the first that may be missing."""

    def __init__(self, now: float) -> None:
        self.position = 0
        self.seek_in_s = GAP_RESEEK_S
        self.seek_at = now + self.seek_in_s
        self.alarm_at = now + GAP_ALARM_S
