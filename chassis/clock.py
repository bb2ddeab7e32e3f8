"""Clocks. Business time is real time, or in a demo real time plus an offset that every process reads from one file.

Leases, tokens, retries, ids and signatures use real time (`real_time`, `real_now`), never the business clock.
"""

import math
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from chassis.files import write_atomically

_wall_clock: Callable[[], float] = time.time
"""Set once, before a process begins to work; nothing else of ours asks the machine what time it is."""


def real_time() -> float:
    """Seconds since the epoch, by this process's wall clock. It may step: measure how long with `time.monotonic`."""
    return _wall_clock()


def real_now() -> datetime:
    """The same, aware, in UTC."""
    return datetime.fromtimestamp(real_time(), UTC)


def read_wall_clock_by(source: Callable[[], float]) -> None:
    """For `chassis.host` alone, at the start of the process."""
    global _wall_clock
    _wall_clock = source


class Clock(Protocol):
    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        ...


class SystemClock:
    """Real time."""

    def now(self) -> datetime:
        return real_now()


class OffsetClock:
    """Real time plus the seconds that stand in `path`, read at each `now()`: all processes move at once.

    Raises FileNotFoundError when nobody wrote an offset, ValueError when the file holds something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def now(self) -> datetime:
        return real_now() + timedelta(seconds=read_offset(self.path))


def business_clock(offset_file: Path | None) -> Clock:
    """Production passes None and gets the plain clock."""
    return SystemClock() if offset_file is None else OffsetClock(offset_file)


LOOK_EVERY_S = 0.1


def watch(path: Path, moved: Callable[[], None], stop: threading.Event) -> None:
    """Until `stop`, calls `moved` whenever the offset in `path` was written anew: who sleeps until an instant of
    business time wants to know."""
    seen = _version(path)
    while not stop.wait(LOOK_EVERY_S):
        now = _version(path)
        if now != seen:
            seen = now
            moved()


def _version(path: Path) -> tuple[int, int] | None:
    """Names the bytes that stand there: each writing makes a file of its own."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def read_offset(path: Path) -> float:
    """Seconds; finite."""
    return finite(float(path.read_text(encoding="ascii")))


def write_offset(path: Path, seconds: float) -> None:
    """Move business time; readers see the old offset or the new one."""
    write_atomically(path, f"{finite(seconds)!r}\n".encode("ascii"))


def finite(seconds: float) -> float:
    if not math.isfinite(seconds):
        raise ValueError(f"a clock offset is a finite number of seconds, not {seconds}")
    return seconds
