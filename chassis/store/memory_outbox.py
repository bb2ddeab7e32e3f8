"""The relay's side of the store in memory (`chassis.store.Outbox`)."""

from dataclasses import replace
from datetime import timedelta

from chassis.message import Message
from chassis.store import Lease
from chassis.store.memory_tables import Relay, Tables, Work


class MemoryOutbox:
    def __init__(self, tables: Tables, work: Work) -> None:
        self._tables = tables
        self._work = work

    def take_lease(self, holder: str, seconds: float) -> Lease | None:
        row, now = self._locked(), self._tables.clock.now()
        if row.holder != holder and row.leased_to is not None and row.leased_to >= now:
            return None
        epoch = row.epoch + (row.holder != holder)
        self._write(Relay(row.position, epoch, holder, now + timedelta(seconds=seconds)))
        return Lease(epoch, row.position)

    def give_back(self, holder: str) -> None:
        row = self._locked()
        if row.holder == holder:
            self._write(replace(row, leased_to=None))

    def behind(self, source: str, position: int, size: int) -> list[Message]:
        return [
            Message(source, partition, at, previous, row.subject, row.type, row.body)
            for at, partition, previous, row in self._tables.events[position : position + size]
        ]

    def move(self, epoch: int, position: int) -> None:
        row = self._locked()
        if row.epoch == epoch and row.position < position:
            self._write(replace(row, position=position))

    def _locked(self) -> Relay:
        self._work.hold("relay")
        return self._tables.relay

    def _write(self, row: Relay) -> None:
        self._work.writes.append(lambda: setattr(self._tables, "relay", row))
