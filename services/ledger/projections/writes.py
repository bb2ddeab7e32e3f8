"""Projection of the read models: the writes by which they follow the events."""

from collections.abc import Iterable
from typing import Any

from chassis.codec import Recorded
from chassis.projection import Write, as_json
from contracts import ledger as facts
from kernel.aid_status import AidStatus
from services.ledger.domain import events

_DECIDED = (
    "UPDATE aid_decisions SET status = %s, rule = %s, clause = %s, other = %s::jsonb, changed_at = %s WHERE act = %s"
)
_STATUS = "UPDATE aid_decisions SET status = %s, changed_at = %s WHERE act = %s"


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    """The writes of one event. Reads no personal field: a rebuild runs with every box sealed."""
    event, at = recorded.event, recorded.envelope.time
    match event:
        case events.ActRecorded():
            yield (
                "INSERT INTO aid_decisions (act, household, org_path, giver, kind, first, last, amount, status,"
                " changed_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                (
                    event.act,
                    event.household,
                    event.org_path,
                    event.giver,
                    event.kind,
                    event.period.first,
                    event.period.last,
                    event.amount,
                    AidStatus.RECORDED,
                    at,
                ),
            )
        case events.FileMoveRecorded(household=household, org_path=org_path):
            yield "UPDATE aid_decisions SET org_path = %s WHERE household = %s", (org_path, household)
        case events.AidWaiting(act=act):
            yield _DECIDED, (AidStatus.WAITING, None, None, None, at, act)
        case facts.AidCleared(act=act):
            yield _DECIDED, (AidStatus.CLEARED, None, None, None, at, act)
        case facts.AidHeld(act=act, rule=rule, clause=clause, other=other):
            yield _DECIDED, (AidStatus.HELD, rule, clause, as_json(other), at, act)
        case facts.ClearanceExpired(act=act):
            yield _DECIDED, (AidStatus.EXPIRED, None, None, None, at, act)
        case events.ActReleased(act=act):
            yield _STATUS, (AidStatus.RELEASED, at, act)
        case events.ActPaid(act=act):
            yield _STATUS, (AidStatus.PAID, at, act)
        case facts.BatchChecked(acts=checks):
            for check in checks:
                status = AidStatus.CONFIRMED if check.confirmed else AidStatus.REVOKED
                yield _DECIDED, (status, check.rule, None, as_json(check.other), at, check.act)
        case facts.FindingRaised():
            yield (
                "INSERT INTO findings (finding, act, household, rule, clause, other, raised_at)"
                " VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s) ON CONFLICT (finding) DO UPDATE SET"
                " rule = excluded.rule, clause = excluded.clause, other = excluded.other,"
                " raised_at = excluded.raised_at, withdrawn_at = NULL",
                (
                    event.finding,
                    event.act,
                    recorded.envelope.subject,
                    event.rule,
                    event.clause,
                    as_json(event.other),
                    at,
                ),
            )
        case facts.FindingWithdrawn(finding=finding):
            yield "UPDATE findings SET withdrawn_at = %s WHERE finding = %s", (at, finding)
        case events.OutsideAidRecorded(report=report, giver=giver, kind=kind, period=period, amount=amount):
            yield (
                "INSERT INTO outside_aid (report, giver, kind, first, last, amount, told_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                (report, giver, kind, period.first, period.last, amount, at),
            )
        case events.OutsideAidCorrected(report=report, kind=kind, period=period, amount=amount):
            yield (
                "UPDATE outside_aid SET kind = %s, first = %s, last = %s, amount = %s, told_at = %s WHERE report = %s",
                (kind, period.first, period.last, amount, at, report),
            )
        case events.OutsideAidWithdrawn(report=report):
            yield "DELETE FROM outside_aid WHERE report = %s", (report,)
