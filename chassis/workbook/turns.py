"""A bulkhead around the reading of rosters: a few at a time, a few more wait, and the next comes again.

A large sheet takes a child process and tens of megabytes; sixteen at once would take the memory of everybody. A turn
ends with the reading: judging and writing the rows takes longer, and keeps no other sheet waiting. Each organisation
has one import at a time from end to end, so whoever sends many holds one turn and one share of the writing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from typing import Final

from chassis.http.refusals.errors import Problem
from chassis.workbook.confinement import COME_AGAIN_S

AT_ONCE: Final = 2
WAITING: Final = 4
"""Each holds a thread of the server while it waits."""
PATIENCE_S: Final = 70.0


class Turns:
    """`waiting`: how many there are just now; it, the number at work and whose they are change under the lock."""

    def __init__(
        self,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        patience_s: float = PATIENCE_S,
        *,
        busy: str = "roster.busy",
    ) -> None:
        self._at_once, self._waiting_max, self._patience_s, self._busy = at_once, waiting, patience_s, busy
        self._changed, self._at_work = Condition(), 0
        self._organisations: set[str] = set()
        self.waiting = 0

    @contextmanager
    def to_read(self) -> Iterator[None]:
        """Raises Problem `busy`, by its code."""
        with self._changed:
            self._begin()
        try:
            yield
        finally:
            with self._changed:
                self._at_work -= 1
                self._changed.notify_all()

    @contextmanager
    def only_one_of(self, organisation: str) -> Iterator[None]:
        """Held while it waits for its turn, too: the places to wait are few. Raises Problem `roster.one_at_a_time`."""
        with self._changed:
            if organisation in self._organisations:
                raise Problem("roster.one_at_a_time", retry_after_s=COME_AGAIN_S)
            self._organisations.add(organisation)
        try:
            yield
        finally:
            with self._changed:
                self._organisations.remove(organisation)

    def _begin(self) -> None:
        if self._is_full() and self.waiting >= self._waiting_max:
            raise Problem(self._busy, retry_after_s=COME_AGAIN_S)
        self.waiting += 1
        is_ours = self._changed.wait_for(lambda: not self._is_full(), self._patience_s)
        self.waiting -= 1
        if not is_ours:
            raise Problem(self._busy, retry_after_s=COME_AGAIN_S)
        self._at_work += 1

    def _is_full(self) -> bool:
        return self._at_work >= self._at_once
