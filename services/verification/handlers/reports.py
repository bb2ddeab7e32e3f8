"""What a reviewer reads before deciding: each fact as declared beside as answered, with its agency."""

from typing import Any

from chassis.amounts import amount
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.resources import Resources
from contracts.verification import Comparison, ReportCompleted
from kernel.personal import is_withheld
from services.verification.handlers.inquiry_views import seen_inquiries


def report(resources: Resources, caller: Principal, household: str) -> dict[str, Any]:
    """The latest report. Raises Problem `not_found` when there is none yet, `household_erased` when its key is gone."""
    with resources.store.transaction() as transaction:
        rounds = seen_inquiries(transaction.connection, caller, household)
        events = [each.event for one in rounds for each in transaction.load(one.stream)]
    reports = [event for event in events if isinstance(event, ReportCompleted)]
    if not reports:
        raise Problem("not_found")
    last = max(reports, key=lambda each: each.round)
    if is_withheld(last.comparisons):
        raise Problem("household_erased")
    return {
        "round": last.round,
        "complete": last.complete,
        "items": [{"item": each.item, "agency": each.agency, "outcome": each.outcome} for each in last.items],
        "comparisons": [_shown(each) for each in last.comparisons],
        "facts": [
            {
                "name": fact.name,
                "value": amount(fact.name, fact.value),
                "provenance": fact.provenance,
                "as_of": fact.as_of.isoformat(),
            }
            for fact in last.facts
        ],
    }


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
    }
