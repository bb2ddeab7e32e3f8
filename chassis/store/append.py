"""`append` on PostgreSQL: the counter row last, then versions, then everything that is no guard."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from psycopg import Connection

from chassis import metrics
from chassis.codec import Recorded
from chassis.ids import uuid7
from chassis.store import Outcome, Unit
from chassis.store.admission import Numbered, StoredAnswers, admit

Projection = Callable[[Recorded], Iterable[tuple[str, Any]]]
"""An event's writes to the read models, as (SQL, parameters); reads no personal field."""


def append(connection: Connection[Any], units: Sequence[Unit], project: Projection) -> list[Outcome]:
    """See `chassis.store.Transaction.append`; a loser has written nothing."""
    position, heads = _take_counter(connection)
    outcomes, admitted, position, heads = admit(
        units, _versions(connection, units), _answers(connection, units), position, heads
    )
    if not admitted:
        return outcomes
    numbered = [row for _, rows in admitted for row in rows]
    with connection.pipeline():
        if numbered:
            _insert_events(connection, numbered)
            connection.execute("UPDATE counter SET position = %s, heads = %s", (position, heads))
        for number in numbered:
            for sql, parameters in project(_at(number)):
                connection.execute(sql, parameters)
        for unit, _ in admitted:
            _insert_beside(connection, unit)
    for *_, row in numbered:
        metrics.EVENTS_APPENDED.labels(row.type).inc()
    return outcomes


def _take_counter(connection: Connection[Any]) -> tuple[int, list[int]]:
    row = connection.execute("SELECT position, heads FROM counter FOR UPDATE").fetchone()
    assert row is not None, "the counter row is made by the first migration"
    return row[0], row[1]


def _versions(connection: Connection[Any], units: Sequence[Unit]) -> dict[str, int]:
    streams = list({row.stream for unit in units for row in unit.rows})
    if not streams:
        return {}
    rows = connection.execute(
        "SELECT s.stream, e.version FROM unnest(%s::text[]) AS s(stream), LATERAL ("
        " SELECT version FROM events WHERE stream = s.stream ORDER BY version DESC LIMIT 1) e",
        (streams,),
    )
    return dict(rows.fetchall())


def _answers(connection: Connection[Any], units: Sequence[Unit]) -> StoredAnswers:
    """Read under the counter row, so no other writer's answer can be in flight."""
    scopes = [unit.claim.scope for unit in units if unit.claim is not None]
    if not scopes:
        return {}
    rows = connection.execute("SELECT scope, body_hash, response FROM idempotency WHERE scope = ANY(%s)", (scopes,))
    return {scope: (body_hash, response) for scope, body_hash, response in rows}


def _insert_events(connection: Connection[Any], numbered: Sequence[Numbered]) -> None:
    connection.execute(
        "INSERT INTO events (position, partition, previous, stream, version, id, type, subject, body, recorded_at)"
        " SELECT * FROM unnest(%s::bigint[], %s::smallint[], %s::bigint[], %s::text[], %s::int[], %s::uuid[],"
        " %s::text[], %s::text[], %s::bytea[], %s::timestamptz[])",
        (
            [position for position, _, _, _ in numbered],
            [partition for _, partition, _, _ in numbered],
            [previous for _, _, previous, _ in numbered],
            [row.stream for *_, row in numbered],
            [row.version for *_, row in numbered],
            [row.id for *_, row in numbered],
            [row.type for *_, row in numbered],
            [row.subject for *_, row in numbered],
            [row.body for *_, row in numbered],
            [row.recorded.envelope.recordedtime for *_, row in numbered],
        ),
    )


def _insert_beside(connection: Connection[Any], unit: Unit) -> None:
    for timer in unit.timers:
        connection.execute(
            "INSERT INTO timers (id, due, kind, subject, data) VALUES (%s, %s, %s, %s, %s::jsonb)",
            (uuid7(), timer.due, timer.kind, timer.subject, _json(timer.data)),
        )
    for delivery in unit.deliveries:
        connection.execute(
            "INSERT INTO deliveries (id, kind, target, subject, event_id, data) VALUES (%s, %s, %s, %s, %s, %s::jsonb)",
            (
                uuid7(),
                delivery.kind,
                delivery.target,
                delivery.subject,
                unit.rows[delivery.cause].id,
                _json(delivery.data),
            ),
        )
    if unit.claim is not None:
        connection.execute(
            "INSERT INTO idempotency (scope, body_hash, response) VALUES (%s, %s, %s)",
            (unit.claim.scope, unit.claim.body_hash, unit.response),
        )


def _at(number: Numbered) -> Recorded:
    position, _, _, row = number
    return msgspec.structs.replace(row.recorded, position=position)


def _json(data: dict[str, Any]) -> str:
    return msgspec.json.encode(data).decode()
