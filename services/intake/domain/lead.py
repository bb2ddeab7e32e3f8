"""早发现线索 as an aggregate: an agency told of somebody, the union of the place looks, an application meets it."""

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from kernel.leads import LeadOutcome
from services.intake.domain.events import LeadApplied, LeadArrived, LeadLapsed, LeadVisited

Status = Literal["waiting", "contacted", "not_in_need", "not_found", "not_a_worker", "applied", "lapsed"]


class Lead(Struct, frozen=True):
    said: LeadArrived
    status: Status = "waiting"


State = Lead | None


def arrive(arrived: LeadArrived, state: State) -> list[object]:
    return [arrived] if state is None else []


def visit(outcome: LeadOutcome, on: date, today: date, state: Lead) -> list[object]:
    """What a visit came to; who was reached and may apply waits for their application."""
    if state.status not in ("waiting", "contacted"):
        raise DomainError("lead_settled", status=state.status)
    if not state.said.on <= on <= today:
        raise DomainError("lead_day", earliest=state.said.on.isoformat(), latest=today.isoformat())
    return [] if state.status == outcome else [LeadVisited(outcome=outcome, on=on)]


def meet(household: str, state: State) -> list[object]:
    """They applied, whatever a visit came to."""
    if state is None or state.status == "applied":
        return []
    return [LeadApplied(household=household)]


def lapse(state: State) -> list[object]:
    return [LeadLapsed()] if state is not None and state.status in ("waiting", "contacted") else []


def initial() -> State:
    return None


def evolve(state: State, event: object) -> State:
    if isinstance(event, LeadArrived):
        return Lead(event)
    if state is None:
        raise UnknownEvent(event)
    match event:
        case LeadVisited():
            return replace(state, status=event.outcome)
        case LeadApplied():
            return replace(state, status="applied")
        case LeadLapsed():
            return replace(state, status="lapsed")
    raise UnknownEvent(event)


LEAD = Decider(initial, evolve)
"""The decider that streams are folded with."""
