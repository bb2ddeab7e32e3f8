"""早发现线索: it waits as work of the federation of its place, is looked into, and meets the application it led to.

The union cannot be told who it is. It asks the agency by the agency's own reference, and whoever wants help applies.
"""

from datetime import date, timedelta
from typing import Any, Final

from chassis import commands
from chassis.codec import Recorded
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.staleness import require_seen
from chassis.store import Loaded, NewTimer, Timer, Transaction, Unit
from chassis.streams import Streams
from chassis.unit_of_work import Change
from chassis.use_case import because_of, by_timer, response_of, unit_of_command, unit_of_effect
from contracts.verification import LeadMet, LeadReceived
from kernel.calendar import start_of
from kernel.leads import LeadOutcome
from services.intake.domain import lead as domain
from services.intake.domain.events import LeadArrived, LeadReferred
from services.intake.domain.lead import LEAD, Lead
from services.intake.projections import lead_queries
from services.intake.resources import Resources

LEADS: Final = Streams("lead", LEAD)
OVER: Final = "lead_over"


def on_received(resources: Resources, transaction: Transaction, recorded: Recorded[LeadReceived]) -> Unit | None:
    lead, received = recorded.envelope.subject, recorded.event
    loaded, region = LEADS.load(transaction, lead), received.region
    arrived = LeadArrived(
        org_path=f"{region[:2]}/{region[:4]}/{region}",
        agency=received.agency,
        kind=received.kind,
        reference=received.reference,
        on=received.on,
        until=received.until,
    )
    events = domain.arrive(arrived, loaded.state)
    over = NewTimer(start_of(received.until + timedelta(days=1)), OVER, lead, {})
    change = LEADS.change(lead, loaded, lead, events)
    return unit_of_effect(resources, because_of(resources, recorded), [change], [over])


def on_met(resources: Resources, transaction: Transaction, recorded: Recorded[LeadMet]) -> Unit | None:
    """And the household's story says what led to it."""
    lead, household = recorded.envelope.subject, recorded.event.household
    loaded = LEADS.load(transaction, lead)
    events = domain.meet(household, loaded.state)
    told = Change(f"lead-referred-{lead}", 0, household, [LeadReferred(lead=lead)] if events else [])
    change = LEADS.change(lead, loaded, lead, events)
    return unit_of_effect(resources, because_of(resources, recorded), [change, told])


def on_over(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    loaded = LEADS.load(transaction, timer.subject)
    change = LEADS.change(timer.subject, loaded, timer.subject, domain.lapse(loaded.state))
    return unit_of_effect(resources, by_timer(resources, timer, loaded), [change])


def visit(resources: Resources, call: Call, lead: str, outcome: LeadOutcome, on: date) -> bytes:
    def build(transaction: Transaction) -> Unit:
        loaded = _seen(transaction, call.principal, lead)
        require_seen(loaded, call.expected)
        events = domain.visit(outcome, on, resources.today(), loaded.state)
        response = response_of(lead=lead, status=outcome, version=loaded.version + len(events))
        return unit_of_command(resources, call, [LEADS.change(lead, loaded, lead, events)], response)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def shown(resources: Resources, principal: Principal, lead: str) -> tuple[int, dict[str, Any]]:
    with resources.store.reading() as connection:
        found = lead_queries.lead(connection, lead)
    if found is None or not principal.covers(found.org_path):
        raise Problem("not_found")
    return found.version, as_told(found)


def as_told(row: lead_queries.Row) -> dict[str, Any]:
    return {
        "lead": row.lead,
        "org_path": row.org_path,
        "status": row.status,
        "version": row.version,
        "agency": row.agency,
        "kind": row.kind,
        "reference": row.reference,
        "happened_on": row.happened_on.isoformat(),
        "valid_until": row.until.isoformat(),
        "visited_on": row.visited_on.isoformat() if row.visited_on else None,
        "visited_by": row.visited_by,
        "household": row.household,
    }


def _seen(transaction: Transaction, principal: Principal, lead: str) -> Loaded[Lead]:
    loaded = LEADS.load(transaction, lead)
    if loaded.state is None or not principal.covers(loaded.state.said.org_path):
        raise Problem("not_found")
    return loaded.narrowed(loaded.state)
