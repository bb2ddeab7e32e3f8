"""`eventsourcing`: a new aggregate of a hundred events per call, saved in one transaction."""

from typing import Any

from cli.bench.peers.callers import spread
from cli.bench.peers.eventsourcing_app import application, written
from cli.bench.peers.line import Play, converse


def make(settings: dict[str, Any]) -> Play:
    app = application(settings)
    size = settings["size"]
    return lambda count: spread(settings["callers"], count // size, lambda number: written(app, 1, size))


if __name__ == "__main__":
    converse(make)
