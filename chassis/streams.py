"""The streams of one kind of aggregate: how they are named, loaded and written on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from chassis.store import Loaded, Transaction, fold
from chassis.unit_of_work import Change
from kernel.decider import Decider, State


@dataclass(frozen=True)
class Streams(Generic[State]):
    """`ACTS = Streams("act", ACT)`: an act's stream is `act-<id>`."""

    kind: str
    decider: Decider[State]

    def of(self, id: str) -> str:
        return f"{self.kind}-{id}"

    def load(self, transaction: Transaction, id: str) -> Loaded[State]:
        return fold(self.decider, transaction.load(self.of(id)))

    def change(self, id: str, loaded: Loaded[State], subject: str, events: Sequence[object]) -> Change:
        """What is decided on what was loaded; `subject` is the household, or whatever else is spoken of."""
        return Change(self.of(id), loaded.version, subject, events)
