"""`eventsourcing`: one event per call, each a new aggregate saved by an application."""

from typing import Any

from lab.bench.peers.callers import spread
from lab.bench.peers.eventsourcing_app import TEXT, Note, application
from lab.bench.peers.line import Play, converse


def make(settings: dict[str, Any]) -> Play:
    app = application(settings)
    return lambda count: spread(settings["callers"], count, lambda number: app.save(Note(text=TEXT)))


if __name__ == "__main__":
    converse(make)
