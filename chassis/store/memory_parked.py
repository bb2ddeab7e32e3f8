"""The parked messages of a store in memory (`chassis.store.Parked`)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chassis.store.parked import back_off_s


@dataclass(frozen=True)
class ParkedMessage:
    message: Any
    reason: str
    next_try: datetime
    attempts: int = 0


class MemoryParked:
    def __init__(self, store: Any, transaction: Any) -> None:
        self._store = store
        self._transaction = transaction

    def of(self, subscription: str, source: str) -> list[ParkedMessage]:
        """By position."""
        mine = sorted(key for key in self._store.parked if key[:2] == (subscription, source))
        return [self._store.parked[key] for key in mine]

    def count(self, subscription: str, source: str) -> int:
        return len(self.of(subscription, source))

    def due(self, subscription: str, source: str) -> list[tuple[int, int]]:
        now, firsts = self._store.clock.now(), dict[str, ParkedMessage]()
        for one in self.of(subscription, source):
            firsts.setdefault(one.message.subject, one)
        return [(one.message.partition, one.message.position) for one in firsts.values() if one.next_try <= now]

    def take(self, subscription: str, source: str, position: int) -> tuple[str, str, bytes] | None:
        key = (subscription, source, position)
        one = self._store.parked.get(key)
        if one is None:
            return None
        self._transaction.writes.append(lambda: self._store.parked.pop(key))
        return one.message.subject, one.message.type, one.message.body

    def put_off(self, subscription: str, source: str, position: int, reason: str) -> None:
        key, now = (subscription, source, position), self._store.clock.now()

        def write() -> None:
            if (one := self._store.parked.get(key)) is not None:
                later = now + timedelta(seconds=back_off_s(one.attempts))
                self._store.parked[key] = replace(one, reason=reason, next_try=later, attempts=one.attempts + 1)

        self._transaction.writes.append(write)
