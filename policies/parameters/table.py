"""The table in which a service keeps all parameter entries: written one by one, read for one region.

Each service has a `parameters` table of its own, made by its migration; nothing here opens a connection.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from policies.language.facts import ParameterKind
from policies.parameters.book import Book, Entry, book, places_of

COLUMNS = "name, kind, region, first_day, value, source, known_since"

_READ = f"SELECT {COLUMNS} FROM parameters WHERE region = ANY(%s) ORDER BY name, region, version"


def write(entry: Entry, version: int) -> tuple[str, Sequence[Any]]:
    """An entry of one region, as a projection writes it; `version` is its place in the stream of name and region."""
    (region,) = entry.regions
    written = None if entry.value is None else str(entry.value)
    return (
        f"INSERT INTO parameters ({COLUMNS}, version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        (entry.name, entry.kind, region, entry.first_day, written, entry.source, entry.known_since, version),
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
