"""Units of a hundred events, each into a stream of its own, acknowledged unit by unit."""

from typing import Any

from chassis.ids import uuid7
from lab.bench.ours.place import Place
from lab.bench.peers.callers import spread
from lab.bench.peers.line import Play


def make(settings: dict[str, Any]) -> Play:
    place = Place(settings)
    size = settings["size"]

    def call(number: int) -> None:
        place.append(lambda transaction: place.unit(uuid7(), 0, size))

    return lambda count: spread(settings["callers"], count // size, call)
