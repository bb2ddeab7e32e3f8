"""Read model: the keys of every sender, as they stand, and what waits for a second person."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from psycopg import Connection

from chassis.codec import Recorded
from chassis.projection import Write
from services.verification.domain.events import AgencyKeyProposed, AgencyKeySet

TABLE = "agency_keys"


class Entry(Struct, frozen=True):
    """`standing`: set or waiting."""

    sender: str
    key_id: str
    standing: str
    algorithm: str
    public_key: str
    valid_from: datetime
    valid_until: datetime | None
    revoked_from: datetime | None
    reason: str
    by: str
    at: datetime


def writes(recorded: Recorded[Any]) -> Iterable[Write]:
    event = recorded.event
    match event:
        case AgencyKeyProposed():
            yield _kept(recorded, "waiting")
        case AgencyKeySet():
            yield (
                "DELETE FROM agency_keys WHERE sender = %s AND key_id = %s AND standing = 'waiting'",
                (event.sender, event.key_id),
            )
            yield _kept(recorded, "set")


def _kept(recorded: Recorded[Any], standing: str) -> Write:
    event, envelope = recorded.event, recorded.envelope
    return (
        "INSERT INTO agency_keys (sender, key_id, standing, algorithm, public_key, valid_from, valid_until,"
        " revoked_from, reason, by, at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (sender, key_id, standing) DO UPDATE SET valid_until = excluded.valid_until,"
        " valid_from = excluded.valid_from, algorithm = excluded.algorithm, public_key = excluded.public_key,"
        " revoked_from = excluded.revoked_from, reason = excluded.reason, by = excluded.by, at = excluded.at",
        (
            event.sender,
            event.key_id,
            standing,
            event.algorithm,
            event.public_key,
            event.valid_from,
            event.valid_until,
            event.revoked_from,
            event.reason,
            envelope.actor,
            envelope.recordedtime,
        ),
    )


def entries(connection: Connection[Any], sender: str | None, after: Sequence[str], limit: int) -> list[Entry]:
    """Of all senders unless one is named."""
    rows = connection.execute(
        "SELECT sender, key_id, standing, algorithm, public_key, valid_from, valid_until, revoked_from, reason, by, at"
        " FROM agency_keys WHERE (%s::text IS NULL OR sender = %s) AND (sender, key_id, standing) > (%s, %s, %s)"
        " ORDER BY sender, key_id, standing LIMIT %s",
        (sender, sender, *after, limit),
    )
    return [Entry(*row) for row in rows.fetchall()]


def standing(connection: Connection[Any]) -> list[Entry]:
    """Every key that was ever set."""
    rows = connection.execute(
        "SELECT sender, key_id, standing, algorithm, public_key, valid_from, valid_until, revoked_from, reason, by, at"
        " FROM agency_keys WHERE standing = 'set' ORDER BY sender, key_id"
    )
    return [Entry(*row) for row in rows.fetchall()]
