"""Parked messages: tried again in order, per subject, with back-off, under the partition's mark (DESIGN §4)."""

from typing import Any

from chassis import logs, metrics
from chassis.bus import Message
from chassis.reactions import MovedOn, react
from chassis.subscription import MESSAGE_FAILURES, Subscription, describe, work

BACK_OFF_MAX_S = 3600


def retry(store: Any, subscription: Subscription) -> int:
    """Tries the first parked message of each subject that is due; gives how many were settled.

    What stood behind a settled one is due at once, so it goes on until a round settles nothing.
    """
    settled = 0
    while due := _due(store, subscription):
        round_settled = sum(_one(store, subscription, partition, position) for partition, position in due)
        if not round_settled:
            break
        settled += round_settled
    return settled


def _due(store: Any, subscription: Subscription) -> list[tuple[int, int]]:
    """Partition and position of each subject's first parked message, where its next try has come."""
    key = (subscription.name, subscription.source)
    with store.transaction() as transaction:
        (parked,) = transaction.connection.execute(
            "SELECT count(*) FROM parked WHERE subscription = %s AND source = %s", key
        ).fetchone()
        rows: list[tuple[int, int]] = transaction.connection.execute(
            "SELECT partition, position FROM (SELECT DISTINCT ON (subject) partition, position, next_try"
            " FROM parked WHERE subscription = %s AND source = %s ORDER BY subject, position) first"
            " WHERE next_try <= now() ORDER BY position",
            key,
        ).fetchall()
    metrics.PARKED.labels(*key).set(parked)
    return rows


def _one(store: Any, subscription: Subscription, partition: int, position: int) -> bool:
    key = (subscription.name, subscription.source, position)
    try:
        with store.transaction() as transaction:
            transaction.mark(subscription.name, subscription.source, partition)
            row = transaction.connection.execute(
                "DELETE FROM parked WHERE subscription = %s AND source = %s AND position = %s"
                " RETURNING subject, type, body",
                key,
            ).fetchone()
            if row is None:
                return False
            message = Message(subscription.source, partition, position, 0, *row)
            react(transaction, work(subscription, [message]))
    except MovedOn:
        return False
    except MESSAGE_FAILURES as error:
        with store.transaction() as transaction:
            transaction.connection.execute(
                "UPDATE parked SET attempts = attempts + 1, reason = %s,"
                " next_try = now() + least(power(2, least(attempts, 12)), %s) * interval '1 second'"
                " WHERE subscription = %s AND source = %s AND position = %s",
                (describe(error), BACK_OFF_MAX_S, *key),
            )
        return False
    logs.logger(subscription.name).info("parked_message_settled", source=subscription.source, position=position)
    return True
