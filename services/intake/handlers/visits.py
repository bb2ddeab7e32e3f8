"""走访: recorded by one who went, confirmed or declined by the other; and what is shown of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from chassis import commands
from chassis.codec import Recorded
from chassis.http.call import Call
from chassis.ids import uuid7
from chassis.store import Transaction, Unit
from kernel.errors import DomainError
from kernel.personal import Withheld
from kernel.visits import GRADE_OF, VISITED, VisitMethod
from services.intake.domain import duties
from services.intake.domain.commands import ConfirmVisit, DeclineVisit, RecordVisit
from services.intake.domain.events import Seen, VisitConfirmed, VisitDeclined, VisitRecorded
from services.intake.domain.household import visit
from services.intake.handlers.attachments import PAPERS
from services.intake.handlers.changes import change, load_seen, signer_of, unit_of_command
from services.intake.resources import Resources


def record(
    resources: Resources,
    call: Call,
    household: str,
    method: VisitMethod,
    on: date,
    companion: str,
    found: dict[str, int | bool],
    papers: tuple[str, ...],
    words: str,
) -> bytes:
    """Who went along is looked at as the caller is: by what they did to this household before."""
    recorded = uuid7()

    def build(transaction: Transaction) -> Unit:
        loaded = load_seen(transaction, call.principal, household, call.expected)
        _require_papers(transaction, household, papers)
        command = RecordVisit(
            by=signer_of(call, loaded),
            companion=duties.signer(companion, ((one.envelope.actor, one.event) for one in loaded.recorded)),
            visit=recorded,
            method=method,
            on=on,
            found=found,
            papers=papers,
            words=words,
            today=resources.today(),
        )
        events = visit.record(command, loaded.state)
        return unit_of_command(resources, call, household, loaded, events, visit=recorded)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def confirm(resources: Resources, call: Call, household: str, wanted: str) -> bytes:
    return change(resources, call, household, lambda state, by: visit.confirm(ConfirmVisit(by=by, visit=wanted), state))


def decline(resources: Resources, call: Call, household: str, wanted: str, reason: str) -> bytes:
    return change(
        resources,
        call,
        household,
        lambda state, by: visit.decline(DeclineVisit(by=by, visit=wanted, reason=reason), state),
    )


def shown(recorded: Sequence[Recorded[Any]]) -> list[dict[str, Any]]:
    """Every visit, in order, with what became of it."""
    visits: dict[str, dict[str, Any]] = {}
    for one in recorded:
        match one.event:
            case VisitRecorded():
                visits[one.event.visit] = _shown(one.event)
            case VisitConfirmed(visit=which):
                visits[which]["status"] = "confirmed"
            case VisitDeclined(visit=which):
                visits[which]["status"] = "declined"
    return list(visits.values())


def _shown(event: VisitRecorded) -> dict[str, Any]:
    return {
        "visit": event.visit,
        "provenance": VISITED,
        "method": event.method,
        "on": event.on.isoformat(),
        "by": event.by,
        "companion": event.companion,
        "status": "waiting",
        "papers": list(event.papers),
        "found": None if isinstance(event.found, Withheld) else [_seen(one) for one in event.found],
    }


def _seen(one: Seen) -> dict[str, Any]:
    return {
        "fact": one.fact,
        "found": one.found,
        "declared": one.declared,
        "agrees": None if one.declared is None else one.found == one.declared,
        "grade": GRADE_OF[one.fact],
    }


def _require_papers(transaction: Transaction, household: str, papers: tuple[str, ...]) -> None:
    there = PAPERS.load(transaction, household).state.by_id
    for attachment in papers:
        paper = there.get(attachment)
        if paper is None or paper.withdrawn is not None or paper.added.belongs_to != "visit":
            raise DomainError("visit_paper", paper=attachment)
