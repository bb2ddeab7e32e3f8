"""What leads are asked."""

from datetime import date
from typing import Any, Final

from msgspec import Struct
from psycopg import Connection

from chassis.http.scope import in_scope


class Row(Struct, frozen=True):
    lead: str
    org_path: str
    status: str
    version: int
    agency: str
    kind: str
    reference: str
    happened_on: date
    until: date
    visited_on: date | None
    visited_by: str | None
    household: str | None


_COLUMNS: Final = ", ".join(Row.__struct_fields__)


def lead(connection: Connection[Any], lead: str) -> Row | None:
    row = connection.execute(f"SELECT {_COLUMNS} FROM leads WHERE lead = %s", (lead,)).fetchone()
    return None if row is None else Row(*row)


def leads(connection: Connection[Any], scope: str, status: str | None, after: str, most: int) -> list[Row]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM leads WHERE {in_scope()} AND (%(status)s::text IS NULL OR status = %(status)s)"
        " AND lead > %(after)s ORDER BY lead LIMIT %(most)s",
        {"scope": scope, "status": status, "after": after, "most": most},
    )
    return [Row(*row) for row in rows]
