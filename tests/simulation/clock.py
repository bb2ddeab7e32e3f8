"""Virtual time: it passes only when a schedule says so."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)


class VirtualClock:
    def __init__(self) -> None:
        self._now = START

    def now(self) -> datetime:
        return self._now

    def seconds(self) -> float:
        return (self._now - START).total_seconds()

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
