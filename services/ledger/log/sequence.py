"""Sequencing: each event of each service gets its index in the log and its leaf hash, bodies opaque, none parked.

RFC 6962 §2.1: leaf hash = SHA-256(0x00 ‖ entry). Order holds per source and partition; beyond that it is the
order of arrival. Tiles and signed checkpoints are made from these rows.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
from psycopg import Connection
from psycopg.types.numeric import Int8

from chassis.database import only_row
from chassis.message import Message
from chassis.store import Transaction

LEAF_PREFIX = b"\x00"


class _Data(msgspec.Struct):
    org_path: str | None = None


class _Body(msgspec.Struct):
    data: _Data


def leaf_hash(body: bytes) -> bytes:
    return hashlib.sha256(LEAF_PREFIX + body).digest()


def sequence(transaction: Transaction, messages: Sequence[Message]) -> None:
    """Numbers the messages in the transaction that moves their mark; the log's size is its last lock."""
    sql = transaction.connection
    (size,) = only_row(sql.execute("SELECT size FROM log_size FOR UPDATE"))
    sql.execute(
        "INSERT INTO log (index, source, partition, position, type, subject, leaf_hash, body)"
        " SELECT * FROM unnest(%b::bigint[], %b::text[], %b::smallint[], %b::bigint[], %b::text[], %b::text[],"
        " %b::bytea[], %b::bytea[])",
        (
            list(range(size, size + len(messages))),
            [message.source for message in messages],
            [message.partition for message in messages],
            [message.position for message in messages],
            [message.type for message in messages],
            [message.subject for message in messages],
            [leaf_hash(message.body) for message in messages],
            [message.body for message in messages],
        ),
    )
    _note_organisations(sql, size, messages)
    sql.execute("UPDATE log_size SET size = %s", (Int8(size + len(messages)),))  # uncast, or it is planned each time


def _note_organisations(sql: Connection[Any], first: int, messages: Sequence[Message]) -> None:
    """Whose each leaf is, where its body says so; the others follow their subject (`leaves.OF_SUBJECT`)."""
    placed = [
        (first + at, message.source, message.subject, org_path)
        for at, message in enumerate(messages)
        if (org_path := organisation_of(message.body)) is not None
    ]
    if placed:
        indexes, sources, subjects, org_paths = zip(*placed, strict=True)
        sql.execute(
            "INSERT INTO log_organisations (index, source, subject, org_path)"
            " SELECT * FROM unnest(%b::bigint[], %b::text[], %b::text[], %b::text[])",
            (list(indexes), list(sources), list(subjects), list(org_paths)),
        )


def organisation_of(body: bytes) -> str | None:
    """The plain `org_path` of an event; None for one that names none, or that nobody can read."""
    if b'"org_path"' not in body:
        return None
    try:
        return msgspec.json.decode(body, type=_Body).data.org_path
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
