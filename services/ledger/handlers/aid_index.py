"""The aid index: guard tables that fold from the ledger's own events, applied in the deciding transaction.

`apply` is called with each event before it is appended, under the locks of the act's keys; a rebuild takes the same
writes from the stored events and must come to the same rows.
"""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection
from psycopg.types.range import DateRange

from chassis.codec import Recorded
from chassis.projection import Write
from contracts import ledger as facts
from kernel.period import Period
from services.ledger.domain import events

TABLES = ("aid_index", "aid_beneficiaries", "live_clearances", "files", "file_members")

WAITS = {
    "file": "SELECT count(*), min(e.recorded_at) FROM"
    " (SELECT act FROM aid_index WHERE status = 'waiting' ORDER BY act LIMIT 1000) waiting"
    " JOIN events e ON e.stream = 'act-' || act AND e.type = 'jiekun.ledger.internal.AidWaiting.v1'"
}
"""Acts that came before their household's file, and since when: nobody can decide them until it comes."""

Sql = Connection[Any]


def apply(sql: Sql, event: Any) -> None:
    """The index's change by one own event; events that do not concern it change nothing."""
    for statement, parameters in _writes(event):
        sql.execute(statement, parameters)


def writes_of(recorded: Recorded[Any]) -> Iterable[Write]:
    """The same writes, for a rebuild from the stored events."""
    return _writes(recorded.event)


def _writes(event: Any) -> Iterable[Write]:
    match event:
        case events.ActRecorded():
            yield from _act(event)
        case events.OutsideAidRecorded():
            yield from _outside(event)
        case facts.AidCleared(act=act, expires_on=expires_on):
            yield "UPDATE aid_index SET status = 'cleared', expires_on = %s WHERE act = %s", (expires_on, act)
            yield _RAISE_WALL, (act,)
        case facts.AidHeld(act=act):
            yield _STATUS, ("held", act)
        case events.AidWaiting(act=act):
            yield _STATUS, ("waiting", act)
        case facts.ClearanceExpired(act=act):
            yield _STATUS, ("expired", act)
            yield _LOWER_WALL, (act,)
        case events.ActReleased(act=act):
            yield _STATUS, ("released", act)
            yield _LOWER_WALL, (act,)
        case events.ActPaid(act=act):
            yield _STATUS, ("paid", act)
        case facts.BatchChecked(acts=checks):
            for check in checks:
                yield _STATUS, ("confirmed" if check.confirmed else "revoked", check.act)
                if not check.confirmed:
                    yield _LOWER_WALL, (check.act,)
        case events.FileRecorded():
            yield from _file(event)
        case events.FileClosureRecorded(household=household, closed_on=closed_on):
            yield "UPDATE files SET closed_on = %s WHERE household = %s", (closed_on, household)


_STATUS = "UPDATE aid_index SET status = %s WHERE act = %s"
_LOWER_WALL = "DELETE FROM live_clearances WHERE act = %s"
_RAISE_WALL = (
    "INSERT INTO live_clearances (person, kind, period, act) SELECT b.person, a.kind, a.period, a.act"
    " FROM aid_index a JOIN aid_beneficiaries b USING (act) WHERE a.act = %s"
)


def _act(act: events.ActRecorded) -> Iterable[Write]:
    yield (
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
    yield _beneficiaries(act.act, act.beneficiaries)


def _outside(aid: events.OutsideAidRecorded) -> Iterable[Write]:
    yield (
        "INSERT INTO aid_index (act, outside, giver, kind, period, amount, account, bill, status)"
        " VALUES (%s, true, %s, %s, %s, %s, %s, %s, 'outside')",
        (aid.report, aid.giver, aid.kind, _range(aid.period), aid.amount, aid.account, aid.bill),
    )
    yield _beneficiaries(aid.report, aid.beneficiaries)


def _beneficiaries(act: str, persons: tuple[str, ...]) -> Write:
    return (
        "INSERT INTO aid_beneficiaries (person, act) SELECT DISTINCT person, %s FROM unnest(%s::text[]) AS p(person)",
        (act, list(persons)),
    )


def _file(file: events.FileRecorded) -> Iterable[Write]:
    yield (
        "INSERT INTO files (household, org_path, opened_on) VALUES (%s, %s, %s)",
        (file.household, file.org_path, file.opened_on),
    )
    yield (
        "INSERT INTO file_members (person, household) SELECT DISTINCT person, %s FROM unnest(%s::text[]) AS p(person)",
        (file.household, list(file.members)),
    )


def _range(period: Period) -> DateRange:
    return DateRange(period.first, period.last, "[]")
