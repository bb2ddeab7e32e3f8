"""The parked messages of a store in memory (`chassis.store.Parked`)."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import msgspec

from chassis.message import Message
from chassis.store.memory_tables import ParkedMessage, Tables, Work
from chassis.store.parked import back_off_s


class MemoryParked:
    def __init__(self, tables: Tables, work: Work) -> None:
        self._tables = tables
        self._work = work

    def of(self, subscription: str, source: str) -> list[ParkedMessage]:
        """By position."""
        mine = sorted(key for key in self._tables.parked if key[:2] == (subscription, source))
        return [self._tables.parked[key] for key in mine]

    def due(self, subscription: str, source: str) -> list[tuple[int, int]]:
        now, firsts = self._tables.clock.now(), dict[str, ParkedMessage]()
        for one in self.of(subscription, source):
            firsts.setdefault(one.message.subject, one)
        return [(one.message.partition, one.message.position) for one in firsts.values() if one.next_try <= now]

    def take(self, subscription: str, source: str, position: int) -> Message | None:
        key = (subscription, source, position)
        one = self._tables.parked.get(key)
        if one is None:
            return None
        self._work.writes.append(partial(self._tables.parked.__delitem__, key))
        return msgspec.structs.replace(one.message, previous=0, topic_id=None, offset=None)

    def put_off(self, subscription: str, source: str, position: int, reason: str) -> None:
        key, now = (subscription, source, position), self._tables.clock.now()

        def write() -> None:
            if (one := self._tables.parked.get(key)) is not None:
                later = now + timedelta(seconds=back_off_s(one.attempts))
                self._tables.parked[key] = replace(one, reason=reason, next_try=later, attempts=one.attempts + 1)

        self._work.writes.append(write)
