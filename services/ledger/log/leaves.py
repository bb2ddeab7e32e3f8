"""Queries of the log: its size and its leaves in order, hashes for every auditor, subjects and bodies in scope."""

from typing import Any

from msgspec import Struct
from psycopg import Connection

from chassis.database import only_row
from chassis.http.scope import in_scope


class StoredLeaf(Struct, frozen=True):
    """`subject` None out of the caller's scope; `body` only in scope and where one leaf is asked for."""

    index: int
    source: str
    position: int
    type: str
    subject: str | None
    leaf_hash: bytes
    body: bytes | None = None


TOP = "strpos(%(scope)s, '/') = 0"
OWN = "(SELECT org_path FROM log_organisations own WHERE own.index = log.index)"
OF_SUBJECT = """(SELECT org_path FROM log_organisations whose WHERE whose.subject = log.subject
    ORDER BY source <> 'intake', whose.index > log.index, abs(whose.index - log.index) LIMIT 1)"""
"""A household is the union's that intake named last: that took its application, or the file since. Who hears of it
first may be another service; then the next that intake names."""
SEEN = f"""coalesce((SELECT {in_scope()} FROM (SELECT coalesce({OWN}, {OF_SUBJECT}) AS org_path) placed), {TOP})"""
"""What is no union's (the law's parameters, operators' acts, other givers' reports) is for a province's auditors."""


def size(connection: Connection[Any]) -> int:
    (leaves,) = only_row(connection.execute("SELECT size FROM log_size"))
    return int(leaves)


def leaves(connection: Connection[Any], scope: str, start: int, limit: int) -> list[StoredLeaf]:
    rows = connection.execute(
        f"SELECT index, source, position, type, CASE WHEN {SEEN} THEN subject END, leaf_hash"
        " FROM log WHERE index >= %(start)s ORDER BY index LIMIT %(limit)s",
        {"scope": scope, "start": start, "limit": limit},
    )
    return [StoredLeaf(*row) for row in rows]


def leaf(connection: Connection[Any], scope: str, index: int) -> StoredLeaf | None:
    row = connection.execute(
        f"SELECT index, source, position, type, CASE WHEN seen THEN subject END, leaf_hash,"
        f" CASE WHEN seen THEN body END FROM (SELECT *, {SEEN} AS seen FROM log WHERE index = %(index)s) log",
        {"scope": scope, "index": index},
    ).fetchone()
    return StoredLeaf(*row) if row else None
