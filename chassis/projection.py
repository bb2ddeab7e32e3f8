"""Projections: the writes by which read models follow the events, committed with them."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from psycopg import Connection

from chassis.codec import Recorded

Write = tuple[str, Any]
"""SQL and its parameters."""

Projection = Callable[[Recorded[Any]], Iterable[Write]]
"""An event's writes to the read models; reads no personal field."""


def write(connection: Connection[Any], project: Projection, recorded: Iterable[Recorded[Any]]) -> None:
    """Makes the writes at once, in the order of the events."""
    for one in recorded:
        for statement, parameters in project(one):
            connection.execute(statement, parameters)


def as_json(value: object) -> str | None:
    """For a `jsonb` column; None stays NULL."""
    return None if value is None else msgspec.json.encode(value).decode()
