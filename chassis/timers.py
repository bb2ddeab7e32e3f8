"""Timers: business time moves a waiting aggregate on. Taken with SKIP LOCKED, so workers share them.

See docs/design/timers-and-deliveries.md#timers.
"""

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from psycopg import Connection

from chassis import logs, trace
from chassis.clock import Clock
from chassis.reactions import MovedOn, Reaction, react
from chassis.store import Timer, Transaction, Unit
from chassis.store.commit_signal import LOOK_ANYWAY_S
from chassis.store.postgres import PostgresStore
from chassis.subscription import MESSAGE_FAILURES, describe

BATCH_MAX = 50
HELD_BACK_S = 0.5
BACK_OFF_S = 0.1

_DUE = (
    "SELECT {what} FROM timers t WHERE due <= %s AND next_try <= now() AND parked IS NULL AND kind = ANY(%s)"
    " AND NOT EXISTS (SELECT FROM timers e WHERE e.subject = t.subject AND (e.due, e.id) < (t.due, t.id))"
    " AND NOT EXISTS (SELECT FROM parked p WHERE p.subject = t.subject)"
    " ORDER BY due, id LIMIT %s"
)

_NEXT = (
    "SELECT (SELECT due FROM timers WHERE due > %(now)s AND parked IS NULL AND kind = ANY(%(kinds)s)"
    " ORDER BY due LIMIT 1),"
    " EXISTS (SELECT FROM timers WHERE due <= %(now)s AND parked IS NULL AND kind = ANY(%(kinds)s))"
)


class _Failed(Exception):
    """These timers could not be fired together; nothing of the attempt was kept."""

    def __init__(self, taken: Sequence[Timer], error: Exception) -> None:
        super().__init__(describe(error))
        self.taken = taken


def step(store: PostgresStore, reactions: Mapping[str, Reaction[Timer]], now: datetime) -> int:
    """Fires what is due, many in one transaction; a failing batch is done again one by one."""
    try:
        return _fire(store, reactions, now, BATCH_MAX)
    except (MovedOn, _Failed):
        return _one_by_one(store, reactions, now)


def _fire(store: PostgresStore, reactions: Mapping[str, Reaction[Timer]], now: datetime, size: int) -> int:
    """The keys of all subjects are fetched in one round trip, with no transaction open: the vault may be slow."""
    subjects = _due(store, list(reactions), now, size)
    if not subjects:
        return 0
    store.codec.prefetch(subjects)
    taken: list[Timer] = []
    try:
        with store.transaction() as transaction:
            taken = _take(transaction.connection, list(reactions), now, size)
            react(transaction, [(_in_a_trace_of_its_own(reactions[timer.kind]), timer) for timer in taken])
    except MESSAGE_FAILURES as error:
        raise _Failed(taken, error) from error
    return len(taken)


def _in_a_trace_of_its_own(reaction: Reaction[Timer]) -> Reaction[Timer]:
    """One timer's flow ends with its handler: the next one's is no part of it."""

    def handle(transaction: Transaction, timer: Timer) -> Unit | None:
        with trace.following(None):
            return reaction.handle(transaction, timer)

    return Reaction(handle, reaction.lock_keys)


def _one_by_one(store: PostgresStore, reactions: Mapping[str, Reaction[Timer]], now: datetime) -> int:
    fired = 0
    for _ in range(BATCH_MAX):
        try:
            one = _fire(store, reactions, now, 1)
        except MovedOn:
            continue
        except _Failed as failed:
            _put_off(store, failed.taken[0], str(failed))
            continue
        if not one:
            break
        fired += one
    return fired


def _due(store: PostgresStore, kinds: list[str], now: datetime, size: int) -> set[str]:
    """The subjects whose timers `_take` is about to take."""
    with store.reading() as connection:
        rows = connection.execute(_DUE.format(what="subject"), (now, kinds, size)).fetchall()
    return {subject for (subject,) in rows}


def _take(connection: Connection[Any], kinds: list[str], now: datetime, size: int) -> list[Timer]:
    """Takes away the first timer of each subject. One that is being fired, failed or parked holds back those
    behind it; timers of a subject with a parked message wait, as its messages do.
    """
    rows = connection.execute(
        f"WITH taken AS MATERIALIZED ({_DUE.format(what='id')} FOR UPDATE SKIP LOCKED)"
        " DELETE FROM timers t USING taken WHERE t.id = taken.id"
        " RETURNING t.id::text, t.due, t.kind, t.subject, t.data, t.attempts",
        (now, kinds, size),
    ).fetchall()
    return sorted((Timer(*row) for row in rows), key=lambda timer: (timer.due, timer.id))


def _put_off(store: PostgresStore, timer: Timer, reason: str) -> None:
    """A failed timer's attempt is written in a second transaction; after five it parks."""
    logs.logger("timers").error("timer_failed", kind=timer.kind, timer=timer.id, reason=reason)
    with store.transaction() as transaction:
        transaction.connection.execute(
            "UPDATE timers SET attempts = attempts + 1,"
            " next_try = now() + least(power(2, attempts), 60) * interval '1 second',"
            " parked = CASE WHEN attempts >= 4 THEN %s END WHERE id = %s",
            (reason, timer.id),
        )


def run(
    store: PostgresStore,
    reactions: Mapping[str, Reaction[Timer]],
    clock: Clock,
    stop: threading.Event,
    look_anyway_s: float = LOOK_ANYWAY_S,
) -> None:
    back_off = BACK_OFF_S
    while True:
        seen = store.commits.timers.seen()
        if stop.is_set():  # asked behind `seen`: who sets it wakes us afterwards
            return
        try:
            now = clock.now()
            if not step(store, reactions, now):
                store.commits.timers.wait(seen, _rests_s(store, list(reactions), now, look_anyway_s))
            back_off = BACK_OFF_S
        except Exception as error:
            logs.logger("timers").warning("timers_wait", error=type(error).__name__, exc_info=True)
            stop.wait(back_off)
            back_off = min(back_off * 2, 5.0)


def _rests_s(store: PostgresStore, kinds: list[str], now: datetime, look_anyway_s: float) -> float:
    """How long nothing fires, as far as is known: until the next timer is due; not so long while one that is due
    cannot fire, because it failed or its subject waits."""
    with store.reading() as connection:
        ((next_due, held_back),) = connection.execute(_NEXT, {"now": now, "kinds": kinds}).fetchall()
    longest = HELD_BACK_S if held_back else look_anyway_s
    return longest if next_due is None else min(longest, (next_due - now).total_seconds())
