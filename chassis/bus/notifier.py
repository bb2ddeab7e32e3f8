"""One coalesced NOTIFY about every 30 ms after commits: never one per writing transaction.

See docs/design/bus-and-subscriptions.md#notices.
"""

import threading
from typing import Any

import psycopg

from chassis import database, logs
from chassis.bus.direct import CHANNEL
from chassis.store.commit_signal import LOOK_ANYWAY_S, CommitSignal

COALESCE_S = 0.03
"""As long as a follower that is busy waits for company (`subscription_worker.GATHER_S`): it would hear no sooner."""
BACK_OFF_MAX_S = 5.0


def notify(url: str, commits: CommitSignal, stop: threading.Event) -> None:
    """Runs until `stop`; over a connection that was lost nothing is told, so it is told again over the next."""
    seen, back_off = 0, 0.05
    connection: psycopg.Connection[Any] | None = None
    while not stop.is_set():
        now = commits.wait(seen, LOOK_ANYWAY_S)
        if now == seen:
            continue
        try:
            if connection is None or connection.closed:
                connection = database.connect(url)
            connection.execute(f"NOTIFY {CHANNEL}")
        except psycopg.Error as error:
            logs.logger("notifier").warning("notify_failed", error=type(error).__name__)
            connection = None
            stop.wait(back_off)
            back_off = min(back_off * 2, BACK_OFF_MAX_S)
            continue
        seen, back_off = now, 0.05
        stop.wait(COALESCE_S)
    if connection is not None:
        connection.close()
