"""Bare psycopg: insert one row and commit, prepared, a connection for each thread; no order, no check, no codec."""

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
    own = threading.local()
    open_ones = [psycopg.connect(settings["url"], autocommit=True) for _ in range(settings["callers"])]
    insert = f"INSERT INTO events ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s)"

    def call(number: int) -> None:
        if not hasattr(own, "connection"):
            own.connection = free.pop()
        own.connection.execute(insert, row(str(uuid.uuid4())), prepare=True)

    def play(count: int) -> float:
        free[:] = open_ones
        return spread(settings["callers"], count, call)

    free: list[psycopg.Connection[Any]] = []
    return play


if __name__ == "__main__":
    converse(make)
