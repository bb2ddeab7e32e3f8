"""What the read models are asked. `scope` is the caller's organisation path: itself and all below it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from psycopg import Connection

from chassis.amounts import in_yuan
from chassis.http.scope import in_scope
from services.assistance.domain import batch, referral
from services.assistance.domain.act import states as acts
from services.assistance.domain.plan import states as plans

SEEN = {"acts": f"({in_scope()} OR {in_scope('giver')})"}
"""An act is seen by its giver wherever the household went since."""

LISTED = SEEN | {"funds": f"({in_scope()} OR starts_with(%(scope)s, org_path || '/'))"}
"""Funds above the caller are listed too: they help the households of all unions below them. What hangs on one, to whom
it is allotted and why it was raised, is its keeper's."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "plans": (
        "household", "org_path", "region", "status", "version", "helper_named", "helper_overdue",
        "relief_reached", "exit_proposed", "opened_on", "changed_at",
    ),
    "acts": (
        "act", "household", "org_path", "giver", "fund", "kind", "first", "last", "amount", "status",
        "expires_on", "rule", "clause", "other", "finding", "batch", "bank_reason", "instead_of",
        "changed_at",
    ),
    "funds": ("fund", "name", "source", "year", "org_path", "uses", "budget", "available", "committed", "paid"),
    "allotments": ("org_path", "amount", "used"),
    "batches": ("batch", "fund", "org_path", "status", "acts", "confirmed", "total", "changed_at"),
    "referrals": ("referral", "household", "agency", "due_on", "status", "changed_at"),
}  # fmt: skip
"""What is shown of each; the first column is its key."""


WAITS: Mapping[str, str] = {
    "clearance": "SELECT count(*), min(e.recorded_at) FROM"
    f" (SELECT act FROM acts WHERE status = '{acts.STATUS[acts.Proposed]}' ORDER BY act LIMIT 1000) waiting"
    " JOIN events e ON e.stream = 'act-' || act AND e.type = 'jiekun.assistance.AidProposed.v1'",
    "batch_check": "SELECT count(*), min(e.recorded_at) FROM"
    f" (SELECT batch FROM batches WHERE status = '{batch.Status.CLOSED}' ORDER BY batch LIMIT 1000) waiting"
    " JOIN events e ON e.stream = 'batch-' || batch AND e.type = 'jiekun.assistance.PaymentBatchClosed.v1'",
}
"""What waits for the ledger, and since when: nothing of it is paid before the ledger has answered."""


def rows(
    sql: Connection[Any], table: str, scope: str, filters: Mapping[str, object], after: str, limit: int
) -> list[dict[str, Any]]:
    """A page in the order of the key; `filters` are equalities, None filters nothing."""
    columns = COLUMNS[table]
    given = {name: value for name, value in filters.items() if value is not None}
    also = "".join(f" AND {name} = %({name})s" for name in given)
    seen = LISTED.get(table, in_scope())
    found = sql.execute(
        f"SELECT {', '.join(columns)} FROM {table} WHERE {seen} AND {columns[0]} > %(after)s{also}"
        f" ORDER BY {columns[0]} LIMIT %(limit)s",
        {**given, "scope": scope, "after": after, "limit": limit},
    ).fetchall()
    return [_shown(columns, row) for row in found]


def one(sql: Connection[Any], table: str, scope: str, key: str) -> dict[str, Any] | None:
    columns = COLUMNS[table]
    row = sql.execute(
        f"SELECT {', '.join(columns)} FROM {table} WHERE {SEEN.get(table, in_scope())} AND {columns[0]} = %(key)s",
        {"scope": scope, "key": key},
    ).fetchone()
    return _shown(columns, row) if row else None


def of(sql: Connection[Any], table: str, column: str, value: str) -> list[dict[str, Any]]:
    """All rows that belong to one household or batch which the caller was found to see."""
    columns = COLUMNS[table]
    found = sql.execute(
        f"SELECT {', '.join(columns)} FROM {table} WHERE {column} = %s ORDER BY {columns[0]}",
        (value,),
    ).fetchall()
    return [_shown(columns, row) for row in found]


def _shown(columns: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    shown: dict[str, Any] = in_yuan(dict(zip(columns, row, strict=True)))
    return shown


def cleared_acts(sql: Connection[Any], fund: str, named: frozenset[str] | None, limit: int) -> list[tuple[str, str]]:
    """(household, act) of the fund's acts that may be paid, oldest first; of those that are named, or of all."""
    return sql.execute(
        "SELECT household, act FROM acts WHERE fund = %s AND status = %s AND (%s::text[] IS NULL OR act = ANY(%s))"
        " ORDER BY act LIMIT %s",
        (fund, acts.STATUS[acts.Cleared], *[None if named is None else list(named)] * 2, limit),
    ).fetchall()


def actors_with(sql: Connection[Any], fund: str, types: Sequence[str]) -> list[tuple[str, str]]:
    """(type, actor) of the stored events of all acts and batches of the fund, each once; of these types alone."""
    return sql.execute(
        "SELECT DISTINCT split_part(e.type, '.', -2), convert_from(e.body, 'UTF8')::jsonb->>'actor' FROM events e"
        " JOIN (SELECT 'act-' || act AS stream FROM acts WHERE fund = %(fund)s"
        " UNION ALL SELECT 'batch-' || batch FROM batches WHERE fund = %(fund)s) s USING (stream)"
        " WHERE split_part(e.type, '.', -2) = ANY(%(types)s)",
        {"fund": fund, "types": list(types)},
    ).fetchall()


def acts_of(sql: Connection[Any], household: str) -> list[str]:
    rows = sql.execute("SELECT act FROM acts WHERE household = %s ORDER BY act", (household,)).fetchall()
    return [act for (act,) in rows]


class AskedFor(NamedTuple):
    """An act whose fund's keeper has not agreed yet."""

    act: str
    fund: str


def acts_asked_for(sql: Connection[Any], household: str) -> list[AskedFor]:
    rows = sql.execute(
        "SELECT act, fund FROM acts WHERE household = %s AND status = %s ORDER BY act",
        (household, acts.STATUS[acts.Asked]),
    )
    return [AskedFor(*row) for row in rows]


def fund_of_act(sql: Connection[Any], act: str) -> list[str]:
    """One, or none for an act that was never proposed here."""
    return [fund for (fund,) in sql.execute("SELECT fund FROM acts WHERE act = %s", (act,)).fetchall()]


def funds_of_household(sql: Connection[Any], household: str) -> list[str]:
    rows = sql.execute("SELECT DISTINCT fund FROM acts WHERE household = %s", (household,)).fetchall()
    return [fund for (fund,) in rows]


def batches_of_household(sql: Connection[Any], household: str) -> list[str]:
    rows = sql.execute("SELECT DISTINCT batch FROM acts WHERE household = %s AND batch IS NOT NULL", (household,))
    return [batch for (batch,) in rows.fetchall()]


def kept_by(sql: Connection[Any], household: str) -> str | None:
    row = sql.execute("SELECT org_path FROM plans WHERE household = %s", (household,)).fetchone()
    return row[0] if row else None


def files_of(sql: Connection[Any], households: Iterable[str], type: str) -> list[tuple[str, bytes]]:
    """(household, body) of the event of this type with which each plan's stream begins."""
    return sql.execute(
        "SELECT subject, body FROM events WHERE stream = ANY(%s) AND version = 1 AND type = %s",
        ([f"plan-{household}" for household in households], type),
    ).fetchall()


def never_helped(
    sql: Connection[Any], scope: str, opened_by: date, after: tuple[object, ...] | None, limit: int
) -> list[tuple[str, str, date]]:
    """(household, org_path, opened on) of open files that were never helped, the oldest first: no act was paid, and no
    agency has done what it was asked for. What is promised or under way is no help yet."""
    behind = " AND (opened_on, household) > (%(day)s::date, %(after)s)" if after else ""
    return sql.execute(
        f"SELECT household, org_path, opened_on FROM plans p WHERE {in_scope()} AND opened_on <= %(opened_by)s"
        f" AND status <> '{plans.STATUS[plans.Closed]}' AND NOT EXISTS"
        f" (SELECT FROM acts a WHERE a.household = p.household AND a.status = '{acts.STATUS[acts.Paid]}')"
        " AND NOT EXISTS (SELECT FROM referrals r WHERE r.household = p.household"
        f" AND r.status = '{referral.STATUS[referral.Done]}'){behind}"
        " ORDER BY opened_on, household LIMIT %(limit)s",
        {
            "scope": scope,
            "opened_by": opened_by,
            "day": after[0] if after else None,
            "after": after[1] if after else None,
            "limit": limit,
        },
    ).fetchall()


def waiting_for_a_term(sql: Connection[Any], place: str) -> list[tuple[str, list[tuple[str, date]]]]:
    """By region under `place`: (household, opened on) of open plans without a helper or a timer for one."""
    found = sql.execute(
        "SELECT region, household, opened_on FROM plans p"
        f" WHERE starts_with(region, %s) AND status <> '{plans.STATUS[plans.Closed]}'"
        " AND NOT helper_named AND NOT helper_overdue"
        " AND NOT EXISTS (SELECT FROM timers t WHERE t.subject = p.household AND t.kind = 'helper_overdue')"
        " ORDER BY region, household",
        (place,),
    ).fetchall()
    return [(region, [row[1:] for row in rows]) for region, rows in groupby(found, key=lambda row: row[0])]
