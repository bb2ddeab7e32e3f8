"""Queries of the log: its size and its leaves in order."""

from typing import Any

from msgspec import Struct
from psycopg import Connection

from chassis.database import only_row


class StoredLeaf(Struct, frozen=True):
    """`body` only where one leaf is asked for."""

    index: int
    source: str
    position: int
    type: str
    subject: str
    leaf_hash: bytes
    body: bytes | None = None


def size(connection: Connection[Any]) -> int:
    (leaves,) = only_row(connection.execute("SELECT size FROM log_size"))
    return int(leaves)


def leaves(connection: Connection[Any], start: int, limit: int) -> list[StoredLeaf]:
    rows = connection.execute(
        "SELECT index, source, position, type, subject, leaf_hash FROM log WHERE index >= %s ORDER BY index LIMIT %s",
        (start, limit),
    )
    return [StoredLeaf(*row) for row in rows]


def leaf(connection: Connection[Any], index: int) -> StoredLeaf | None:
    row = connection.execute(
        "SELECT index, source, position, type, subject, leaf_hash, body FROM log WHERE index = %s", (index,)
    ).fetchone()
    return StoredLeaf(*row) if row else None
