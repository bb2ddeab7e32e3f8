"""Acts of aid by state: the work lists of holds, of returned payments, and what a batch takes."""

from collections.abc import Iterable
from typing import Any

from chassis.codec import Recorded
from chassis.projection import Write, as_json
from contracts import assistance as facts
from services.assistance.domain import events
from services.assistance.domain.act import states
from services.assistance.domain.act.states import STATUS


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    event, at = recorded.event, recorded.envelope.time
    match event:
        case events.ConsentAsked(proposal=proposal):
            yield _proposed(proposal, recorded.envelope.subject, states.Asked, at)
        case events.FileMoveRecorded():
            yield "UPDATE acts SET org_path = %s WHERE household = %s", (event.org_path, recorded.envelope.subject)
        case facts.AidProposed():
            yield _proposed(event, recorded.envelope.subject, states.Proposed, at)
        case events.ConsentRefused():
            yield _set("status = %s", STATUS[states.Withdrawn], at=at, act=event.act)
        case events.ClearanceRecorded():
            no_hold = "rule = NULL, clause = NULL, other = NULL"
            cleared = f"status = %s, expires_on = %s, {no_hold}"
            yield _set(cleared, STATUS[states.Cleared], event.expires_on, at=at, act=event.act)
        case events.HoldRecorded():
            other = as_json(event.other)
            yield _set(
                "status = %s, rule = %s, clause = %s, other = %s::jsonb",
                *(STATUS[states.Held], event.rule, event.clause, other),
                at=at,
                act=event.act,
            )
        case events.TakenIntoBatch():
            yield _set("status = %s, batch = %s", STATUS[states.InBatch], event.batch, at=at, act=event.act)
        case events.ConfirmationRecorded():
            yield _set("status = %s", STATUS[states.Confirmed], at=at, act=event.act)
        case events.RevocationRecorded():
            yield _set("rule = %s, other = %s::jsonb", event.rule, as_json(event.other), at=at, act=event.act)
        case events.FindingRecorded():
            yield _set(
                "finding = %s, rule = %s, clause = %s, other = %s::jsonb",
                *(event.finding, event.rule, event.clause, as_json(event.other)),
                at=at,
                act=event.act,
            )
        case events.FindingDropped():
            yield (
                "UPDATE acts SET finding = NULL, rule = NULL, clause = NULL, other = NULL, changed_at = %s"
                " WHERE act = %s AND finding = %s",
                (at, event.act, event.finding),
            )
        case facts.AidPaid():
            yield _set("status = %s", STATUS[states.Paid], at=at, act=event.act)
        case facts.PaymentReturned():
            yield _set("status = %s, bank_reason = %s", STATUS[states.Returned], event.reason, at=at, act=event.act)
        case facts.AidWithdrawn():
            yield _set("status = %s", STATUS[states.Withdrawn], at=at, act=event.act)


def _proposed(terms: facts.AidProposed, household: str, state: type, at: object) -> Write:
    """Once more when the keeper agreed to what was asked."""
    return (
        "INSERT INTO acts (act, household, org_path, giver, fund, kind, first, last, amount, status,"
        " instead_of, changed_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (act) DO UPDATE SET status = excluded.status, changed_at = excluded.changed_at",
        (
            terms.act,
            household,
            terms.org_path,
            terms.giver,
            terms.fund,
            terms.kind,
            terms.period.first,
            terms.period.last,
            terms.amount,
            STATUS[state],
            terms.instead_of,
            at,
        ),
    )


def _set(assignments: str, *values: object, at: object, act: str) -> Write:
    return f"UPDATE acts SET {assignments}, changed_at = %s WHERE act = %s", (*values, at, act)
