"""`append` on PostgreSQL: the counter row last, then versions, then everything that is no guard."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from psycopg import Connection, Cursor
from psycopg.types.numeric import Int8

from chassis import metrics, projection
from chassis.ids import uuid7
from chassis.projection import Projection, as_json
from chassis.store import Outcome, Unit
from chassis.store.admission import Numbered, StoredAnswers, admit, at

LAST_OF_ONE = "SELECT stream, version FROM events WHERE stream = %s ORDER BY version DESC LIMIT 1"


def append(connection: Connection[Any], units: Sequence[Unit], project: Projection) -> list[Outcome]:
    """See `chassis.store.Transaction.append`; a loser has written nothing.

    The connection is in a pipeline: one round trip for what is read, one for what is written. The server goes in
    order, so versions and answers are read under the counter row.
    """
    counter, versions, answers = _take_counter(connection), _versions(connection, units), _answers(connection, units)
    position, heads = _counted(counter)
    outcomes, admitted, position, heads = admit(units, _known(versions), _answered(answers), position, heads)
    if not admitted:
        return outcomes
    numbered = [row for _, rows in admitted for row in rows]
    if numbered:
        _insert_events(connection, numbered)
        _count(connection, position, heads)
    projection.write(connection, project, map(at, numbered))
    taken = [unit for unit, _ in admitted]
    _insert_timers(connection, taken)
    _insert_deliveries(connection, taken)
    _insert_answers(connection, [unit for unit in taken if unit.key is not None])
    for name, count in Counter(row.type for *_, row in numbered).items():
        metrics.EVENTS_APPENDED.labels(name).inc(count)
    return outcomes


def _take_counter(connection: Connection[Any]) -> Cursor[Any]:
    return connection.execute("SELECT position, heads FROM counter FOR UPDATE")


def _versions(connection: Connection[Any], units: Sequence[Unit]) -> Cursor[Any] | None:
    streams = list({row.stream for unit in units for row in unit.rows})
    if not streams:
        return None
    if len(streams) == 1:  # nearly always; of many, the server cannot know how many, and plans each time anew
        return connection.execute(LAST_OF_ONE, streams)
    return connection.execute(
        "SELECT s.stream, e.version FROM unnest(%b::text[]) AS s(stream), LATERAL ("
        " SELECT version FROM events WHERE stream = s.stream ORDER BY version DESC LIMIT 1) e",
        (streams,),
    )


def _answers(connection: Connection[Any], units: Sequence[Unit]) -> Cursor[Any] | None:
    """Read under the counter row, so no other writer's answer can be in flight."""
    scopes = [unit.key.scope for unit in units if unit.key is not None]
    if not scopes:
        return None
    return connection.execute("SELECT scope, body_hash, response FROM idempotency WHERE scope = ANY(%b)", (scopes,))


def _counted(counter: Cursor[Any]) -> tuple[int, list[int]]:
    row = counter.fetchone()
    assert row is not None, "the counter row is made by the first migration"
    return row[0], row[1]


def _count(connection: Connection[Any], position: int, heads: Sequence[int]) -> None:
    """As the columns' own type: what has to be cast makes the server plan each time anew."""
    connection.execute("UPDATE counter SET position = %s, heads = %s", (Int8(position), [Int8(head) for head in heads]))


def _known(versions: Cursor[Any] | None) -> dict[str, int]:
    return {} if versions is None else dict(versions.fetchall())


def _answered(answers: Cursor[Any] | None) -> StoredAnswers:
    return {} if answers is None else {scope: (body_hash, response) for scope, body_hash, response in answers}


def _insert_events(connection: Connection[Any], numbered: Sequence[Numbered]) -> None:
    """Arrays in binary (%b): as text every element is looked at for quotes, which cost four times as much."""
    connection.execute(
        "INSERT INTO events (position, partition, previous, stream, version, id, type, subject, body, recorded_at)"
        " SELECT * FROM unnest(%b::bigint[], %b::smallint[], %b::bigint[], %b::text[], %b::int[], %b::text[]::uuid[],"
        " %b::text[], %b::text[], %b::bytea[], %b::timestamptz[])",
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


def _insert_timers(connection: Connection[Any], units: Sequence[Unit]) -> None:
    timers = [timer for unit in units for timer in unit.timers]
    if not timers:
        return
    connection.execute(
        "INSERT INTO timers (id, due, kind, subject, data)"
        " SELECT * FROM unnest(%b::text[]::uuid[], %b::timestamptz[], %b::text[], %b::text[], %b::text[]::jsonb[])",
        (
            [uuid7() for _ in timers],
            [timer.due for timer in timers],
            [timer.kind for timer in timers],
            [timer.subject for timer in timers],
            [as_json(timer.data) for timer in timers],
        ),
    )


def _insert_deliveries(connection: Connection[Any], units: Sequence[Unit]) -> None:
    found = [(delivery, unit.rows[delivery.cause].id) for unit in units for delivery in unit.deliveries]
    if not found:
        return
    connection.execute(
        "INSERT INTO deliveries (id, kind, target, subject, event_id, data) SELECT * FROM unnest("
        "%b::text[]::uuid[], %b::text[], %b::text[], %b::text[], %b::text[]::uuid[], %b::text[]::jsonb[])",
        (
            [uuid7() for _ in found],
            [delivery.kind for delivery, _ in found],
            [delivery.target for delivery, _ in found],
            [delivery.subject for delivery, _ in found],
            [cause for _, cause in found],
            [as_json(delivery.data) for delivery, _ in found],
        ),
    )


def _insert_answers(connection: Connection[Any], units: Sequence[Unit]) -> None:
    if not units:
        return
    keys = [unit.key for unit in units if unit.key is not None]
    connection.execute(
        "INSERT INTO idempotency (scope, body_hash, response)"
        " SELECT * FROM unnest(%b::text[], %b::text[], %b::bytea[])",
        ([key.scope for key in keys], [key.body_hash for key in keys], [unit.response for unit in units]),
    )
