"""The table in which a service keeps all parameter entries: written one by one, read for one region.

Each service has a `parameters` table of its own, made by its migration; nothing here opens a connection.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from policies.parameters.book import Book, Entry, ParameterKind, book, places_of

COLUMNS = "name, kind, region, first_day, value, source, known_since"

_READ = f"SELECT {COLUMNS} FROM parameters WHERE region = ANY(%s) ORDER BY name, region, version"


def write(
    name: str,
    kind: str,
    region: str,
    first_day: date,
    value: str | int | None,
    source: str,
    known_since: datetime,
    version: int,
) -> tuple[str, Sequence[Any]]:
    """One entry, as a projection writes it; `version` is its place in the stream of its name and region."""
    written = None if value is None else str(value)
    return (
        f"INSERT INTO parameters ({COLUMNS}, version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        (name, kind, region, first_day, written, source, known_since, version),
    )


def book_of(connection: Any, region: str) -> Book:
    """All that was ever set for the region and the places above it."""
    return book([entry_of(*row) for row in connection.execute(_READ, (list(places_of(region)),)).fetchall()])


def entry_of(
    name: str,
    kind: ParameterKind,
    region: str,
    first_day: date,
    value: str | None,
    source: str,
    known_since: datetime,
) -> Entry:
    as_set = int(value) if value is not None and kind == "count" else value
    return Entry(name, kind, (region,), first_day, as_set, source, known_since)
