"""Projections: the writes by which read models follow the events, committed with them."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from chassis.codec import Recorded

Write = tuple[str, Any]
"""SQL and its parameters."""

Projection = Callable[[Recorded[Any]], Iterable[Write]]
"""An event's writes to the read models; reads no personal field."""


def as_json(value: object) -> str | None:
    """For a `jsonb` column; None stays NULL."""
    return None if value is None else msgspec.json.encode(value).decode()
