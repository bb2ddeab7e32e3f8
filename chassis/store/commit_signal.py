"""Commit signals: counters that threads wait on, "something was committed in this process"."""

import threading
from collections.abc import Sequence
from typing import Protocol

LOOK_ANYWAY_S = 5.0
"""How often a loop looks though it was told nothing. A notice may be lost (its teller died, its connection broke) or
never be given (another process of the service, an operator): that costs so long, and nothing else."""


class CommitSignal:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def tell(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def seen(self) -> int:
        with self._changed:
            return self._count

    def wait(self, seen: int, timeout_s: float) -> int:
        """Returns once the count has passed `seen`, or at the time-out; gives the count."""
        with self._changed:
            self._changed.wait_for(lambda: self._count > seen, timeout_s)
            return self._count


class Beside(Protocol):
    """What may stand beside a unit's events."""

    @property
    def timers(self) -> Sequence[object]: ...

    @property
    def deliveries(self) -> Sequence[object]: ...


class Commits:
    """A signal for each kind of loop, so that a commit wakes only those that may have something to do."""

    def __init__(self) -> None:
        self.events, self.timers, self.deliveries = CommitSignal(), CommitSignal(), CommitSignal()

    def tell(self, units: Sequence[Beside]) -> None:
        """After their commit."""
        self.events.tell()
        if any(unit.timers for unit in units):
            self.timers.tell()
        if any(unit.deliveries for unit in units):
            self.deliveries.tell()

    def wake(self) -> None:
        """Whoever waits looks again: at the end of a process nobody sleeps over it."""
        for signal in (self.events, self.timers, self.deliveries):
            signal.tell()
