"""Scope of one household: whose it is, and whether the caller may know of it."""

from collections.abc import Callable
from typing import Any

from psycopg import Connection

from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem

Owner = Callable[[Any, str], str | None]
"""`owner(connection, household)` gives the org_path that keeps the household, None when it is unknown here."""


def require_kept_in_scope(connection: Connection[Any], owner: Owner, principal: Principal, household: str) -> None:
    """Raises Problem `not_found`, alike for a household that is elsewhere and for one that is nowhere."""
    kept_by = owner(connection, household)
    if kept_by is None:
        raise Problem("not_found")
    principal.require_covers(kept_by)
