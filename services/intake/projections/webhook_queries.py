"""What is asked about webhooks: a portal's own, how its deliveries stand, and what one delivery says."""

from datetime import datetime
from typing import Any, Final

from msgspec import Struct
from psycopg import Connection

from services.intake.domain.webhook import DeliveryState


class Deliverable(Struct, frozen=True):
    """One delivery with where it goes; `salts` name the secrets that sign it, the latest first."""

    delivery: str
    webhook: str
    url: str
    salts: list[str]
    kind: str
    household: str
    status: str
    version: int
    happened_at: datetime


def deliverable(connection: Connection[Any], delivery: str, now: datetime) -> Deliverable | None:
    """None where nobody wants it any more."""
    row = connection.execute(
        "SELECT delivery::text, webhook, url, CASE WHEN old_until > %s THEN ARRAY[salt, old_salt] ELSE ARRAY[salt] END,"
        " kind, household, status, d.version, happened_at"
        " FROM webhook_deliveries d JOIN webhooks USING (webhook) WHERE delivery = %s::uuid AND state = 'waiting'",
        (now, delivery),
    ).fetchone()
    return Deliverable(*row) if row else None


class DeliveryRow(Struct, frozen=True):
    """`next_try`: of one that waits."""

    delivery: str
    kind: str
    household: str
    status: str
    version: int
    happened_at: datetime
    state: DeliveryState
    attempts: int | None
    reason: str | None
    ended_at: datetime | None
    next_try: datetime | None


_COLUMNS: Final = (
    "delivery::text, d.kind, household, status, version, happened_at, state,"
    " coalesce(waits.attempts, d.attempts), reason, ended_at, waits.next_try"
)


def deliveries(
    connection: Connection[Any],
    webhook: str,
    state: DeliveryState | None,
    before: tuple[object, ...] | None,
    limit: int,
) -> list[DeliveryRow]:
    """The latest first."""
    behind = " AND (happened_at, delivery) < (%(at)s::timestamptz, %(delivery)s::uuid)" if before else ""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM webhook_deliveries d LEFT JOIN deliveries waits ON waits.id = delivery"
        f" WHERE webhook = %(webhook)s AND (%(state)s::text IS NULL OR state = %(state)s){behind}"
        " ORDER BY happened_at DESC, delivery DESC LIMIT %(limit)s",
        {
            "webhook": webhook,
            "state": state,
            "at": before[0] if before else None,
            "delivery": before[1] if before else None,
            "limit": limit,
        },
    )
    return [DeliveryRow(*row) for row in rows]


def is_of(connection: Connection[Any], webhook: str, delivery: str) -> bool:
    row = connection.execute(
        "SELECT 1 FROM webhook_deliveries WHERE webhook = %s AND delivery::text = %s", (webhook, delivery)
    ).fetchone()
    return row is not None


def failed(connection: Connection[Any], webhook: str) -> int:
    row = connection.execute(
        "SELECT count(*) FROM webhook_deliveries WHERE webhook = %s AND state = 'failed'", (webhook,)
    ).fetchone()
    assert row is not None
    return int(row[0])


def others(connection: Connection[Any], owner: str, webhook: str) -> int:
    """How many more the portal has."""
    row = connection.execute(
        "SELECT count(*) FROM webhooks WHERE lower(owner COLLATE pg_c_utf8) = lower(%s COLLATE pg_c_utf8)"
        " AND webhook <> %s",
        (owner, webhook),
    ).fetchone()
    assert row is not None
    return int(row[0])


def household_of(connection: Connection[Any], delivery: str) -> str:
    """Of a delivery that is known to exist."""
    row = connection.execute(
        "SELECT household FROM webhook_deliveries WHERE delivery::text = %s", (delivery,)
    ).fetchone()
    assert row is not None
    return str(row[0])
