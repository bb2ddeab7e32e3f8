"""The streams of one kind of aggregate: how they are named, loaded and written on."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic

from psycopg import Connection

from chassis.codec import Codec
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

    def load_all(
        self, connection: Connection[Any], codec: Codec, ids: Collection[str]
    ) -> Iterator[tuple[str, Loaded[State]]]:
        """Many of them in one round trip, their keys in another; each as it stands at the moment of the query."""
        codec.prefetch(ids)
        rows = connection.execute(
            "SELECT stream, position, body FROM events WHERE stream = ANY(%s) ORDER BY stream, version",
            ([self.of(id) for id in ids],),
            binary=True,
        ).fetchall()
        for stream, events in groupby(rows, key=lambda row: str(row[0])):
            recorded = [codec.decode(body, position) for _, position, body in events]
            yield stream.removeprefix(f"{self.kind}-"), fold(self.decider, recorded)

    def change(self, id: str, loaded: Loaded[State], subject: str, events: Sequence[object]) -> Change:
        """What is decided on what was loaded; `subject` is the household, or whatever else is spoken of."""
        return Change(self.of(id), loaded.version, subject, events)
