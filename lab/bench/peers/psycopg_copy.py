"""Bare COPY: a hundred rows, then commit, a connection for each thread; no order, no check, no codec."""

import threading
import uuid
from typing import Any

import psycopg

from lab.bench.peers.callers import spread
from lab.bench.peers.events_table import COLUMNS, TABLE, row
from lab.bench.peers.line import Play, converse


def make(settings: dict[str, Any]) -> Play:
    with psycopg.connect(settings["url"], autocommit=True) as made:
        made.execute(TABLE)
    size = settings["size"]
    own = threading.local()
    open_ones = [psycopg.connect(settings["url"], autocommit=True) for _ in range(settings["callers"])]
    free: list[psycopg.Connection[Any]] = []

    def call(number: int) -> None:
        if not hasattr(own, "connection"):
            own.connection = free.pop()
        stream = str(uuid.uuid4())
        with own.connection.cursor() as cursor, cursor.copy(f"COPY events ({COLUMNS}) FROM STDIN") as copy:
            for version in range(1, size + 1):
                copy.write_row(row(stream, version))

    def play(count: int) -> float:
        free[:] = open_ones
        return spread(settings["callers"], count // size, call)

    return play


if __name__ == "__main__":
    converse(make)
