"""Faults strike while people work: each at its moment, healed before the next, all of them or the demo says so.

Progress is the number of events stored. People work on while a fault lasts, but not far: so every round falls into the
work, however long the one before it took.
"""

import math
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

import psycopg

from lab.faults.catalogue import ALL
from lab.faults.errors import NotStruck
from lab.faults.lab import Lab
from lab.faults.places import redelivered
from lab.faults.schedule import Round

LOOK_S = 0.03


class Striker:
    """Enter it when everything runs; people ask `pace` before each piece of work; call `finish` when they are done."""

    def __init__(
        self,
        lab: Lab,
        rounds: Sequence[Round],
        *,
        told: Callable[[int], object],
        stored: Callable[[], int],
        give_up: threading.Event,
    ) -> None:
        """`told` hears how many rounds have struck; `stored` counts the events, asked by a thread of its own; `give_up`
        is set when a fault could not be done: then nobody needs to work on."""
        self.struck: list[Round] = []
        self._lab, self._rounds, self._give_up = lab, rounds, give_up
        self._told, self._stored = told, stored
        self._changed = threading.Condition()
        self.counted = 0  # events, as last seen
        self._until = float(rounds[0].until) if rounds else math.inf
        self._last_call = False
        self._failure: BaseException | None = None
        self._threads = [
            threading.Thread(target=self._strike_all, name="striker", daemon=True),
            threading.Thread(target=self._count, name="striker-counts", daemon=True),
        ]

    def pace(self) -> None:
        """Returns when one may go on working."""
        with self._changed:
            self._changed.wait_for(lambda: self.counted < self._until or self._lab.over.is_set())

    def stop(self) -> None:
        """What is under way heals; no further round begins."""
        with self._changed:
            self._last_call = True
            self._changed.notify_all()
        self._threads[0].join()

    def finish(self) -> None:
        """The work is done. Raises `NotStruck` unless every round has struck."""
        self.stop()
        if self._failure is not None:
            raise self._failure
        if len(self.struck) < len(self._rounds):
            raise NotStruck(f"the work was over after {len(self.struck)} of {len(self._rounds)} rounds")

    def times(self) -> dict[str, int]:
        """Fault -> how often it struck; `redeliver` -> how many messages came again."""
        told = dict(Counter(each.fault for each in self.struck))
        repeats = redelivered(self._lab.site.folder)
        return told | ({"redeliver": repeats.stat().st_size} if repeats.exists() else {})

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lab.over.set()
        with self._changed:
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    @property
    def failure(self) -> BaseException | None:
        return self._failure

    def _strike_all(self) -> None:
        try:
            for number, each in enumerate(self._rounds):
                if not self._reached(each.at):
                    return
                self._strike(each)
                self.struck.append(each)
                self._told(len(self.struck))
                self._let_work_until(self._rounds[number + 1].until if number + 1 < len(self._rounds) else math.inf)
        except BaseException as failure:
            self._failure = failure
            self._give_up.set()
        finally:
            self._let_work_until(math.inf)

    def _strike(self, each: Round) -> None:
        fault = ALL[each.fault]
        try:
            fault.begin(self._lab, each.target)
            self._lab.over.wait(fault.lasts_s)
        finally:
            fault.heal(self._lab, each.target)

    def _reached(self, events: int) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self.counted >= events or self._last_call or self._lab.over.is_set())
            return self.counted >= events and not self._lab.over.is_set()

    def _let_work_until(self, events: float) -> None:
        with self._changed:
            self._until = events
            self._changed.notify_all()

    def _count(self) -> None:
        """While the stores are away the last answer stands."""
        while not self._lab.over.wait(LOOK_S):
            try:
                events = self._stored()
            except psycopg.OperationalError:
                continue
            with self._changed:
                self.counted = events
                self._changed.notify_all()
