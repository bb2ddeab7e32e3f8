"""The aid index: guard tables that fold from the ledger's own events, applied in the deciding transaction.

`apply` is called with each event before it is appended, under the locks of the act's keys; a rebuild calls it
with the stored events and must come to the same rows.
"""

from datetime import date, timedelta
from typing import Any

from psycopg import Connection
from psycopg.types.range import DateRange

from contracts import ledger as facts
from kernel.period import Period
from services.ledger.domain import events
from services.ledger.domain.commands import FileState

TABLES = ("aid_index", "aid_beneficiaries", "live_clearances", "files", "file_members")

Sql = Connection[Any]


def apply(sql: Sql, event: Any) -> None:
    """The index's change by one own event; events that do not concern it change nothing."""
    match event:
        case events.ActRecorded():
            _insert_act(sql, event)
        case events.OutsideAidRecorded():
            _insert_outside(sql, event)
        case facts.AidCleared(act=act, expires_on=expires_on):
            sql.execute("UPDATE aid_index SET status = 'cleared', expires_on = %s WHERE act = %s", (expires_on, act))
            _raise_wall(sql, act)
        case facts.AidHeld(act=act):
            _set_status(sql, act, "held")
        case events.AidWaiting(act=act):
            _set_status(sql, act, "waiting")
        case facts.ClearanceExpired(act=act):
            _set_status(sql, act, "expired")
            _lower_wall(sql, act)
        case events.ActReleased(act=act):
            _set_status(sql, act, "released")
            _lower_wall(sql, act)
        case events.ActPaid(act=act):
            _set_status(sql, act, "paid")
        case facts.BatchChecked(acts=checks):
            for check in checks:
                _set_status(sql, check.act, "confirmed" if check.confirmed else "revoked")
                if not check.confirmed:
                    _lower_wall(sql, check.act)
        case events.FileRecorded():
            _insert_file(sql, event)
        case events.FileClosureRecorded(household=household, closed_on=closed_on):
            sql.execute("UPDATE files SET closed_on = %s WHERE household = %s", (closed_on, household))


def file_state(sql: Sql, household: str) -> FileState:
    row = sql.execute("SELECT opened_on, closed_on FROM files WHERE household = %s", (household,)).fetchone()
    return FileState(*row) if row else FileState()


def status_of(sql: Sql, act: str) -> tuple[str | None, date | None]:
    row = sql.execute("SELECT status, expires_on FROM aid_index WHERE act = %s", (act,)).fetchone()
    return (row[0], row[1]) if row else (None, None)


def recorded(sql: Sql, act: str) -> events.ActRecorded | None:
    """A union's act as it was recorded."""
    row = sql.execute(
        "SELECT household, org_path, giver, kind, period, amount, profile, account, bill,"
        " ARRAY(SELECT person FROM aid_beneficiaries b WHERE b.act = a.act ORDER BY person)"
        " FROM aid_index a WHERE act = %s AND NOT outside",
        (act,),
    ).fetchone()
    if row is None:
        return None
    household, org_path, giver, kind, period, amount, profile, account, bill, persons = row
    return events.ActRecorded(
        act=act,
        household=household,
        org_path=org_path,
        giver=giver,
        kind=kind,
        period=period_of(period),
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


def period_of(stored: DateRange) -> Period:
    """PostgreSQL keeps day ranges half open."""
    assert stored.lower is not None
    assert stored.upper is not None
    return Period(stored.lower, stored.upper - timedelta(days=1))


def _insert_act(sql: Sql, act: events.ActRecorded) -> None:
    sql.execute(
        "INSERT INTO aid_index (act, outside, household, org_path, giver, kind, period, amount, profile, account,"
        " bill, status) VALUES (%s, false, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'recorded')",
        (
            act.act,
            act.household,
            act.org_path,
            act.giver,
            act.kind,
            _range(act.period),
            act.amount,
            act.profile,
            act.account,
            act.bill,
        ),
    )
    _insert_beneficiaries(sql, act.act, act.beneficiaries)


def _insert_outside(sql: Sql, aid: events.OutsideAidRecorded) -> None:
    sql.execute(
        "INSERT INTO aid_index (act, outside, giver, kind, period, amount, account, bill, status)"
        " VALUES (%s, true, %s, %s, %s, %s, %s, %s, 'outside')",
        (aid.report, aid.giver, aid.kind, _range(aid.period), aid.amount, aid.account, aid.bill),
    )
    _insert_beneficiaries(sql, aid.report, aid.beneficiaries)


def _insert_beneficiaries(sql: Sql, act: str, persons: tuple[str, ...]) -> None:
    sql.execute(
        "INSERT INTO aid_beneficiaries (person, act) SELECT DISTINCT person, %s FROM unnest(%s::text[]) AS p(person)",
        (act, list(persons)),
    )


def _insert_file(sql: Sql, file: events.FileRecorded) -> None:
    sql.execute(
        "INSERT INTO files (household, org_path, opened_on) VALUES (%s, %s, %s)",
        (file.household, file.org_path, file.opened_on),
    )
    sql.execute(
        "INSERT INTO file_members (person, household) SELECT DISTINCT person, %s FROM unnest(%s::text[]) AS p(person)",
        (file.household, list(file.members)),
    )


def _set_status(sql: Sql, act: str, status: str) -> None:
    sql.execute("UPDATE aid_index SET status = %s WHERE act = %s", (status, act))


def _raise_wall(sql: Sql, act: str) -> None:
    sql.execute(
        "INSERT INTO live_clearances (person, kind, period, act) SELECT b.person, a.kind, a.period, a.act"
        " FROM aid_index a JOIN aid_beneficiaries b USING (act) WHERE a.act = %s",
        (act,),
    )


def _lower_wall(sql: Sql, act: str) -> None:
    sql.execute("DELETE FROM live_clearances WHERE act = %s", (act,))


def _range(period: Period) -> DateRange:
    return DateRange(period.first, period.last, "[]")
