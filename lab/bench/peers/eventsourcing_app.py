"""What the `eventsourcing` contestants share: an application on its PostgreSQL recorder, in its safe mode.

Safe mode is the library's default: an exclusive table lock in each writing transaction.
"""

import os
import time
from typing import Any
from urllib.parse import urlsplit

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from lab.bench.peers.text import BODY_BYTES, filler

TEXT = filler(BODY_BYTES - 110)
"""Beside its time and class the library stores about 110 bytes with it."""


class Note(Aggregate):  # type: ignore[misc]
    """One aggregate; its creation is one event, each `write` is one more."""

    def __init__(self, text: str) -> None:
        self.text = text

    @event("Written")  # type: ignore[untyped-decorator]
    def write(self, text: str) -> None:
        self.text = text


def application(settings: dict[str, Any]) -> Any:
    url = urlsplit(settings["url"])
    os.environ |= {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": url.path.lstrip("/"),
        "POSTGRES_HOST": str(url.hostname),
        "POSTGRES_PORT": str(url.port),
        "POSTGRES_USER": str(url.username),
        "POSTGRES_PASSWORD": str(url.password),
        "POSTGRES_POOL_SIZE": str(settings.get("pool", 16)),
        "POSTGRES_MAX_OVERFLOW": "0",
        "POSTGRES_MAX_WAITING": "1000",
        "POSTGRES_CONNECT_TIMEOUT": "60",
    }
    return Application()


def written(app: Any, notes: int, events: int) -> list[Any]:
    """So many new aggregates of so many events each, saved one aggregate at a time; their ids."""
    ids = []
    for _ in range(notes):
        note = Note(text=TEXT)
        for _ in range(events - 1):
            note.write(TEXT)
        app.save(note)
        ids.append(note.id)
    return ids


def timed(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
