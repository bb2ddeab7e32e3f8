"""Questions to the aid index; asked only under the locks of the keys concerned."""

from datetime import date
from typing import Final

from kernel.period import Period
from services.ledger.domain import events
from services.ledger.domain.commands import FileState
from services.ledger.handlers.aid_index import Sql

DAYS: Final = "lower(a.period), upper(a.period) - 1"
"""First and last day of a stored period. PostgreSQL keeps ranges half open, and what ends on the last day that
Python knows would come back with an end that Python cannot read."""


def file_state(sql: Sql, household: str) -> FileState:
    row = sql.execute("SELECT opened_on, closed_on FROM files WHERE household = %s", (household,)).fetchone()
    return FileState(*row) if row else FileState()


def status_of(sql: Sql, act: str) -> tuple[str | None, date | None]:
    row = sql.execute("SELECT status, expires_on FROM aid_index WHERE act = %s", (act,)).fetchone()
    return (row[0], row[1]) if row else (None, None)


def recorded(sql: Sql, act: str) -> events.ActRecorded | None:
    """A union's act as it was recorded."""
    row = sql.execute(
        f"SELECT household, org_path, giver, kind, {DAYS}, amount, profile, account, bill,"
        " ARRAY(SELECT person FROM aid_beneficiaries b WHERE b.act = a.act ORDER BY person)"
        " FROM aid_index a WHERE act = %s AND NOT outside",
        (act,),
    ).fetchone()
    if row is None:
        return None
    household, org_path, giver, kind, first, last, amount, profile, account, bill, persons = row
    return events.ActRecorded(
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


def waiting_acts(sql: Sql, household: str) -> list[events.ActRecorded]:
    rows = sql.execute(
        "SELECT act FROM aid_index WHERE household = %s AND status = 'waiting' ORDER BY act", (household,)
    ).fetchall()
    return [act for (name,) in rows if (act := recorded(sql, name)) is not None]
