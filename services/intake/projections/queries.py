"""What the read models are asked. `scope` is the caller's organisation path: itself and all below it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict
from psycopg import Connection

from chassis.database import only_row
from chassis.http.scope import in_scope
from policies.parameters import table as parameters_table
from policies.parameters.book import Entry, places_of
from services.intake.domain.household.states import ENDED, Status


class Household(Struct, frozen=True):
    """One row of the work list."""

    household: str
    org_path: str
    region: str
    status: str
    version: int
    proposal: str | None
    flags: list[str]
    changed_at: datetime
    recheck_due_on: date | None
    rechecked: bool
    applied_by: str
    category: str | None
    submitted_on: date | None
    opened_on: date | None


_COLUMNS = ", ".join(Household.__struct_fields__)


class Narrowed(Struct, frozen=True):
    """None narrows nothing."""

    status: str | None
    rechecked: bool | None
    flag: str | None


def work_list(connection: Connection[Any], scope: str, asked: Narrowed, after: str, limit: int) -> list[Household]:
    flagged = " AND flags <> '{}' AND %(flag)s = ANY(flags)" if asked.flag else ""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM households WHERE {in_scope()} AND household > %(after)s{flagged}"
        " AND (%(status)s::text IS NULL OR status = %(status)s)"
        " AND (%(rechecked)s::boolean IS NULL OR rechecked = %(rechecked)s) ORDER BY household LIMIT %(limit)s",
        {**asdict(asked), "scope": scope, "after": after, "limit": limit},
    )
    return [Household(*row) for row in rows]


def unchanged_since(
    connection: Connection[Any], scope: str, day: datetime, after: tuple[object, ...] | None, limit: int
) -> list[Household]:
    """Open files that nobody touched since `day`, the longest first."""
    behind = " AND (changed_at, household) > (%(after_at)s::timestamptz, %(after)s)" if after else ""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM households WHERE status = 'open' AND changed_at < %(day)s AND {in_scope()}{behind}"
        " ORDER BY changed_at, household LIMIT %(limit)s",
        {
            "scope": scope,
            "day": day,
            "after_at": after[0] if after else None,
            "after": after[1] if after else None,
            "limit": limit,
        },
    )
    return [Household(*row) for row in rows]


class Waiting(Struct, frozen=True):
    """A decision or closing that somebody signed first."""

    household: str
    org_path: str
    version: int
    act: str
    grounds: list[str]
    signed_by: str
    since: datetime


def waiting_for_a_second_signature(
    connection: Connection[Any], scope: str, reader: str, after: str, limit: int
) -> list[Waiting]:
    """What `reader` may sign: all but what they signed first, or brought in."""
    rows = connection.execute(
        "SELECT household, org_path, version, act, grounds, signed_by, since"
        f" FROM second_signatures JOIN households USING (household) WHERE {in_scope()} AND household > %(after)s"
        " AND lower(signed_by) <> lower(%(reader)s) AND (lower(applied_by) <> lower(%(reader)s)"
        " OR (act LIKE 'close%%' AND NOT 'recheck' = ANY(grounds)))"
        " ORDER BY household LIMIT %(limit)s",
        {"scope": scope, "reader": reader, "after": after, "limit": limit},
    )
    return [Waiting(*row) for row in rows]


class WaitingChange(Struct, frozen=True):
    """A change of an open file that somebody proposed."""

    change: str
    household: str
    org_path: str
    version: int
    kind: str
    proposed_by: str
    since: datetime


def changes_that_wait(
    connection: Connection[Any], scope: str, reader: str, after: str, limit: int
) -> list[WaitingChange]:
    """What `reader` may decide on: all but what they proposed, and households that they brought in."""
    rows = connection.execute(
        "SELECT change, household, org_path, version, kind, proposed_by, since"
        f" FROM changes JOIN households USING (household) WHERE {in_scope()} AND change > %(after)s"
        " AND lower(proposed_by) <> lower(%(reader)s) AND lower(applied_by) <> lower(%(reader)s)"
        " ORDER BY change LIMIT %(limit)s",
        {"scope": scope, "reader": reader, "after": after, "limit": limit},
    )
    return [WaitingChange(*row) for row in rows]


class Move(Struct, frozen=True):
    """An open file that goes to another union, or went. `org_path`: where it is, or was when it went."""

    move: str
    household: str
    org_path: str
    to_org_path: str
    reason: str
    proposed_by: str
    since: datetime


_MOVES = f"SELECT {', '.join(Move.__struct_fields__)} FROM moves"


def move(connection: Connection[Any], id: str) -> Move | None:
    row = connection.execute(f"{_MOVES} WHERE move = %s", (id,)).fetchone()
    return Move(*row) if row else None


def moves_that_wait(connection: Connection[Any], scope: str, after: str, limit: int) -> list[Move]:
    """From or to a union of the caller's scope."""
    rows = connection.execute(
        f"{_MOVES} WHERE status = 'waiting' AND ({in_scope()} OR {in_scope('to_org_path')}) AND move > %(after)s"
        " ORDER BY move LIMIT %(limit)s",
        {"scope": scope, "after": after, "limit": limit},
    )
    return [Move(*row) for row in rows]


def with_member(connection: Connection[Any], scope: str, person: str) -> list[Household]:
    """The households that the person (a token) is or was a member of."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM households JOIN household_members USING (household)"
        f" WHERE person = %(person)s AND {in_scope()} ORDER BY household",
        {"scope": scope, "person": person},
    )
    return [Household(*row) for row in rows]


def called(connection: Connection[Any], scope: str, mark: str, limit: int) -> list[Household]:
    """The households on their way or open of which a member has this name (a mark)."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM households JOIN identity_marks USING (household)"
        f" WHERE mark = %(mark)s AND {in_scope()} ORDER BY household LIMIT %(limit)s",
        {"scope": scope, "mark": mark, "limit": limit},
    )
    return [Household(*row) for row in rows]


def organisation_of(connection: Connection[Any], household: str) -> str | None:
    row = connection.execute("SELECT org_path FROM households WHERE household = %s", (household,)).fetchone()
    return row[0] if row else None


def region_of(connection: Connection[Any], household: str) -> str:
    """Of a household that is known to exist."""
    (region,) = only_row(connection.execute("SELECT region FROM households WHERE household = %s", (household,)))
    return str(region)


def latest_of(connection: Connection[Any], households: Iterable[str], types: list[str]) -> list[tuple[str, bytes]]:
    """(household, body) of the latest event of one of these types in each household's stream."""
    return connection.execute(
        "SELECT DISTINCT ON (stream) subject, body FROM events WHERE stream = ANY(%s) AND type = ANY(%s)"
        " ORDER BY stream, version DESC",
        ([f"household-{household}" for household in households], types),
    ).fetchall()


def known(connection: Connection[Any], households: Iterable[str]) -> set[str]:
    rows = connection.execute("SELECT household FROM households WHERE household = ANY(%s)", (list(households),))
    return {household for (household,) in rows}


def taken_by(connection: Connection[Any], import_id: str, households: Iterable[str]) -> set[str]:
    """Those of the households that applied through this import, in an earlier try of it."""
    rows = connection.execute(
        "SELECT subject FROM events WHERE stream = ANY(%s) AND version = 1"
        " AND convert_from(body, 'UTF8')::jsonb #>> '{data,import_id}' = %s",
        ([f"household-{household}" for household in households], import_id),
    )
    return {household for (household,) in rows}


def brought_in(connection: Connection[Any], actor: str, households: Iterable[str]) -> frozenset[str]:
    """Those of the households that the person applied for, however the case of the name is written."""
    rows = connection.execute(
        "SELECT household FROM households WHERE household = ANY(%s)"
        " AND lower(applied_by COLLATE pg_c_utf8) = lower(%s COLLATE pg_c_utf8)",
        (list(households), actor),
    )
    return frozenset(household for (household,) in rows)


def has_refused(connection: Connection[Any], import_id: str) -> bool:
    """Whether an earlier try of this import refused a row."""
    return connection.execute("SELECT 1 FROM events WHERE subject = %s LIMIT 1", (import_id,)).fetchone() is not None


def elsewhere(connection: Connection[Any], persons: Iterable[str], household: str) -> frozenset[str]:
    """Those persons who are in another application or file that has not ended, whosever it is."""
    rows = connection.execute(
        "SELECT DISTINCT person FROM household_members JOIN households USING (household)"
        " WHERE person = ANY(%s) AND household <> %s AND status <> ALL(%s)",
        (list(persons), household, list(ENDED)),
    )
    return frozenset(person for (person,) in rows)


def applied_for(connection: Connection[Any], org_path: str, applicant: str) -> list[tuple[str, Status]]:
    """(household, status) of every application of the person (a token) at this very organisation."""
    return connection.execute(
        "SELECT household, status FROM households WHERE applicant = %s AND org_path = %s", (applicant, org_path)
    ).fetchall()


def has_ended(connection: Connection[Any], scope: str, household: str) -> bool:
    """True for a household in scope whose way is over, so that a new application may name it."""
    row = connection.execute(
        f"SELECT 1 FROM households WHERE household = %(household)s AND status = ANY(%(ended)s) AND {in_scope()}",
        {"household": household, "scope": scope, "ended": list(ENDED)},
    ).fetchone()
    return row is not None


def one(connection: Connection[Any], household: str) -> Household:
    """The row of a household that is known to exist."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM households WHERE household = %s", (household,))
    return Household(*only_row(rows))


class Set(Struct, frozen=True):
    """One entry of the parameters' history, at its place in the order of the list."""

    entry: Entry
    place: tuple[str, str, int]


def parameter_history(
    connection: Connection[Any], region: str | None, name: str | None, after: tuple[object, ...], limit: int
) -> list[Set]:
    """In the order of name, region and setting; `region` None: everywhere."""
    rows = connection.execute(
        f"SELECT {parameters_table.COLUMNS}, version FROM parameters"
        " WHERE (name, region, version) > (%(name_after)s, %(region_after)s, %(version_after)s)"
        " AND (%(places)s::text[] IS NULL OR region = ANY(%(places)s)) AND (%(name)s::text IS NULL OR name = %(name)s)"
        " ORDER BY name, region, version LIMIT %(limit)s",
        {
            **dict(zip(("name_after", "region_after", "version_after"), after, strict=True)),
            "places": list(places_of(region)) if region else None,
            "name": name,
            "limit": limit,
        },
    )
    return [Set(parameters_table.entry_of(*row[:-1]), (row[0], row[2], row[-1])) for row in rows]
