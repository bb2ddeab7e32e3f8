"""Circuit breaker, one for each target: after some failures in a row nobody calls for a while, then one tries; where
that went well twice as many call in each second that follows, so that who comes back is not flooded by what waited.

In real time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

FAILURES_MAX = 5
OPEN_S = 5.0
PACE_S = 1.0
PACE_ENOUGH = 64
"""So many in one `PACE_S` is no pace any more: the breaker is closed."""


@dataclass
class _Line:
    """`pace`: calls in this `PACE_S` while the target recovers, of which `left` may still be made; 0: it is well."""

    failures: int = 0
    open_until: float = 0.0
    pace: int = 0
    left: int = 0
    pace_until: float = 0.0


class Breaker:
    """Safe to share between threads. A process knows its own failures only."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = Lock()  # owns the lines
        self._lines: dict[str, _Line] = {}

    def wait_s(self, target: str) -> float:
        """0 when the caller may call now, else how long to wait. Half-open: the first to come tries for all."""
        with self._lock:
            line, now = self._lines.setdefault(target, _Line()), self._now()
            if line.failures < FAILURES_MAX:
                return _paced(line, now)
            if now < line.open_until:
                return line.open_until - now
            line.open_until = now + OPEN_S
            return 0.0

    def succeeded(self, target: str) -> None:
        with self._lock:
            line = self._lines.setdefault(target, _Line())
            if line.failures >= FAILURES_MAX:
                line.pace, line.left, line.pace_until = 1, 0, self._now()
            line.failures = 0

    def failed(self, target: str) -> None:
        """Who fails while it recovers is down again at once."""
        with self._lock:
            line = self._lines.setdefault(target, _Line())
            line.failures = FAILURES_MAX if line.pace else line.failures + 1
            line.pace = 0
            if line.failures >= FAILURES_MAX:
                line.open_until = self._now() + OPEN_S


def _paced(line: _Line, now: float) -> float:
    if line.pace and now >= line.pace_until:
        line.pace = line.pace * 2 if line.pace * 2 < PACE_ENOUGH else 0
        line.left, line.pace_until = line.pace, now + PACE_S
    if not line.pace:
        return 0.0
    if not line.left:
        return line.pace_until - now
    line.left -= 1
    return 0.0
