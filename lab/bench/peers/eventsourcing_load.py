"""`eventsourcing`: get an aggregate of twenty events, let it trigger one more, save it."""

from typing import Any

from lab.bench.peers.callers import spread
from lab.bench.peers.eventsourcing_app import TEXT, application, written
from lab.bench.peers.line import Play, converse


def make(settings: dict[str, Any]) -> Play:
    app = application(settings)

    def play(count: int) -> float:
        ids = written(app, count, settings["events"])

        def call(number: int) -> None:
            note = app.repository.get(ids[number])
            note.write(TEXT)
            app.save(note)

        return spread(settings["callers"], count, call)

    return play


if __name__ == "__main__":
    converse(make)
