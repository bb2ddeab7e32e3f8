"""Read model: the offices of the directory, as they were set, and what waits for a second person."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, LiteralString

from msgspec import Struct, to_builtins
from psycopg import Connection
from psycopg.types.json import Jsonb

from chassis.codec import Recorded
from chassis.projection import Write
from services.verification.domain.directory import Candidate, claims, places_around
from services.verification.domain.events import OfficeProposed, OfficeSet

TABLES = ("offices", "office_claims")

_IN_FORCE: LiteralString = (
    "(SELECT max(o.first_day) FROM offices o WHERE o.office = c.office AND o.standing = 'set' AND o.first_day <= %s)"
)


def writes(recorded: Recorded[Any]) -> Iterable[Write]:
    event = recorded.event
    match event:
        case OfficeProposed():
            yield _kept(event, "waiting", recorded.envelope.actor)
        case OfficeSet():
            of_the_day = (event.office, event.first_day)
            yield "DELETE FROM offices WHERE office = %s AND first_day = %s", of_the_day
            yield "DELETE FROM office_claims WHERE office = %s AND first_day = %s", of_the_day
            yield _kept(event, "set", recorded.envelope.actor)
            claimed = sorted(claims(event.answers))
            yield (
                "INSERT INTO office_claims (office, first_day, item, place)"
                " SELECT %s, %s, item, place FROM unnest(%s::text[], %s::text[]) AS c(item, place)",
                (*of_the_day, [item for item, _ in claimed], [place for _, place in claimed]),
            )


def _kept(event: OfficeProposed | OfficeSet, standing: str, by: str) -> Write:
    return (
        "INSERT INTO offices (office, first_day, standing, name, url, answers, source, by)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (office, first_day, standing) DO UPDATE SET name = excluded.name, url = excluded.url,"
        " answers = excluded.answers, source = excluded.source, by = excluded.by",
        (
            event.office,
            event.first_day,
            standing,
            event.name,
            event.url,
            Jsonb(to_builtins(event.answers)),
            event.source,
            by,
        ),
    )


def candidates(connection: Connection[Any], items: Collection[str], region: str, day: date) -> list[Candidate]:
    """Who answers there on that day, by what was set; each office by its version in force."""
    rows = connection.execute(
        "SELECT c.item, c.place, c.office FROM office_claims c WHERE c.item = ANY(%s) AND c.place = ANY(%s)"
        f" AND c.first_day = {_IN_FORCE}",
        (list(items), list(places_around(region)), day),
    )
    return [Candidate(*row) for row in rows.fetchall()]


def set_by(connection: Connection[Any], offices: Collection[str], day: date) -> set[str]:
    """Those of them of whom the directory, and no longer the file, says what they answer."""
    rows = connection.execute(
        "SELECT DISTINCT office FROM offices WHERE office = ANY(%s) AND standing = 'set' AND first_day <= %s",
        (list(offices), day),
    )
    return {office for (office,) in rows.fetchall()}


def claims_of(connection: Connection[Any], office: str, item: str) -> bool:
    """Whether any version of the office answers the item anywhere."""
    row = connection.execute(
        "SELECT EXISTS (SELECT FROM office_claims WHERE office = %s AND item = %s)", (office, item)
    ).fetchone()
    return bool(row and row[0])


def in_the_way(connection: Connection[Any], office: str, first_day: date, claimed: Collection[tuple[str, str]]) -> str:
    """Another office that answers one of these in the same place on that day or later; "" for none."""
    row = connection.execute(
        "SELECT c.office FROM office_claims c"
        " JOIN unnest(%s::text[], %s::text[]) AS w(item, place) ON c.item = w.item AND c.place = w.place"
        f" WHERE c.office <> %s AND (c.first_day > %s OR c.first_day = {_IN_FORCE})"
        " ORDER BY c.office LIMIT 1",
        ([item for item, _ in claimed], [place for _, place in claimed], office, first_day, first_day),
    ).fetchone()
    return str(row[0]) if row else ""


class Entry(Struct, frozen=True):
    """One version of one office; `standing`: set or waiting."""

    office: str
    first_day: date
    standing: str
    name: str
    url: str
    answers: list[dict[str, list[str]]]
    source: str
    by: str


def entries(connection: Connection[Any], standing: str, after: Sequence[object], limit: int) -> list[Entry]:
    """By code and first day, behind (code, first day)."""
    rows = connection.execute(
        "SELECT office, first_day, standing, name, url, answers, source, by FROM offices"
        " WHERE standing = %s AND (office, first_day) > (%s, %s::date) ORDER BY office, first_day LIMIT %s",
        (standing, *after, limit),
    )
    return [Entry(*row) for row in rows.fetchall()]


def in_force(connection: Connection[Any], offices: Collection[str], day: date) -> dict[str, Entry]:
    """Of those that were set: code -> the version of that day."""
    rows = connection.execute(
        "SELECT DISTINCT ON (office) office, first_day, standing, name, url, answers, source, by FROM offices"
        " WHERE office = ANY(%s) AND standing = 'set' AND first_day <= %s ORDER BY office, first_day DESC",
        (list(offices), day),
    )
    return {row[0]: Entry(*row) for row in rows.fetchall()}
