"""The demo's business clock: real time plus the offset in the file that all processes read."""

from datetime import datetime
from pathlib import Path

from chassis.clock import OffsetClock, SystemClock, write_offset


class DemoClock:
    """Moves only forward: what has happened stays in the past."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._clock = OffsetClock(path)

    def now(self) -> datetime:
        return self._clock.now()

    def step_to(self, instant: datetime) -> None:
        """Business time is `instant` now, and goes on from there. A step back does nothing."""
        if instant > self.now():
            set_business_time(self._path, instant)


def set_business_time(path: Path, instant: datetime) -> None:
    write_offset(path, (instant - SystemClock().now()).total_seconds())
