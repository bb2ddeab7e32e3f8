"""Deliveries: outward calls, written in the transaction that decides them, sent at least once (DESIGN §3).

A worker leases a row and commits; with no transaction open it re-checks, renders, signs and sends;
the outcome is a second transaction that takes the row away.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chassis import logs
from chassis.reactions import MovedOn, Reaction, react
from chassis.store import Delivery
from chassis.subscription import CONFLICT_TRIES, MESSAGE_FAILURES, describe

LEASE_S = 60.0
BACK_OFF_MAX_S = 300
TAKE_MAX = 8


@dataclass(frozen=True)
class Done:
    """The call is over, sent or given up: `reaction` (on the delivery) records what it came to."""

    reaction: Reaction | None = None


@dataclass(frozen=True)
class Again:
    """Try later; `after_s` None means the usual back-off; `counts` False leaves the attempts alone."""

    reason: str
    after_s: float | None = None
    counts: bool = True


Send = Callable[[Delivery], Done | Again]


def step(store: Any, senders: Mapping[str, Send]) -> int:
    """Leases a few rows and carries each to its outcome; gives how many were leased."""
    leased = lease(store)
    for delivery in leased:
        try:
            outcome = senders[delivery.kind](delivery)
        except Exception as error:
            logs.logger("deliveries").warning(
                "delivery_failed",
                kind=delivery.kind,
                target=delivery.target,
                error=type(error).__name__,
                exc_info=True,
            )
            outcome = Again(type(error).__name__)
        settle(store, delivery, outcome)
    return len(leased)


def lease(store: Any) -> list[Delivery]:
    with store.transaction() as transaction:
        rows = transaction.connection.execute(
            "WITH taken AS MATERIALIZED ("
            " SELECT id FROM deliveries WHERE next_try <= now() AND (leased_to IS NULL OR leased_to < now())"
            " ORDER BY next_try, id LIMIT %s FOR UPDATE SKIP LOCKED)"
            " UPDATE deliveries d SET leased_to = now() + %s * interval '1 second' FROM taken WHERE d.id = taken.id"
            " RETURNING d.id::text, d.kind, d.target, d.subject, d.event_id::text, d.data, d.attempts",
            (TAKE_MAX, LEASE_S),
        ).fetchall()
    return [Delivery(*row) for row in rows]


def settle(store: Any, delivery: Delivery, outcome: Done | Again) -> None:
    """The second transaction. A stream that moved on is decided again, a few times; then by the next lease.

    An outcome that the domain refuses is tried again with back-off, like a call that failed.
    """
    if isinstance(outcome, Again):
        _later(store, delivery, outcome)
        return
    for _ in range(CONFLICT_TRIES):
        try:
            with store.transaction() as transaction:
                gone = transaction.connection.execute("DELETE FROM deliveries WHERE id = %s", (delivery.id,)).rowcount
                if gone and outcome.reaction is not None:
                    react(transaction, [(outcome.reaction, delivery)])
            return
        except MovedOn:
            continue
        except MESSAGE_FAILURES as error:
            reason = describe(error)
            logs.logger("deliveries").error("outcome_refused", kind=delivery.kind, reason=reason, exc_info=True)
            _later(store, delivery, Again(reason))
            return


def _later(store: Any, delivery: Delivery, outcome: Again) -> None:
    after_s = outcome.after_s if outcome.after_s is not None else min(2.0 ** min(delivery.attempts, 9), BACK_OFF_MAX_S)
    with store.transaction() as transaction:
        transaction.connection.execute(
            "UPDATE deliveries SET leased_to = NULL, attempts = attempts + %s,"
            " next_try = now() + %s * interval '1 second' WHERE id = %s",
            (1 if outcome.counts else 0, after_s, delivery.id),
        )


def run(store: Any, senders: Mapping[str, Send], stop: threading.Event) -> None:
    back_off = 0.1
    while not stop.is_set():
        seen = store.news.seen()
        try:
            if not step(store, senders):
                store.news.wait(seen, 0.2)
            back_off = 0.1
        except Exception as error:
            logs.logger("deliveries").warning("deliveries_wait", error=type(error).__name__, exc_info=True)
            stop.wait(back_off)
            back_off = min(back_off * 2, 5.0)
