"""Turns: threads of one process that want the same thing go one after the other, a few locks shared by name.

Two things that meet in one lock only wait a little longer. Other processes are met by a version check, or a lock key.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from chassis.commands import Contended

TURN_WITHIN_S: Final = 2.0


class Turns:
    def __init__(self, size: int = 64) -> None:
        self._locks = [Lock() for _ in range(size)]

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Raises `Contended` when the turn does not come soon: whoever sent it sends it again."""
        lock = self._locks[hash(name) % len(self._locks)]
        if not lock.acquire(timeout=TURN_WITHIN_S):
            raise Contended
        try:
            yield
        finally:
            lock.release()
