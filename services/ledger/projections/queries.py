"""Queries of the read models. `scope` is the caller's organisation path: itself and all below it."""

from datetime import date, datetime
from typing import Any

from msgspec import Struct
from psycopg import Connection

from chassis.http.scope import in_scope


class Decision(Struct, frozen=True):
    act: str
    household: str
    giver: str
    kind: str
    first: date
    last: date
    amount: int
    status: str
    rule: str | None
    clause: str | None
    other: dict[str, Any] | None
    changed_at: datetime


class OverlapFound(Struct, frozen=True):
    finding: str
    act: str
    household: str
    rule: str
    clause: str
    other: dict[str, Any] | None
    raised_at: datetime
    withdrawn_at: datetime | None


_SEEN = f"({in_scope('d.org_path')} OR {in_scope('d.giver')})"
"""By the union that keeps the household, and by the giver: the household may have moved since."""
_DECISIONS = (
    "SELECT act, household, giver, kind, first, last, amount, status, rule, clause, other, changed_at"
    f" FROM aid_decisions d WHERE {_SEEN}"
)


def decisions(
    connection: Connection[Any], scope: str, filters: dict[str, str | None], after: str, limit: int
) -> list[Decision]:
    """In the order of their acts; `filters` are `household` and `status`, each None for any."""
    rows = connection.execute(
        f"{_DECISIONS} AND act > %(after)s"
        " AND (%(household)s::text IS NULL OR household = %(household)s)"
        " AND (%(status)s::text IS NULL OR status = %(status)s) ORDER BY act LIMIT %(limit)s",
        {"scope": scope, "after": after, "limit": limit, **filters},
    )
    return [Decision(*row) for row in rows]


def decision(connection: Connection[Any], scope: str, act: str) -> Decision | None:
    row = connection.execute(f"{_DECISIONS} AND act = %(act)s", {"scope": scope, "act": act}).fetchone()
    return Decision(*row) if row else None


def overlaps_found(connection: Connection[Any], scope: str, after: str, limit: int) -> list[OverlapFound]:
    rows = connection.execute(
        "SELECT f.finding, f.act, f.household, f.rule, f.clause, f.other, f.raised_at, f.withdrawn_at"
        f" FROM findings f JOIN aid_decisions d USING (act) WHERE {_SEEN}"
        " AND f.finding > %(after)s ORDER BY f.finding LIMIT %(limit)s",
        {"scope": scope, "after": after, "limit": limit},
    )
    return [OverlapFound(*row) for row in rows]


class OutsideReport(Struct, frozen=True):
    """Aid to a member of a household that another giver reported, as it stands now."""

    report: str
    giver: str
    kind: str
    first: date
    last: date
    amount: int
    told_at: datetime


def reports_about(connection: Connection[Any], household: str, limit: int) -> list[OutsideReport]:
    """Latest first."""
    rows = connection.execute(
        f"SELECT {', '.join(OutsideReport.__struct_fields__)} FROM outside_aid WHERE report IN"
        " (SELECT act FROM aid_beneficiaries JOIN file_members USING (person) WHERE household = %s)"
        " ORDER BY told_at DESC, report LIMIT %s",
        (household, limit),
    )
    return [OutsideReport(*row) for row in rows]


def kept_by(connection: Connection[Any], household: str) -> str | None:
    """The organisation that keeps the household, as far as the ledger has heard of it."""
    row = connection.execute(
        "SELECT org_path FROM files WHERE household = %s"
        " UNION ALL SELECT org_path FROM aid_decisions WHERE household = %s LIMIT 1",
        (household, household),
    ).fetchone()
    return row[0] if row else None
