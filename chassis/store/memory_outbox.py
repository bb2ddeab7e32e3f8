"""The relay's side of the store in memory (`chassis.store.Outbox`)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chassis.store import Lease, Outgoing


@dataclass(frozen=True)
class Relay:
    """The one row: the place, and who may move it until when."""

    position: int = 0
    epoch: int = 0
    holder: str | None = None
    leased_to: datetime | None = None


class MemoryOutbox:
    def __init__(self, store: Any, transaction: Any) -> None:
        self._store = store
        self._transaction = transaction

    def take_lease(self, holder: str, seconds: float) -> Lease | None:
        row, now = self._locked(), self._store.clock.now()
        if row.holder != holder and row.leased_to is not None and row.leased_to >= now:
            return None
        epoch = row.epoch + (row.holder != holder)
        self._write(Relay(row.position, epoch, holder, now + timedelta(seconds=seconds)))
        return Lease(epoch, row.position)

    def give_back(self, holder: str) -> None:
        row = self._locked()
        if row.holder == holder:
            self._write(replace(row, leased_to=None))

    def behind(self, position: int, size: int) -> list[Outgoing]:
        found = self._store.events[position : position + size]
        return [(partition, at, previous, row.subject, row.type, row.body) for at, partition, previous, row in found]

    def move(self, epoch: int, position: int) -> None:
        row = self._locked()
        if row.epoch == epoch and row.position < position:
            self._write(replace(row, position=position))

    def _locked(self) -> Relay:
        self._transaction.hold("relay")
        row: Relay = self._store.relay
        return row

    def _write(self, row: Relay) -> None:
        self._transaction.writes.append(lambda: setattr(self._store, "relay", row))
