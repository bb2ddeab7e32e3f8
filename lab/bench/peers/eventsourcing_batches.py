"""`eventsourcing`: a new aggregate of a hundred events per call, saved in one transaction."""

from typing import Any

from lab.bench.peers.callers import spread
from lab.bench.peers.eventsourcing_app import application, written
from lab.bench.peers.line import Play, converse


def make(settings: dict[str, Any]) -> Play:
    app = application(settings)
    size = settings["size"]
    return lambda count: spread(settings["callers"], count // size, lambda number: written(app, 1, size))


if __name__ == "__main__":
    converse(make)
