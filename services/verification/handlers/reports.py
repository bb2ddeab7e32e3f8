"""What a reviewer reads before deciding: each fact as declared beside as answered, with its agency."""

from typing import Any

from chassis.amounts import amount
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.resources import Resources
from contracts.verification import RECALLS, Comparison, Fact, ItemOutcome, ReportCompleted
from kernel.personal import is_withheld
from services.verification.domain.rules import agency_of
from services.verification.handlers.inquiry_views import seen_inquiries

UNANSWERED = ("no_answer", "refused")


def report(resources: Resources, caller: Principal, household: str) -> dict[str, Any]:
    """The latest report. Raises Problem `not_found` when there is none yet, `household_erased` when its key is gone."""
    with resources.store.transaction() as transaction:
        rounds = seen_inquiries(transaction.connection, caller, household)
        events = [each.event for one in rounds for each in transaction.load(one.stream)]
    reports = [event for event in events if isinstance(event, ReportCompleted)]
    if not reports:
        raise Problem("not_found")
    last = max(reports, key=lambda each: (each.round, each.revision))
    if is_withheld(last.comparisons):
        raise Problem("household_erased")
    days = {each.item: _day(each) for each in last.items}
    return {
        "round": last.round,
        "complete": last.complete,
        "revision": last.revision,
        "because": last.because or None,
        "because_zh": RECALLS.get(last.because),
        "revised": list(last.revised),
        "items": [_outcome(each) for each in last.items],
        "comparisons": [_shown(each) | {"answered_on": days.get(each.item)} for each in last.comparisons],
        "facts": [_fact(each) for each in last.facts],
        "unanswered": [_unanswered(each, last) for each in last.items if each.outcome in UNANSWERED],
    }


def _outcome(each: ItemOutcome) -> dict[str, Any]:
    return {"item": each.item, "agency": each.agency, "outcome": each.outcome, "answered_on": _day(each)} | {
        "stand_in": each.stand_in or None
    }


def _day(each: ItemOutcome) -> str | None:
    return each.answered_at.isoformat() if each.answered_at else None


def _shown(each: Comparison) -> dict[str, Any]:
    """Money in yuan, as people read it; persons by token."""
    return {
        "item": each.item,
        "agency": each.agency,
        "fact": each.fact,
        "person": each.person or None,
        "declared": amount(each.fact, each.declared),
        "answered": amount(each.fact, each.answered),
        "agrees": each.agrees,
        "grade": each.grade,
    }


def _fact(each: Fact) -> dict[str, Any]:
    inputs = {token: amount(each.name, share) for token, share in (each.inputs or {}).items()}
    return {
        "name": each.name,
        "value": amount(each.name, each.value),
        "provenance": each.provenance,
        "as_of": each.as_of.isoformat(),
        "formula": each.formula,
        "inputs": None if each.inputs is None else inputs,
    }


def _unanswered(each: ItemOutcome, report: ReportCompleted) -> dict[str, Any]:
    """Whose answer is missing, and which facts are unknown for it."""
    left_open = f"unanswered:{agency_of(each.item)}"  # the kind, whichever office was asked
    facts = [] if is_withheld(report.facts) else [fact.name for fact in report.facts if fact.provenance == left_open]
    return {"item": each.item, "agency": each.agency, "outcome": each.outcome, "facts": facts}
