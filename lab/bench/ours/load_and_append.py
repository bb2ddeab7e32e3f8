"""A command to a household with twenty events behind it: load, fold, append."""

from typing import Any

from chassis.store import Transaction, Unit, fold
from kernel.decider import Decider
from lab.bench.ours.place import Noted, Place, new_streams
from lab.bench.peers.callers import spread
from lab.bench.peers.line import Play


def initial() -> int:
    return 0


def evolve(length: int, event: object) -> int:
    return len(event.text) if isinstance(event, Noted) else length


LENGTH = Decider(initial, evolve)


def make(settings: dict[str, Any]) -> Play:
    place = Place(settings)

    def call(stream: str) -> None:
        def build(transaction: Transaction) -> Unit:
            return place.unit(stream, fold(LENGTH, transaction.load(stream)).version)

        place.append(build)

    def play(count: int) -> float:
        streams = new_streams(count)
        place.write(streams, settings["events"])
        return spread(settings["callers"], count, lambda number: call(streams[number]))

    return play
