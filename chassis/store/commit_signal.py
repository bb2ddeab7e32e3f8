"""Commit signal: a counter that threads wait on, "something was committed in this process"."""

import threading


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
