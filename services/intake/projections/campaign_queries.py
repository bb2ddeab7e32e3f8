"""What campaigns are asked: which open files they take next, and how far they are."""

from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct
from psycopg import Connection

from chassis.http.scope import in_scope


class Scope(Struct, frozen=True):
    """Open files of `org_path` and below: all, those whose term is over by `due_by`, or those of the list."""

    org_path: str
    due_by: date | None
    households: tuple[str, ...]


class Row(Struct, frozen=True):
    campaign: str
    org_path: str
    status: str
    version: int
    reason: str
    ordered_by: str
    due_by: date | None
    listed: int
    a_minute: int | None
    planned: int
    taken: int
    proposed_by: str
    begun_by: str | None
    since: datetime


_COLUMNS: Final = ", ".join(Row.__struct_fields__)
_MEANT: Final = (
    f"status = 'open' AND {in_scope()} AND (%(due_by)s::date IS NULL OR recheck_due_on <= %(due_by)s)"
    " AND (cardinality(%(households)s::text[]) = 0 OR household = ANY(%(households)s))"
)


def count(connection: Connection[Any], scope: Scope) -> int:
    """How many files are meant now."""
    ((found,),) = connection.execute(f"SELECT count(*) FROM households WHERE {_MEANT}", _of(scope)).fetchall()
    return int(found)


def next_files(connection: Connection[Any], scope: Scope, after: str, most: int) -> list[str]:
    """Behind one household, in the order of their ids: nobody is met twice, however often one asks again."""
    rows = connection.execute(
        f"SELECT household FROM households WHERE {_MEANT} AND household > %(after)s ORDER BY household LIMIT %(most)s",
        {**_of(scope), "after": after, "most": most},
    )
    return [household for (household,) in rows]


def _of(scope: Scope) -> dict[str, Any]:
    return {"scope": scope.org_path, "due_by": scope.due_by, "households": list(scope.households)}


def campaign(connection: Connection[Any], campaign: str) -> Row | None:
    row = connection.execute(f"SELECT {_COLUMNS} FROM campaigns WHERE campaign = %s", (campaign,)).fetchone()
    return None if row is None else Row(*row)


def campaigns(connection: Connection[Any], scope: str, after: str, most: int) -> list[Row]:
    """The latest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM campaigns WHERE {in_scope()} AND (%(after)s = '' OR campaign < %(after)s)"
        " ORDER BY campaign DESC LIMIT %(most)s",
        {"scope": scope, "after": after, "most": most},
    )
    return [Row(*row) for row in rows]


def progress(connection: Connection[Any], campaign: str) -> dict[str, int]:
    """How many of its households stand where; whoever was taken and is in none of these has their turn to come."""
    rows = connection.execute(
        "SELECT status, count(*)::int FROM campaign_households WHERE campaign = %s GROUP BY status", (campaign,)
    )
    return dict.fromkeys(STANDS, 0) | dict(rows.fetchall())


STANDS: Final = ("awaited", "answered", "silent", "decided", "under_way", "decided_since", "not_open")
"""Asked and not answered; the report is whole; it is partial; a person decided on it; and why it was passed over."""
