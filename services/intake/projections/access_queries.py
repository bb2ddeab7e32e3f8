"""What auditors and supervisors ask: who saw what, how often somebody searched, whose applications are withdrawn."""

from datetime import datetime
from typing import Any

from msgspec import Struct
from psycopg import Connection

from chassis.database import only_row
from chassis.http.scope import in_scope


class Access(Struct, frozen=True):
    id: str
    at: datetime
    actor: str
    what: str
    org_path: str
    household: str | None
    person: str | None
    found: int | None


_AROUND = """what IN ('redecide', 'simulate')
    AND (org_path = '' OR starts_with(%(scope)s, org_path || '/'))"""
"""A run over a larger place has read the caller's households too."""


def accesses(
    connection: Connection[Any], scope: str, asked: dict[str, str | None], after: str, limit: int
) -> list[Access]:
    """In the order of their ids, which is that of time. `asked`: a household, an actor; None is any."""
    rows = connection.execute(
        f"SELECT {', '.join(Access.__struct_fields__)} FROM accesses"
        f" WHERE ({in_scope()} OR {_AROUND}) AND id > %(after)s"
        " AND (%(household)s::text IS NULL OR household = %(household)s)"
        " AND (%(actor)s::text IS NULL OR lower(actor COLLATE pg_c_utf8) = lower(%(actor)s COLLATE pg_c_utf8))"
        " ORDER BY id LIMIT %(limit)s",
        {**asked, "scope": scope, "after": after, "limit": limit},
    )
    return [Access(*row) for row in rows]


def searches(connection: Connection[Any], actor: str, since: list[datetime]) -> list[int]:
    """How many the person made since each instant, however the case of the name is written (`kernel.subject`)."""
    row = connection.execute(
        "SELECT ARRAY(SELECT (SELECT count(*) FROM accesses WHERE what = 'search'"
        " AND lower(actor COLLATE pg_c_utf8) = lower(%s COLLATE pg_c_utf8) AND at > instant)"
        " FROM unnest(%s::timestamptz[]) WITH ORDINALITY AS asked (instant, place) ORDER BY place)",
        (actor, since),
    )
    (counts,) = only_row(row)
    return list(counts)


class Withdrawals(Struct, frozen=True):
    """Of the applications that somebody brought in: how many were taken back, and how many of these concerned people
    who were in another application or file at that time, as a probe for them would."""

    applied_by: str
    applications: int
    withdrawn: int
    withdrawn_about_others: int


def withdrawals(
    connection: Connection[Any], scope: str, about_others: list[str], after: str, limit: int
) -> list[Withdrawals]:
    rows = connection.execute(
        "SELECT applied_by, count(*), count(*) FILTER (WHERE status = 'withdrawn'),"
        " count(*) FILTER (WHERE status = 'withdrawn' AND flags && %(about_others)s)"
        f" FROM households WHERE {in_scope()} AND applied_by > %(after)s GROUP BY applied_by"
        " HAVING bool_or(status = 'withdrawn') ORDER BY applied_by LIMIT %(limit)s",
        {"scope": scope, "about_others": about_others, "after": after, "limit": limit},
    )
    return [Withdrawals(*row) for row in rows]
