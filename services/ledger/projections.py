"""The ledger's read models: decisions on aid, findings, outside aid. The index itself is a guard (`handlers`)."""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection

from chassis.codec import Recorded
from chassis.projection import Write, as_json
from contracts import ledger as facts
from services.ledger.domain import events

TABLES = ("aid_decisions", "findings", "outside_aid")
"""What a rebuild from zero makes again."""

_DECIDED = (
    "UPDATE aid_decisions SET status = %s, rule = %s, clause = %s, other = %s::jsonb, changed_at = %s WHERE act = %s"
)


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    """The writes of one event. Reads no personal field: a rebuild runs with every box sealed."""
    event, at = recorded.event, recorded.envelope.time
    match event:
        case events.ActRecorded():
            yield (
                "INSERT INTO aid_decisions (act, household, org_path, giver, kind, first, last, amount, status,"
                " changed_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'recorded', %s)",
                (
                    event.act,
                    event.household,
                    event.org_path,
                    event.giver,
                    event.kind,
                    event.period.first,
                    event.period.last,
                    event.amount,
                    at,
                ),
            )
        case events.AidWaiting(act=act):
            yield _DECIDED, ("waiting", None, None, None, at, act)
        case facts.AidCleared(act=act):
            yield _DECIDED, ("cleared", None, None, None, at, act)
        case facts.AidHeld(act=act, rule=rule, clause=clause, other=other):
            yield _DECIDED, ("held", rule, clause, as_json(other), at, act)
        case facts.ClearanceExpired(act=act):
            yield _DECIDED, ("expired", None, None, None, at, act)
        case events.ActReleased(act=act):
            yield "UPDATE aid_decisions SET status = 'released', changed_at = %s WHERE act = %s", (at, act)
        case events.ActPaid(act=act):
            yield "UPDATE aid_decisions SET status = 'paid', changed_at = %s WHERE act = %s", (at, act)
        case facts.BatchChecked(acts=checks):
            for check in checks:
                status = "confirmed" if check.confirmed else "revoked"
                yield _DECIDED, (status, check.rule, None, as_json(check.other), at, check.act)
        case facts.FindingRaised():
            yield (
                "INSERT INTO findings (finding, act, household, rule, clause, other, raised_at)"
                " VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s)",
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
        case events.OutsideAidRecorded(report=report, giver=giver, kind=kind, period=period, amount=amount):
            yield (
                "INSERT INTO outside_aid (report, giver, kind, first, last, amount, told_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                (report, giver, kind, period.first, period.last, amount, at),
            )


def kept_by(connection: Connection[Any], household: str) -> str | None:
    """The organisation that keeps the household, as far as the ledger has heard of it."""
    row = connection.execute(
        "SELECT org_path FROM files WHERE household = %s"
        " UNION ALL SELECT org_path FROM aid_decisions WHERE household = %s LIMIT 1",
        (household, household),
    ).fetchone()
    return row[0] if row else None
