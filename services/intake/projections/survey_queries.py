"""What rosters, their rows and differences are asked. `scope` is the caller's organisation path."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct
from psycopg import Connection

from chassis.http.scope import in_scope
from services.intake.domain.household.states import ENDED

GONE_PAGE: Final = 5_000


class Roster(Struct, frozen=True):
    roster: str
    org_path: str
    imported_by: str
    imported_at: datetime
    complete_for: str | None
    counts: dict[str, int]


class KnownRow(Struct, frozen=True):
    """A row that was read before, in this roster or another."""

    survey_row: str
    version: int
    roster: str
    household: str
    outcome: str
    others: list[str]


class DifferenceRow(Struct, frozen=True):
    """`number`: the sheet's row, 0 of a household that is not in it."""

    difference: str
    survey_row: str
    number: int
    household: str
    org_path: str
    sheet_org_path: str
    outcome: str
    others: list[str]
    place: int
    kind: str
    person: str | None
    status: str
    read_on: date


class Filters(Struct, frozen=True):
    """Which differences are meant: all that are named hold."""

    outcome: str | None = None
    kind: str | None = None
    union: str | None = None
    status: str | None = None
    ids: list[str] | None = None


_SEEN = (
    f"({in_scope()} OR EXISTS (SELECT FROM survey_rows s WHERE s.roster = rosters.roster AND {in_scope('s.org_path')}))"
)
"""A city's roster is of many unions: each sees what is said of its own files."""


def roster(connection: Connection[Any], scope: str, name: str) -> Roster | None:
    row = connection.execute(
        "SELECT roster, org_path, imported_by, imported_at, complete_for, counts FROM rosters"
        f" WHERE roster = %(roster)s AND {_SEEN}",
        {"roster": name, "scope": scope},
    ).fetchone()
    return Roster(*row) if row else None


def rosters(connection: Connection[Any], scope: str, after: str, limit: int) -> list[Roster]:
    rows = connection.execute(
        "SELECT roster, org_path, imported_by, imported_at, complete_for, counts FROM rosters"
        f" WHERE {_SEEN} AND roster > %(after)s ORDER BY roster LIMIT %(limit)s",
        {"scope": scope, "after": after, "limit": limit},
    )
    return [Roster(*row) for row in rows]


def waiting_by_kind(connection: Connection[Any], scope: str, name: str) -> list[tuple[str, str, str, int]]:
    """(outcome, kind, status, how many) of a roster's differences, of files that the caller may see."""
    return connection.execute(
        f"SELECT outcome, kind, status, count(*) FROM {_JOINED}"
        f" WHERE d.roster = %(roster)s AND {in_scope('s.org_path')}"
        " GROUP BY outcome, kind, status ORDER BY outcome, kind, status",
        {"roster": name, "scope": scope},
    ).fetchall()


_JOINED = "differences d JOIN survey_rows s USING (survey_row)"
_MEANT = (
    "d.roster = %(roster)s AND (%(outcome)s::text IS NULL OR outcome = %(outcome)s)"
    " AND (%(kind)s::text IS NULL OR kind = %(kind)s)"
    " AND (%(status)s::text IS NULL OR status = %(status)s)"
    " AND (%(ids)s::text[] IS NULL OR difference = ANY(%(ids)s))"
    " AND (%(union)s::text IS NULL OR s.org_path = %(union)s)"
    f" AND {in_scope('s.org_path')}"
)


def differences(
    connection: Connection[Any], scope: str, name: str, filters: Filters, after: str, limit: int
) -> list[DifferenceRow]:
    """Of files that the caller may see, in the order of the differences' ids."""
    rows = connection.execute(
        "SELECT difference, survey_row, number, household, s.org_path, sheet_org_path, outcome, others, place, kind,"
        f" person, status, read_on FROM {_JOINED} WHERE {_MEANT}"
        " AND difference > %(after)s ORDER BY difference LIMIT %(limit)s",
        {**_asked(scope, name, filters), "after": after, "limit": limit},
    )
    return [DifferenceRow(*row) for row in rows]


def rows_to_decide(
    connection: Connection[Any], scope: str, name: str, filters: Filters, after: str, limit: int
) -> list[tuple[str, list[str]]]:
    """(row, its differences that are meant and wait), a row at a time, so that one household is decided on at once."""
    return connection.execute(
        f"SELECT survey_row, array_agg(difference ORDER BY place) FROM {_JOINED}"
        f" WHERE {_MEANT} AND survey_row > %(after)s GROUP BY survey_row ORDER BY survey_row LIMIT %(limit)s",
        {**_asked(scope, name, filters), "after": after, "limit": limit},
    ).fetchall()


def waiting(connection: Connection[Any], scope: str, name: str, filters: Filters) -> int:
    row = connection.execute(
        f"SELECT count(*) FROM {_JOINED} WHERE {_MEANT}",
        _asked(scope, name, filters),
    ).fetchone()
    return int(row[0]) if row else 0


def decided_by(connection: Connection[Any], request: str) -> dict[str, int]:
    """How many differences this request has settled, by what they came to."""
    return dict(
        connection.execute(
            "SELECT status, count(*) FROM differences WHERE request = %s GROUP BY status", (request,)
        ).fetchall()
    )


def _asked(scope: str, name: str, filters: Filters) -> dict[str, Any]:
    return {
        "scope": scope,
        "roster": name,
        "outcome": filters.outcome,
        "kind": filters.kind,
        "union": filters.union,
        "status": filters.status,
        "ids": filters.ids,
    }


def known_rows(connection: Connection[Any], ids: Iterable[str]) -> dict[str, KnownRow]:
    rows = connection.execute(
        "SELECT survey_row, version, roster, household, outcome, others FROM survey_rows WHERE survey_row = ANY(%s)",
        (list(ids),),
    )
    return {row[0]: KnownRow(*row) for row in rows}


def claims_on(connection: Connection[Any], persons: Iterable[str]) -> dict[str, str]:
    """Person to the household whose open file claims them; read without a lock, to be seen again under one."""
    return dict(
        connection.execute("SELECT person, household FROM claims WHERE person = ANY(%s)", (list(persons),)).fetchall()
    )


def files(connection: Connection[Any], scope: str, households: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Household to (org_path, applicant), of those in scope."""
    rows = connection.execute(
        f"SELECT household, org_path, applicant FROM households WHERE household = ANY(%(households)s) AND {in_scope()}",
        {"households": list(households), "scope": scope},
    )
    return {household: (org_path, applicant) for household, org_path, applicant in rows}


def under_way(connection: Connection[Any], scope: str, applicants: Iterable[str]) -> dict[tuple[str, str], str]:
    """(applicant, org_path) to the application that has neither ended nor become a file."""
    rows = connection.execute(
        "SELECT applicant, org_path, household FROM households WHERE applicant = ANY(%(applicants)s)"
        f" AND status <> ALL(%(over)s) AND {in_scope()} ORDER BY household",
        {"applicants": list(applicants), "over": [*ENDED, "open"], "scope": scope},
    )
    return {(applicant, org_path): household for applicant, org_path, household in rows}


def gone(connection: Connection[Any], name: str) -> int:
    row = connection.execute(
        "SELECT count(*) FROM survey_rows WHERE roster = %s AND outcome = 'gone'", (name,)
    ).fetchone()
    return int(row[0]) if row else 0


def open_files(connection: Connection[Any], scope: str, by: str | None) -> Iterator[list[tuple[str, str]]]:
    """(household, org_path) of every open file in scope, so many at a time; `by`: of those whom this person applied for
    alone."""
    after = ""
    while page := connection.execute(
        f"SELECT household, org_path FROM households WHERE status = 'open' AND household > %(after)s AND {in_scope()}"
        " AND (%(by)s::text IS NULL OR lower(applied_by COLLATE pg_c_utf8) = lower(%(by)s COLLATE pg_c_utf8))"
        " ORDER BY household LIMIT %(limit)s",
        {"scope": scope, "by": by, "after": after, "limit": GONE_PAGE},
    ).fetchall():
        yield page
        after = page[-1][0]
