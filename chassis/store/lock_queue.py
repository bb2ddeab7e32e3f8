"""Bounded lock queue: only a few callers of a process may wait for one lock key; whoever comes then is refused at once.

A household whose key is held for long would otherwise draw in every thread and every connection of the process, one
request after another, and stop the households that nobody holds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

WAITING_MAX = 4
"""Of one process, at one key. Callers only: messages and timers have few threads, and always wait."""


class LockQueueFull(Exception):
    """Enough others wait for this already: nothing was done, try again."""


class LockQueue:
    """Safe to share between threads; knows the keys that somebody waits for now."""

    def __init__(self) -> None:
        self._lock = Lock()  # owns `_waiting`
        self._waiting: Counter[str] = Counter()

    @contextmanager
    def joined(self, keys: Iterable[str], background: bool) -> Iterator[None]:
        """Inside one waits for all of the keys. Raises `LockQueueFull`, but not of background work."""
        keys = set(keys)
        with self._lock:
            if not background and any(self._waiting[key] >= WAITING_MAX for key in keys):
                raise LockQueueFull
            self._waiting.update(keys)
        try:
            yield
        finally:
            with self._lock:
                self._waiting.subtract(keys)
                for key in keys:
                    if not self._waiting[key]:
                        del self._waiting[key]
