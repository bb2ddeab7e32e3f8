"""Parked messages and timers, as an operator sees them, has them tried again, or gives them up with a reason.

A ref names one: `intake/verification/17` (subscription, source, position), or `timer/<id>`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from psycopg import Connection

from chassis.operations import Operator, tell
from chassis.operations.events import MessageDropped, RetryAsked, TimerDropped
from chassis.store import Store, Transaction

TIMER = "timer"


class NotParked(Exception):
    """Nothing of this ref is parked here: settled or dropped meanwhile, or never parked."""


class Parked(msgspec.Struct, frozen=True, array_like=True):
    """The first parked message of a subject, or a parked timer, and what waits behind it.

    `what`: the message's type or the timer's kind; `behind`: refs of the subject's parked messages after it;
    `timers_behind`: timers of the subject that wait for it; `since`: when it parked (a timer: when it was due).
    """

    ref: str
    subject: str
    what: str
    reason: str
    attempts: int
    since: datetime
    next_try: datetime | None
    behind: tuple[str, ...]
    timers_behind: int


def listed(connection: Connection[Any]) -> list[Parked]:
    """Everything parked in this store, by subject."""
    rows = [*connection.execute(_MESSAGES), *connection.execute(_TIMERS)]
    return [msgspec.convert(row, Parked) for row in rows]


def count(parked: Sequence[Parked]) -> int:
    return sum(1 + len(one.behind) for one in parked)


def retry(store: Store, operator: Operator, refs: Sequence[str]) -> None:
    """Each is due at once; the service's own thread tries it. Raises `NotParked`, and then nothing was done."""
    with store.transaction() as transaction:
        asked = [_retry(transaction, ref) for ref in sorted(set(refs))]
        tell(store, transaction, operator, *asked)


def drop(store: Store, operator: Operator, ref: str, why: str) -> None:
    """Gives it up; what stood behind it is due. Raises `NotParked`."""
    with store.transaction() as transaction:
        dropped = (_drop_timer if ref.startswith(f"{TIMER}/") else _drop_message)(transaction, ref, why)
        tell(store, transaction, operator, dropped)


def _retry(transaction: Transaction, ref: str) -> tuple[str, RetryAsked]:
    row = transaction.connection.execute(*_again(ref)).fetchone()
    if row is None:
        raise NotParked(ref)
    subject, attempts = row
    return subject, RetryAsked(what=ref, attempts=attempts)


def _drop_message(transaction: Transaction, ref: str, why: str) -> tuple[str, MessageDropped]:
    """Under the partition's mark, as the service's own retries are."""
    subscription, source, position = _message(ref)
    key = (subscription, source, position)
    found = transaction.connection.execute(f"SELECT partition {_OF_KEY}", key).fetchone()
    if found is None:
        raise NotParked(ref)
    transaction.mark(subscription, source, found[0])
    row = transaction.connection.execute(f"DELETE {_OF_KEY} RETURNING subject, type, reason, attempts", key).fetchone()
    if row is None:
        raise NotParked(ref)
    subject, kind, reason, attempts = row
    return subject, MessageDropped(
        subscription=subscription,
        source=source,
        position=position,
        type=kind,
        parked_for=reason,
        attempts=attempts,
        why=why,
    )


def _drop_timer(transaction: Transaction, ref: str, why: str) -> tuple[str, TimerDropped]:
    row = transaction.connection.execute(
        "DELETE FROM timers WHERE id::text = %s AND parked IS NOT NULL"
        " RETURNING subject, id::text, kind, due, data, parked, attempts",
        (ref.partition("/")[2],),
    ).fetchone()
    if row is None:
        raise NotParked(ref)
    subject, timer, kind, due, data, reason, attempts = row
    dropped = TimerDropped(timer=timer, kind=kind, due=due, data=data, parked_for=reason, attempts=attempts, why=why)
    return subject, dropped


def _again(ref: str) -> tuple[str, tuple[Any, ...]]:
    if ref.startswith(f"{TIMER}/"):
        return _RETRY_TIMER, (ref.partition("/")[2],)
    return _RETRY_MESSAGE, _message(ref)


def _message(ref: str) -> tuple[str, str, int]:
    match ref.split("/"):
        case [subscription, source, position] if position.isdecimal():
            return subscription, source, int(position)
    raise NotParked(ref)


_OF_KEY = "FROM parked WHERE subscription = %s AND source = %s AND position = %s"
_RETRY_MESSAGE = (
    "UPDATE parked SET next_try = now() WHERE subscription = %s AND source = %s AND position = %s"
    " RETURNING subject, attempts"
)
_RETRY_TIMER = (
    "UPDATE timers SET parked = NULL, next_try = now() WHERE id::text = %s AND parked IS NOT NULL"
    " RETURNING subject, attempts"
)
_MESSAGES = """
SELECT refs[1], subject, type, reason, attempts, parked_at, next_try, refs[2:],
       (SELECT count(*) FROM timers t WHERE t.subject = first.subject AND t.parked IS NULL)
FROM (SELECT DISTINCT ON (subscription, source, subject) *,
             array_agg(subscription || '/' || source || '/' || position)
                 OVER (PARTITION BY subscription, source, subject ORDER BY position
                       ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS refs
      FROM parked ORDER BY subscription, source, subject, position) first
ORDER BY subject, parked_at
"""
_TIMERS = """
SELECT 'timer/' || id, subject, kind, parked, attempts, due, NULL::timestamptz, '{}'::text[],
       (SELECT count(*) FROM timers e WHERE e.subject = t.subject AND (e.due, e.id) > (t.due, t.id))
FROM timers t WHERE parked IS NOT NULL ORDER BY subject, due, id
"""
