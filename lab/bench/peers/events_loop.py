"""The same events in the same databases without any domain: each is written, then read by every follower, in turn.

One loop in one thread: a row and a commit in the service's database; then each follower of that service reads what is
new and moves its mark, with a commit in its own. An event that follows from another cannot be written before that one
was read, so there are no batches. Nothing is decided, decoded, sealed or asked over HTTP.
"""

import time
from collections.abc import Mapping
from typing import Any

import psycopg

from lab.bench.peers.line import Play, converse

TABLE = """DROP TABLE IF EXISTS bench_events, bench_marks;
CREATE TABLE bench_events (position bigint PRIMARY KEY, stream text NOT NULL, version integer NOT NULL,
    id uuid NOT NULL UNIQUE, type text NOT NULL, subject text NOT NULL, body bytea NOT NULL,
    recorded_at timestamptz NOT NULL, UNIQUE (stream, version));
CREATE TABLE bench_marks (follower text, source text, position bigint NOT NULL, PRIMARY KEY (follower, source))"""
COLUMNS = "position, stream, version, id, type, subject, body, recorded_at"
INSERT = f"INSERT INTO bench_events ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
READ = "SELECT position, subject, type, body FROM bench_events WHERE position > %s ORDER BY position LIMIT 500"
MOVE = (
    "INSERT INTO bench_marks VALUES (%s, %s, %s) ON CONFLICT (follower, source) DO UPDATE SET position ="
    " excluded.position"
)

Connections = Mapping[str, "psycopg.Connection[Any]"]
Event = tuple[str, tuple[Any, ...]]
"""Service, row."""


def make(settings: dict[str, Any]) -> Play:
    services = {name: psycopg.connect(url, autocommit=True) for name, url in settings["services"].items()}
    events = in_order(services)
    subscriptions = settings["subscriptions"].items()

    def play(count: int) -> float:
        for connection in services.values():
            connection.execute(TABLE)
        places = {(name, follower, source): 0 for name, follows in subscriptions for follower, source in follows}
        began = time.perf_counter()
        for name, row in events[:count]:
            services[name].execute(INSERT, row)
            for place, at in places.items():
                if place[-1] == name:
                    places[place] = follow(services, place, at)
        return time.perf_counter() - began

    return play


def in_order(services: Connections) -> list[Event]:
    """All events as they came about: by the time they were recorded, and of one service by their position."""
    events = []
    for name, connection in services.items():
        until = None
        for row in connection.execute(f"SELECT {COLUMNS} FROM events ORDER BY position").fetchall():
            until = max(until, row[-1]) if until else row[-1]
            events.append((until, row[0], name, row))
    return [(name, row) for _, _, name, row in sorted(events, key=lambda event: event[:2])]


def follow(services: Connections, place: tuple[str, str, str], at: int) -> int:
    """What is new in `source`, and the mark moved over it in the database of `name`."""
    name, follower, source = place
    rows = services[source].execute(READ, (at,)).fetchall()
    services[name].execute(MOVE, (follower, source, rows[-1][0]))
    return int(rows[-1][0])


if __name__ == "__main__":
    converse(make)
