"""Queries of the index, asked only under the locks of the keys concerned."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from kernel.aid_status import AidStatus
from kernel.period import Period
from services.ledger.domain.aid import Act, OutsideAid
from services.ledger.domain.commands import FileState
from services.ledger.domain.neighbours import LiveAid
from services.ledger.index.schema import DAYS, IS_HELD, IS_LIVE, IS_WAITING, MONEY_IS_GONE, Sql


def file_state(sql: Sql, household: str) -> FileState:
    row = sql.execute("SELECT closed_on, doubted_since FROM files WHERE household = %s", (household,)).fetchone()
    if row is None:
        return FileState.UNKNOWN
    closed_on, doubted_since = row
    if closed_on is not None:
        return FileState.CLOSED
    return FileState.OPEN if doubted_since is None else FileState.DOUBTED


def keeper(sql: Sql, household: str) -> str | None:
    """The union that keeps the household's file."""
    row = sql.execute("SELECT org_path FROM files WHERE household = %s", (household,)).fetchone()
    return row[0] if row else None


def opened_on(sql: Sql, household: str) -> date | None:
    row = sql.execute("SELECT opened_on FROM files WHERE household = %s", (household,)).fetchone()
    return row[0] if row else None


def first_death(sql: Sql, persons: Sequence[str]) -> date | None:
    """When the first of them died, as a file told."""
    row = sql.execute("SELECT min(died_on) FROM deaths WHERE person = ANY(%s)", (list(persons),)).fetchone()
    return row[0] if row else None


def status_of(sql: Sql, act: str) -> tuple[AidStatus, date | None]:
    """With the day until which it is cleared, if it is."""
    row = sql.execute("SELECT status, expires_on FROM aid_index WHERE act = %s", (act,)).fetchone()
    return (AidStatus(row[0]), row[1]) if row else (AidStatus.UNKNOWN, None)


_ACT: Final = (
    f"SELECT a.act, household, org_path, giver, kind, {DAYS}, amount, profile, account, bill,"
    " ARRAY(SELECT person FROM aid_beneficiaries b WHERE b.act = a.act ORDER BY person)"
    " FROM aid_index a WHERE NOT outside AND"
)


def union_act(sql: Sql, act: str) -> Act | None:
    """A union's act as it was recorded."""
    row = sql.execute(f"{_ACT} act = %s", (act,)).fetchone()
    return _act(row) if row else None


def waiting_acts(sql: Sql, household: str) -> list[Act]:
    rows = sql.execute(f"{_ACT} household = %s AND {IS_WAITING} ORDER BY act", (household,))
    return [_act(row) for row in rows]


def of_household(sql: Sql, household: str, statuses: Sequence[AidStatus], since: date | None = None) -> list[Act]:
    """Unions' acts for it that stand so, and are for a day from `since` on."""
    rows = sql.execute(
        f"{_ACT} household = %s AND a.status = ANY(%s) AND (%s::date IS NULL OR upper(a.period) > %s) ORDER BY act",
        (household, list(statuses), since, since),
    )
    return [_act(row) for row in rows]


def paid_to(sql: Sql, persons: Sequence[str]) -> list[Act]:
    """Unions' acts for any of them whose money is gone, or must be taken for gone."""
    rows = sql.execute(
        f"{_ACT} {MONEY_IS_GONE} AND a.act IN (SELECT act FROM aid_beneficiaries WHERE person = ANY(%s)) ORDER BY act",
        (list(persons),),
    )
    return [_act(row) for row in rows]


def paid_near(sql: Sql, aid: OutsideAid) -> list[Act]:
    """Unions' acts for the same persons or bill whose money is gone, or must be taken for gone."""
    return _acts_near(sql, MONEY_IS_GONE, aid)


def held_near(sql: Sql, aid: OutsideAid) -> list[Act]:
    """Unions' acts for the same persons or bill that are held, by this aid or by other."""
    return _acts_near(sql, IS_HELD, aid)


def _acts_near(sql: Sql, which: str, aid: OutsideAid) -> list[Act]:
    rows = sql.execute(
        f"{_ACT} {which} AND (a.bill = %s"
        " OR a.act IN (SELECT act FROM aid_beneficiaries WHERE person = ANY(%s) OR person IN"
        " (SELECT person FROM same_persons WHERE was = ANY(%s)))) ORDER BY act",
        (aid.bill, list(aid.beneficiaries), list(aid.beneficiaries)),
    )
    return [_act(row) for row in rows]


_NEAR: Final = (
    f"SELECT a.act, household, org_path, giver, kind, {DAYS}, amount, bill,"
    " EXISTS (SELECT FROM aid_beneficiaries b WHERE b.act = a.act AND b.person = ANY(%(persons)s))"
    f" FROM aid_index a WHERE {IS_LIVE} AND a.act <> %(act)s AND ("
    " (a.kind = %(kind)s AND a.act IN (SELECT act FROM aid_beneficiaries WHERE person = ANY(%(persons)s)))"
    " OR (a.bill IS NOT NULL AND a.bill = %(bill)s)) ORDER BY a.act"
)


def live_near(sql: Sql, act: Act) -> list[LiveAid]:
    """All live aid that shares a beneficiary and the kind, or the bill."""
    parameters = {"persons": list(act.beneficiaries), "kind": act.kind, "bill": act.bill, "act": act.act}
    return [_live(row) for row in sql.execute(_NEAR, parameters)]


def marks(sql: Sql) -> dict[str, int]:
    """How far foreign facts are known, by source and partition."""
    rows = sql.execute(
        "SELECT source || '/' || partition, position FROM marks WHERE subscription = 'ledger'"
    ).fetchall()
    return dict(rows)


def _act(row: Sequence[Any]) -> Act:
    act, household, org_path, giver, kind, first, last, amount, profile, account, bill, persons = row
    return Act(
        act=act,
        household=household,
        org_path=org_path,
        giver=giver,
        kind=kind,
        period=Period(first, last),
        amount=amount,
        profile=profile,
        beneficiaries=tuple(persons),
        account=account,
        bill=bill,
    )


def _live(row: Sequence[Any]) -> LiveAid:
    act, household, org_path, giver, kind, first, last, amount, bill, shares = row
    return LiveAid(
        act=act,
        household=household,
        org_path=org_path,
        giver=giver,
        kind=kind,
        period=Period(first, last),
        amount=amount,
        bill=bill,
        shares_person=shares,
    )
