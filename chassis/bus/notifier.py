"""One coalesced NOTIFY about every 10 ms after commits: never one per writing transaction (ENGINEERING)."""

import threading
from typing import Any

import psycopg

from chassis import database, logs
from chassis.bus.direct import CHANNEL
from chassis.store.commit_signal import CommitSignal

COALESCE_S = 0.01


def notify(url: str, commits: CommitSignal, stop: threading.Event) -> None:
    """Runs until `stop`; a lost connection is opened again, followers poll meanwhile."""
    seen = 0
    connection: psycopg.Connection[Any] | None = None
    while not stop.is_set():
        now = commits.wait(seen, 0.25)
        if now == seen:
            continue
        seen = now
        try:
            if connection is None or connection.closed:
                connection = database.connect(url)
            connection.execute(f"NOTIFY {CHANNEL}")
        except psycopg.Error as error:
            logs.logger("notifier").warning("notify_failed", error=type(error).__name__)
            connection = None
        stop.wait(COALESCE_S)
    if connection is not None:
        connection.close()
