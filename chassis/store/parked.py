"""The parked messages of a store on PostgreSQL (`chassis.store.Parked`)."""

from collections.abc import Callable
from typing import Any

from psycopg import Connection

from chassis.message import Message

BACK_OFF_MAX_S = 3600


def back_off_s(attempts: int) -> int:
    """How long a message waits that has failed so often before, not counting the first time that parked it."""
    seconds: int = 2 ** min(attempts, 12)
    return min(seconds, BACK_OFF_MAX_S)


class PostgresParked:
    def __init__(self, reading: Connection[Any], begin: Callable[[], Connection[Any]]) -> None:
        """`begin` gives the connection in a transaction; what is read is one statement and needs none."""
        self._reading = reading
        self._begin = begin

    @property
    def _writing(self) -> Connection[Any]:
        return self._begin()

    def due(self, subscription: str, source: str) -> list[tuple[int, int]]:
        return self._reading.execute(
            "SELECT partition, position FROM (SELECT DISTINCT ON (subject) partition, position, next_try"
            " FROM parked WHERE subscription = %s AND source = %s ORDER BY subject, position) first"
            " WHERE next_try <= now() ORDER BY position",
            (subscription, source),
        ).fetchall()

    def take(self, subscription: str, source: str, position: int) -> Message | None:
        row = self._writing.execute(
            "DELETE FROM parked WHERE subscription = %s AND source = %s AND position = %s"
            " RETURNING partition, position, 0, subject, type, body",
            (subscription, source, position),
        ).fetchone()
        return None if row is None else Message(source, *row)

    def put_off(self, subscription: str, source: str, position: int, reason: str) -> None:
        self._writing.execute(
            "UPDATE parked SET attempts = attempts + 1, reason = %s,"
            " next_try = now() + least(power(2, least(attempts, 12)), %s) * interval '1 second'"
            " WHERE subscription = %s AND source = %s AND position = %s",
            (reason, BACK_OFF_MAX_S, subscription, source, position),
        )
