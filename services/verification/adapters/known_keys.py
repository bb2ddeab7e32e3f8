"""The keys that signatures are judged with, read anew from the events' read model: no process waits for a restart.

A change is seen within a second in every process. What came in between under a key that was revoked is found afterwards
(`agency_keys.received_since`): it is judged by when it came.
"""

import time
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Final

from dci.keys import KeyHistory, KnownKey

FRESH_S: Final = 1.0
Read = Callable[[], Iterable[KnownKey]]


class KeyRing:
    """`first`: those of the agencies file, which are believed until the store has been asked."""

    def __init__(self, first: Iterable[KnownKey]) -> None:
        self.first = list(first)
        self._history = KeyHistory(self.first)
        self._read: Read | None = None
        self._read_at, self._lock = float("-inf"), Lock()

    def follow(self, read: Read) -> None:
        self._read = read

    def history(self) -> KeyHistory:
        """As it stood within the last second. While one asks, others take what there was."""
        if self._read is not None and time.monotonic() - self._read_at > FRESH_S and self._lock.acquire(False):
            try:
                if known := list(self._read()):
                    self._history = KeyHistory(known)
                self._read_at = time.monotonic()
            finally:
                self._lock.release()
        return self._history
