"""The worker loop of deliveries: leases for its free threads, and each thread carries one call to its outcome."""

import threading
import time
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from chassis import deliveries, logs
from chassis.deliveries import Again, Done, Outcome, Send
from chassis.store import Delivery
from chassis.store.commit_signal import LOOK_ANYWAY_S
from chassis.store.postgres import PostgresStore

BACK_OFF_MAX_S = 5.0
GATHER_S = 0.02
"""After a lease the next is so long in coming: hands that become free meanwhile share it."""


def run(
    store: PostgresStore,
    senders: Mapping[str, Send],
    stop: threading.Event,
    hands: int = 1,
    lease_s: float = deliveries.LEASE_S,
    look_anyway_s: float = LOOK_ANYWAY_S,
) -> None:
    """Until `stop`. A single hand is the calling thread; several are threads of their own."""
    back_off = 0.1
    with _Hands(store, senders, stop, hands, lease_s) as team:
        while True:
            seen = store.commits.deliveries.seen()
            if stop.is_set():  # asked behind `seen`: who sets it wakes us afterwards
                return
            try:
                free, over = team.free(), team.over()
                leased = deliveries.lease(store, free, team.resting(), lease_s, over) if free else []
                team.forget(over if free else ())
                for delivery in leased:
                    team.carry(delivery)
                if not leased:
                    rests_s = _rests_s(store, team, look_anyway_s) if free else look_anyway_s
                    store.commits.deliveries.wait(seen, rests_s)
                elif hands > 1:
                    stop.wait(GATHER_S)
                back_off = 0.1
            except Exception as error:
                logs.logger("deliveries").warning("deliveries_wait", error=type(error).__name__, exc_info=True)
                stop.wait(back_off)
                back_off = min(back_off * 2, BACK_OFF_MAX_S)


def _rests_s(store: PostgresStore, team: "_Hands", longest_s: float) -> float:
    """How long nothing is to be sent, as far as is known: until a row or a target has rested long enough."""
    known = (deliveries.next_try_in_s(store), team.next_rested_in_s(), longest_s)
    return min(seconds for seconds in known if seconds is not None)


class _Hands:
    """No row is leased that no hand is free for: one that waits behind a slow call would lose its lease there."""

    def __init__(
        self, store: PostgresStore, senders: Mapping[str, Send], stop: threading.Event, size: int, lease_s: float
    ) -> None:
        self._store, self._senders, self._stop, self._size, self._lease_s = store, senders, stop, size, lease_s
        self._threads = ThreadPoolExecutor(size, "delivery") if size > 1 else None
        self._lock = threading.Lock()  # owns the three below
        self._busy = 0
        self._over: set[str] = set()
        self._resting: dict[str, float] = {}

    def free(self) -> int:
        with self._lock:
            return self._size - self._busy

    def over(self) -> set[str]:
        """The rows whose calls left nothing to record: they go away with the next lease, many with one commit."""
        with self._lock:
            return set(self._over)

    def forget(self, over: Collection[str]) -> None:
        """These are away."""
        with self._lock:
            self._over.difference_update(over)

    def resting(self) -> list[str]:
        """The targets that nothing is to be sent to now."""
        now = time.monotonic()
        with self._lock:
            self._resting = {target: until for target, until in self._resting.items() if until > now}
            return list(self._resting)

    def next_rested_in_s(self) -> float | None:
        with self._lock:
            first = min(self._resting.values(), default=None)
        return None if first is None else first - time.monotonic()

    def carry(self, delivery: Delivery) -> None:
        if self._threads is None:
            self._carry(delivery)
            return
        with self._lock:
            self._busy += 1
        self._threads.submit(self._in_its_thread, delivery)

    def _in_its_thread(self, delivery: Delivery) -> None:
        try:
            self._carry(delivery)
        except Exception as error:
            logs.logger("deliveries").warning("outcome_not_kept", kind=delivery.kind, error=type(error).__name__)
        finally:
            with self._lock:
                self._busy -= 1
            self._store.commits.deliveries.tell()  # a hand is free, and its target may have the next one

    def _carry(self, delivery: Delivery) -> None:
        """An outcome is offered again until the database takes it, the lease is over, or the service stops."""
        outcome = deliveries.send(self._senders, delivery)
        self._note(delivery.target, outcome)
        if isinstance(outcome, Done) and outcome.reaction is None:
            with self._lock:
                self._over.add(delivery.id)
            return
        give_up_at, back_off = time.monotonic() + self._lease_s, 0.1
        while True:
            try:
                return deliveries.settle(self._store, delivery, outcome)
            except Exception:
                if time.monotonic() + back_off > give_up_at or self._stop.wait(back_off):
                    raise
                back_off = min(back_off * 2, BACK_OFF_MAX_S)

    def _note(self, target: str, outcome: Outcome) -> None:
        if isinstance(outcome, Again) and outcome.target_rests and outcome.after_s is not None:
            with self._lock:
                self._resting[target] = time.monotonic() + outcome.after_s

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Calls under way are finished. A row that cannot be taken away now is sent once more by the next worker."""
        if self._threads is not None:
            self._threads.shutdown()
        if over := self.over():
            try:
                deliveries.take_away(self._store, over)
            except Exception as error:
                logs.logger("deliveries").warning("outcomes_not_kept", rows=len(over), error=type(error).__name__)
