"""Circuit breaker, one for each target: after some failures in a row nobody calls for a while, then one tries.

In real time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

FAILURES_MAX = 5
OPEN_S = 5.0


@dataclass
class _Line:
    failures: int = 0
    open_until: float = 0.0


class Breaker:
    """Safe to share between threads. A process knows its own failures only."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = Lock()
        self._lines: dict[str, _Line] = {}

    def wait_s(self, target: str) -> float:
        """0 when the caller may call now, else how long to wait. Half-open: the first to come tries for all."""
        with self._lock:
            line, now = self._lines.setdefault(target, _Line()), self._now()
            if line.failures < FAILURES_MAX:
                return 0.0
            if now < line.open_until:
                return line.open_until - now
            line.open_until = now + OPEN_S
            return 0.0

    def succeeded(self, target: str) -> None:
        with self._lock:
            self._lines[target] = _Line()

    def failed(self, target: str) -> None:
        with self._lock:
            line = self._lines.setdefault(target, _Line())
            line.failures += 1
            if line.failures >= FAILURES_MAX:
                line.open_until = self._now() + OPEN_S
