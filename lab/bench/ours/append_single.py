"""One event per call into a new stream, through the lane: a command that nothing comes before."""

from typing import Any

from chassis.ids import uuid7
from lab.bench.ours.place import Place
from lab.bench.peers.callers import spread
from lab.bench.peers.line import Play


def make(settings: dict[str, Any]) -> Play:
    place = Place(settings)

    def call(number: int) -> None:
        place.append(lambda transaction: place.unit(uuid7()))

    return lambda count: spread(settings["callers"], count, call)
