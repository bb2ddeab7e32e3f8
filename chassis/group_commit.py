"""Group commit, the writer lane: one thread per process appends the units of many callers in one transaction.

The step is a plain function over a store, so that a simulation can drive it; the lane is its thin driver.
"""

import queue
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

import psycopg

from chassis import logs, metrics
from chassis.store import Outcome, Store, Unit

BATCH_MAX = 500
WAIT_S = 0.002
QUEUE_MAX = 2_000

Waiting = tuple[Unit, "Future[Outcome]"]


class Overloaded(Exception):
    """The lane's queue is full, or it is closing: answer 503 with Retry-After, nothing was taken."""


class Lane:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._queue: queue.Queue[Waiting | None] = queue.Queue(QUEUE_MAX)
        self._lock = threading.Lock()  # owns `_closed`: nothing may enter behind `stop`
        self._closed = False
        self._many = False  # whether the last batch held more than one unit; the lane's own thread's
        self.thread = threading.Thread(target=self._run, name="lane", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def submit(self, unit: Unit) -> "Future[Outcome]":
        """The future holds the unit's outcome, or the exception that kept it out."""
        waiting: Future[Outcome] = Future()
        with self._lock:
            if self._closed:
                raise Overloaded
            try:
                self._queue.put_nowait((unit, waiting))
            except queue.Full:
                raise Overloaded from None
        return waiting

    def depth(self) -> int:
        """How many units wait."""
        return self._queue.qsize()

    def stop(self) -> None:
        """Appends what is queued, then ends."""
        with self._lock:
            self._closed = True
        if self.thread.is_alive():
            self._queue.put(None)
            self.thread.join()

    def _run(self) -> None:
        stopping = False
        while not stopping:
            batch, stopping = self._drain()
            if batch:
                metrics.APPEND_BATCH_UNITS.observe(len(batch))
                with metrics.APPEND_SECONDS.time():
                    carry_out(self._store, batch)

    def _drain(self) -> tuple[list[Waiting], bool]:
        """Waits for a first unit, takes what queued up meanwhile and, while callers are many, what comes within 2 ms.

        A caller that is alone need not wait for company: during a commit the next batch gathers by itself.
        """
        first = self._queue.get()
        if first is None:
            return [], True
        batch = [first]
        until = time.monotonic() + (WAIT_S if self._many else 0)
        while len(batch) < BATCH_MAX:
            item = self._next(until)
            if item is _NOTHING:
                break
            if item is None:
                return batch, True
            batch.append(item)
        self._many = len(batch) > 1
        return batch, False

    def _next(self, until: float) -> Any:
        """What is queued, or comes until then; `_NOTHING` otherwise."""
        try:
            return self._queue.get_nowait()
        except queue.Empty:
            left = until - time.monotonic()
        if left <= 0:
            return _NOTHING
        try:
            return self._queue.get(timeout=left)
        except queue.Empty:
            return _NOTHING


_NOTHING = object()


def carry_out(store: Store, batch: Sequence[Waiting]) -> None:
    """Nobody hears of a unit before its transaction is over."""
    settle(batch, step(store, [unit for unit, _ in batch]))


def step(store: Store, units: Sequence[Unit]) -> list[Outcome | BaseException]:
    """One transaction for all; when that fails, unit by unit, so that one bad unit never harms strangers.

    A database that does not answer is nobody's fault: all get that error at once instead of waiting in turn.
    """
    try:
        with store.transaction() as transaction:
            return list(transaction.append(units))
    except psycopg.OperationalError as error:
        return [error] * len(units)
    except Exception as error:
        if len(units) == 1:
            return [error]
        logs.logger("lane").warning("batch_redone_by_unit", units=len(units), error=type(error).__name__)
        return [step(store, [unit])[0] for unit in units]


def settle(batch: Sequence[Waiting], outcomes: Sequence[Outcome | BaseException]) -> None:
    for (_, waiting), outcome in zip(batch, outcomes, strict=True):
        if isinstance(outcome, BaseException):
            waiting.set_exception(outcome)
        else:
            waiting.set_result(outcome)
