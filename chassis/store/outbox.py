"""The relay's side of the store on PostgreSQL: one row holds its place and its lease (`chassis.store.Outbox`)."""

from collections.abc import Callable
from typing import Any

from psycopg import Connection

from chassis.message import Message
from chassis.store import Lease

BYTES_MAX = 8 * 1024 * 1024
"""The most bytes of bodies in one read: less than a producer's buffer holds, however large the events are."""


class PostgresOutbox:
    def __init__(self, reading: Connection[Any], begin: Callable[[], Connection[Any]]) -> None:
        """`begin` gives the connection in a transaction; what is read is one statement and needs none."""
        self._reading = reading
        self._begin = begin

    @property
    def _writing(self) -> Connection[Any]:
        return self._begin()

    def take_lease(self, holder: str, seconds: float) -> Lease | None:
        row = self._writing.execute(
            "UPDATE relay SET epoch = epoch + CASE WHEN holder IS DISTINCT FROM %(holder)s THEN 1 ELSE 0 END,"
            " holder = %(holder)s, leased_to = now() + %(seconds)s * interval '1 second'"
            " WHERE holder = %(holder)s OR leased_to IS NULL OR leased_to < now() RETURNING epoch, position",
            {"holder": holder, "seconds": seconds},
        ).fetchone()
        return Lease(*row) if row else None

    def give_back(self, holder: str) -> None:
        self._writing.execute("UPDATE relay SET leased_to = NULL WHERE holder = %s", (holder,))

    def behind(self, source: str, position: int, size: int) -> list[Message]:
        rows = self._reading.execute(
            "SELECT partition, position, previous, subject, type, body FROM ("
            "SELECT *, sum(octet_length(body)) OVER (ORDER BY position) - octet_length(body) AS before FROM ("
            "SELECT partition, position, previous, subject, type, body FROM events"
            " WHERE position > %s ORDER BY position LIMIT %s) AS page) AS sized WHERE before < %s ORDER BY position",
            (position, size, BYTES_MAX),
            binary=True,  # as text a body travels as hex, twice as long
        ).fetchall()
        return [Message(source, *row) for row in rows]

    def move(self, epoch: int, position: int) -> None:
        self._writing.execute(
            "UPDATE relay SET position = %s WHERE epoch = %s AND position < %s", (position, epoch, position)
        )
