"""Who may join the queue at a guard: a few; whoever comes then is turned away at once.

A household whose guard is held for long would otherwise draw in every thread and every connection of the process, one
request after another, and stop the households that nobody holds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

WAITING_MAX = 4
"""Of one process, at one key. Callers only: messages and timers have few threads, and always join."""


class Crowded(Exception):
    """Enough others wait for this already: nothing was done, try again."""


class Crowd:
    """Safe to share between threads; holds the keys that somebody waits for now."""

    def __init__(self) -> None:
        self._door = Lock()
        self._waiting: Counter[str] = Counter()

    @contextmanager
    def joined(self, keys: Iterable[str], patient: bool) -> Iterator[None]:
        """Inside one waits for all of the keys. Raises `Crowded`, unless `patient`."""
        keys = set(keys)
        with self._door:
            if not patient and any(self._waiting[key] >= WAITING_MAX for key in keys):
                raise Crowded
            self._waiting.update(keys)
        try:
            yield
        finally:
            with self._door:
                self._waiting.subtract(keys)
                for key in keys:
                    if not self._waiting[key]:
                        del self._waiting[key]
