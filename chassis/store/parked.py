"""The parked messages of a store on PostgreSQL (`chassis.store.Parked`)."""

from typing import Any

from psycopg import Connection

from chassis.message import Message

BACK_OFF_MAX_S = 3600


def back_off_s(attempts: int) -> int:
    """How long a message waits that has failed so often before, not counting the first time that parked it."""
    seconds: int = 2 ** min(attempts, 12)
    return min(seconds, BACK_OFF_MAX_S)


class PostgresParked:
    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection

    def count(self, subscription: str, source: str) -> int:
        row = self._connection.execute(
            "SELECT count(*) FROM parked WHERE subscription = %s AND source = %s", (subscription, source)
        ).fetchone()
        return int(row[0]) if row else 0

    def due(self, subscription: str, source: str) -> list[tuple[int, int]]:
        return self._connection.execute(
            "SELECT partition, position FROM (SELECT DISTINCT ON (subject) partition, position, next_try"
            " FROM parked WHERE subscription = %s AND source = %s ORDER BY subject, position) first"
            " WHERE next_try <= now() ORDER BY position",
            (subscription, source),
        ).fetchall()

    def take(self, subscription: str, source: str, position: int) -> Message | None:
        row = self._connection.execute(
            "DELETE FROM parked WHERE subscription = %s AND source = %s AND position = %s"
            " RETURNING partition, position, 0, subject, type, body",
            (subscription, source, position),
        ).fetchone()
        return None if row is None else Message(source, *row)

    def put_off(self, subscription: str, source: str, position: int, reason: str) -> None:
        self._connection.execute(
            "UPDATE parked SET attempts = attempts + 1, reason = %s,"
            " next_try = now() + least(power(2, least(attempts, 12)), %s) * interval '1 second'"
            " WHERE subscription = %s AND source = %s AND position = %s",
            (reason, BACK_OFF_MAX_S, subscription, source, position),
        )
