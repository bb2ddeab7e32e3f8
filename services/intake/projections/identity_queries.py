"""What the tables of identity are asked: who shares a mark, and which two wait for an answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from psycopg import Connection

from chassis.http.scope import in_scope
from services.intake.domain.events import IdentityMarked, Signal
from services.intake.domain.household.states import ENDED
from services.intake.domain.identity.likeness import SHARED_MAX


class Pair(msgspec.Struct, frozen=True):
    """One row of two that may be one."""

    pair: str
    one: str
    other: str
    status: str
    score: int
    urgent: bool
    signals: list[Signal]
    since: datetime
    decided_by: str | None
    version: int


_COLUMNS = "pair, one, other, d.status, score, urgent, signals, since, decided_by, d.version"


def marks_of(connection: Connection[Any], households: Sequence[str]) -> dict[str, IdentityMarked]:
    rows = connection.execute(
        "SELECT household, marks::text FROM identities WHERE household = ANY(%s)", (list(households),)
    )
    return {household: msgspec.json.decode(marks, type=IdentityMarked) for household, marks in rows}


def sharing(connection: Connection[Any], household: str, marks: Sequence[str]) -> list[tuple[str, str]]:
    """(mark, other household) of each mark that says something: of one that more than `SHARED_MAX` have, none."""
    return connection.execute(
        "SELECT sought.mark, found.household FROM unnest(%(marks)s::text[]) AS sought (mark), LATERAL"
        " (SELECT household, count(*) OVER () AS holders FROM (SELECT household FROM identity_marks m"
        "  WHERE m.mark = sought.mark AND household <> %(household)s LIMIT %(most)s + 1) AS few) AS found"
        " WHERE holders <= %(most)s ORDER BY found.household, sought.mark",
        {"marks": list(marks), "household": household, "most": SHARED_MAX},
    ).fetchall()


def holders(connection: Connection[Any], marks: Sequence[str]) -> dict[str, int]:
    """How many households have each mark, counted to where it says nothing any more."""
    rows = connection.execute(
        "SELECT sought.mark, found.holders FROM unnest(%(marks)s::text[]) AS sought (mark), LATERAL"
        " (SELECT count(*) AS holders FROM (SELECT FROM identity_marks m WHERE m.mark = sought.mark"
        "  LIMIT %(most)s + 2) AS few) AS found WHERE found.holders > 0",
        {"marks": list(marks), "most": SHARED_MAX},
    )
    return dict(rows.fetchall())


class StoppedRoster(msgspec.Struct, frozen=True):
    stop: str
    org_path: str
    by: str
    rows: int
    new: int
    likely: int
    status: str
    since: datetime
    version: int


def stops(connection: Connection[Any], scope: str, after: str, limit: int) -> list[StoppedRoster]:
    """Imports that wait for a second person."""
    rows = connection.execute(
        "SELECT stop, org_path, by, rows, new, likely, status, since, version FROM roster_stops"
        f" WHERE status = 'stopped' AND stop > %(after)s AND {in_scope()} ORDER BY stop LIMIT %(limit)s",
        {"scope": scope, "after": after, "limit": limit},
    )
    return [StoppedRoster(*row) for row in rows]


def of_household(connection: Connection[Any], household: str) -> list[Pair]:
    """All that was ever found of it."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM duplicates d WHERE one = %(of)s OR other = %(of)s ORDER BY pair", {"of": household}
    )
    return [_pair(row) for row in rows]


def holding(connection: Connection[Any], household: str) -> tuple[str, ...]:
    """Pairs that keep the household's file from opening: urgent ones without an answer, and what is the same."""
    rows = connection.execute(
        "SELECT pair FROM duplicates d"
        " JOIN households h ON h.household = CASE WHEN one = %(of)s THEN other ELSE one END"
        " WHERE (one = %(of)s OR other = %(of)s) AND (d.status = 'same' OR (d.status = 'proposed' AND urgent))"
        " AND h.status <> ALL(%(ended)s) ORDER BY pair",
        {"of": household, "ended": list(ENDED)},
    )
    return tuple(pair for (pair,) in rows)


def by_id(connection: Connection[Any], pair: str) -> Pair | None:
    row = connection.execute(f"SELECT {_COLUMNS} FROM duplicates d WHERE pair = %s", (pair,)).fetchone()
    return _pair(row) if row else None


def listed(connection: Connection[Any], scope: str, reader: str, status: str, after: str, limit: int) -> list[Pair]:
    """Those that concern a household in scope, while neither's way is over; none of what `reader` brought in: they do
    not decide on it, and could ask by applying."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM duplicates d WHERE d.status = %(status)s AND pair > %(after)s"
        " AND NOT EXISTS (SELECT FROM households h WHERE h.household IN (one, other) AND h.status = ANY(%(ended)s))"
        f" AND EXISTS (SELECT FROM households h WHERE h.household IN (one, other) AND {in_scope()})"
        " AND NOT EXISTS (SELECT FROM households h WHERE h.household IN (one, other)"
        "  AND lower(applied_by COLLATE pg_c_utf8) = lower(%(reader)s COLLATE pg_c_utf8))"
        " ORDER BY pair LIMIT %(limit)s",
        {"scope": scope, "reader": reader, "status": status, "after": after, "limit": limit, "ended": list(ENDED)},
    )
    return [_pair(row) for row in rows]


def _pair(row: Sequence[Any]) -> Pair:
    pair, one, other, status, score, urgent, signals, since, decided_by, version = row
    return Pair(
        pair,
        one,
        other,
        status,
        score,
        urgent,
        msgspec.convert(signals, list[Signal]),
        since,
        decided_by,
        version,
    )
