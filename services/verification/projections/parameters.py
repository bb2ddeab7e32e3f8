"""The parameters of the law, as intake told of them: what holds in a place on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from psycopg import Connection

from chassis.codec import Recorded
from chassis.projection import Write
from services.verification.domain.events import ParameterRecorded

TABLE = "parameters"


def writes(recorded: Recorded[Any]) -> Iterable[Write]:
    """What is set again for the same day is a correction, and takes the place of what stood there."""
    if isinstance(event := recorded.event, ParameterRecorded):
        yield (
            "INSERT INTO parameters (name, region, first_day, value, entered_at) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (name, region, first_day)"
            " DO UPDATE SET value = excluded.value, entered_at = excluded.entered_at",
            (
                event.name,
                event.region,
                event.first_day,
                None if event.value is None else str(event.value),
                event.known_since,
            ),
        )


def parameter(connection: Connection[Any], name: str, region: str, day: date) -> str | None:
    """As written; None: unset. The narrower place goes before the wider, then the later first day
    (`policies/parameters/book.py`)."""
    return in_force(connection, [name], region, day).get(name)


def in_force(connection: Connection[Any], names: list[str], region: str, day: date) -> dict[str, str]:
    """Several at once; a name that is unset there is absent."""
    rows = connection.execute(
        "SELECT DISTINCT ON (name) name, value FROM parameters"
        " WHERE name = ANY(%s) AND region = ANY(%s) AND first_day <= %s"
        " ORDER BY name, length(region) DESC, first_day DESC",
        (names, [region[:2], region[:4], region], day),
    )
    return {name: value for name, value in rows.fetchall() if value is not None}
