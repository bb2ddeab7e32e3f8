"""Answers kept for retries are forgotten after their time.

See docs/design/commands-and-http.md#repeats.
"""

import threading

from chassis import logs
from chassis.store import Store

KEPT_DAYS = 7
EVERY_S = 3_600.0
AT_ONCE = 1_000
"""All writers wait while the counter row is held: an hour's answers are forgotten a little at a time."""


def step(store: Store) -> int:
    """Under the counter row, as every write to this table; gives how many were forgotten."""
    with store.transaction() as transaction:
        transaction.connection.execute("SELECT FROM counter FOR UPDATE")
        done = transaction.connection.execute(
            "DELETE FROM idempotency WHERE scope IN (SELECT scope FROM idempotency"
            " WHERE created_at < now() - %s * interval '1 day' ORDER BY created_at LIMIT %s)",
            (KEPT_DAYS, AT_ONCE),
        )
    return int(done.rowcount)


def run(store: Store, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            while step(store) == AT_ONCE and not stop.is_set():
                pass
        except Exception as error:
            logs.logger("forgetting").warning("forgetting_waits", error=type(error).__name__, exc_info=True)
        stop.wait(EVERY_S)
