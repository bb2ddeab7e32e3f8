"""A command to a household with twenty events behind it: load, fold, append."""

from typing import Any

from chassis.codec import Recorded
from chassis.store import Unit, fold
from lab.bench.ours.place import Noted, Place, new_streams
from lab.bench.peers.callers import spread
from lab.bench.peers.line import Play


def initial() -> int:
    return 0


def evolve(length: int, event: Noted) -> int:
    return len(event.text)


def make(settings: dict[str, Any]) -> Play:
    place = Place(settings)

    def call(stream: str) -> None:
        def build(transaction: Any) -> Unit:
            recorded: list[Recorded] = transaction.load(stream)
            return place.unit(stream, fold((initial, evolve), recorded).version)

        place.append(build)

    def play(count: int) -> float:
        streams = new_streams(count)
        place.write(streams, settings["events"])
        return spread(settings["callers"], count, lambda number: call(streams[number]))

    return play
