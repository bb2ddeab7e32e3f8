"""Projection of the index: its writes by own events, made before those are appended, and again by a rebuild."""

from collections.abc import Iterable
from typing import Any

from psycopg.types.range import DateRange

from chassis import projection
from chassis.codec import Recorded
from chassis.projection import Write
from chassis.store import Transaction, Unit
from contracts import ledger as facts
from kernel.aid_status import AidStatus
from kernel.period import Period
from services.ledger.domain import events
from services.ledger.domain.aid import OutsideAid


def folded(transaction: Transaction, unit: Unit | None) -> Unit | None:
    """The unit, once the index has taken its events: the next handler of a batch sees them before they are appended."""
    if unit is not None:
        projection.write(transaction.connection, project, (row.recorded for row in unit.rows))
    return unit


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    """The writes of one event; events that do not concern the index change nothing."""
    event = recorded.event
    match event:
        case events.ActRecorded():
            yield from _act(event)
        case events.OutsideAidRecorded():
            yield from _outside(event)
        case events.OutsideAidCorrected():
            yield "DELETE FROM aid_beneficiaries WHERE act = %s", (event.report,)
            yield "DELETE FROM aid_index WHERE act = %s", (event.report,)
            yield from _outside(event)
        case events.OutsideAidWithdrawn(report=report):
            yield _STATUS, (AidStatus.RELEASED, report)
        case facts.AidCleared(act=act, expires_on=expires_on):
            yield _CLEARED, (AidStatus.CLEARED, expires_on, act)
            yield _EXCLUDE, (act,)
        case facts.AidHeld(act=act):
            yield _STATUS, (AidStatus.HELD, act)
            yield _NO_LONGER_EXCLUDE, (act,)  # of one that was cleared before
        case events.AidWaiting(act=act):
            yield _STATUS, (AidStatus.WAITING, act)
        case facts.ClearanceExpired(act=act):
            yield _STATUS, (AidStatus.EXPIRED, act)
            yield _NO_LONGER_EXCLUDE, (act,)
        case events.ActReleased(act=act):
            yield _STATUS, (AidStatus.RELEASED, act)
            yield _NO_LONGER_EXCLUDE, (act,)
        case events.ActPaid(act=act):
            yield _STATUS, (AidStatus.PAID, act)
        case facts.BatchChecked(acts=checks):
            for check in checks:
                yield _STATUS, (AidStatus.CONFIRMED if check.confirmed else AidStatus.REVOKED, check.act)
                if not check.confirmed:
                    yield _NO_LONGER_EXCLUDE, (check.act,)
        case events.FileRecorded():
            yield from _file(event)
        case events.FileChangeRecorded():
            yield from _changed(event)
        case events.FileMoveRecorded(household=household, org_path=org_path):
            yield "UPDATE files SET org_path = %s WHERE household = %s", (org_path, household)
            yield "UPDATE aid_index SET org_path = %s WHERE household = %s", (org_path, household)
        case events.FileClosureRecorded(household=household, closed_on=closed_on):
            yield "UPDATE files SET closed_on = %s WHERE household = %s", (closed_on, household)
        case events.FileDoubted(household=household, since=since):
            yield _DOUBTED, (since, household)
        case events.FileTrusted(household=household):
            yield _DOUBTED, (None, household)


_CLEARED = "UPDATE aid_index SET status = %s, expires_on = %s WHERE act = %s"
_DOUBTED = "UPDATE files SET doubted_since = %s WHERE household = %s"
_STATUS = "UPDATE aid_index SET status = %s WHERE act = %s"
_EXCLUDE = (
    "INSERT INTO live_clearances (person, kind, period, act) SELECT b.person, a.kind, a.period, a.act"
    " FROM aid_index a JOIN aid_beneficiaries b USING (act) WHERE a.act = %s"
)
"""Inserts the act's exclusion rows: no other clearance of the kind for these persons and days can stand beside them."""
_NO_LONGER_EXCLUDE = "DELETE FROM live_clearances WHERE act = %s"


def _act(act: events.ActRecorded) -> Iterable[Write]:
    yield (
        "INSERT INTO aid_index (act, outside, household, org_path, giver, kind, period, amount, profile, account,"
        " bill, status) VALUES (%s, false, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
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
            AidStatus.RECORDED,
        ),
    )
    yield _beneficiaries(act.act, act.beneficiaries)


def _outside(aid: OutsideAid) -> Iterable[Write]:
    yield (
        "INSERT INTO aid_index (act, outside, giver, kind, period, amount, account, bill, status)"
        " VALUES (%s, true, %s, %s, %s, %s, %s, %s, %s)",
        (aid.report, aid.giver, aid.kind, _range(aid.period), aid.amount, aid.account, aid.bill, AidStatus.OUTSIDE),
    )
    yield _beneficiaries(aid.report, aid.beneficiaries)


def _beneficiaries(act: str, persons: tuple[str, ...]) -> Write:
    return (
        "INSERT INTO aid_beneficiaries (person, act)"
        " SELECT person, %(act)s FROM unnest(%(persons)s::text[]) AS p(person)"
        " UNION SELECT person, %(act)s FROM same_persons WHERE was = ANY(%(persons)s)",
        {"act": act, "persons": list(persons)},
    )


def _file(file: events.FileRecorded) -> Iterable[Write]:
    yield (
        "INSERT INTO files (household, org_path, opened_on) VALUES (%s, %s, %s)",
        (file.household, file.org_path, file.opened_on),
    )
    yield _members(file.household, file.members)


def _changed(file: events.FileChangeRecorded) -> Iterable[Write]:
    """Whoever is in a file again was told dead by mistake."""
    yield "DELETE FROM file_members WHERE household = %s", (file.household,)
    yield _members(file.household, file.members)
    yield "DELETE FROM deaths WHERE person = ANY(%s)", (list(file.members),)
    yield (
        "INSERT INTO deaths (person, died_on) SELECT DISTINCT person, %s::date FROM unnest(%s::text[]) AS p(person)"
        " ON CONFLICT (person) DO UPDATE SET died_on = EXCLUDED.died_on",
        (file.on, list(file.died)),
    )
    for was, person in file.same:
        yield from _same(was, person)


def _same(was: str, person: str) -> Iterable[Write]:
    """Whatever was given to them under a number that was wrong, or will be reported under it, was given to them."""
    known = {"was": was, "person": person}
    yield (
        "INSERT INTO same_persons (was, person) SELECT %(was)s, %(person)s"
        " UNION SELECT was, %(person)s FROM same_persons WHERE person = %(was)s ON CONFLICT DO NOTHING",
        known,
    )
    yield (
        "INSERT INTO aid_beneficiaries (person, act) SELECT %(person)s, act FROM aid_beneficiaries"
        " WHERE person = %(was)s ON CONFLICT DO NOTHING",
        known,
    )


def _members(household: str, members: tuple[str, ...]) -> Write:
    return (
        "INSERT INTO file_members (person, household) SELECT DISTINCT person, %s FROM unnest(%s::text[]) AS p(person)",
        (household, list(members)),
    )


def _range(period: Period) -> DateRange:
    return DateRange(period.first, period.last, "[]")
