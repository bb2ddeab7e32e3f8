"""批量复查 as an aggregate: many open files are checked again under one word of two people, taken step by step.

It begins no re-check itself: each household decides on its own when its turn comes (`household/recheck.py`). So a step
is small, and one household that cannot be checked holds up no other.
"""

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from kernel.subject import is_same
from services.intake.domain.commands import TakeStep
from services.intake.domain.events import (
    CampaignBegun,
    CampaignDeclined,
    CampaignEnded,
    CampaignPaused,
    CampaignProposed,
    CampaignResumed,
    CampaignStepTaken,
)

Status = Literal["proposed", "declined", "running", "paused", "stopped", "done"]


class Campaign(Struct, frozen=True):
    """`after`: the household behind which it goes on; `run`: how often it was begun or resumed, so that what was to
    wake an earlier run wakes nothing now."""

    said: CampaignProposed
    status: Status = "proposed"
    begun_on: date | None = None
    run: int = 0
    after: str = ""
    taken: int = 0


State = Campaign | None


def begin(state: Campaign, by: str, today: date) -> list[object]:
    """By another person than who proposed it: it asks about thousands."""
    _require(state, "proposed")
    if is_same(by, state.said.by):
        raise DomainError("campaign_begun_by_another")
    return [CampaignBegun(begun_on=today)]


def decline(state: Campaign) -> list[object]:
    _require(state, "proposed")
    return [CampaignDeclined()]


def pause(state: Campaign) -> list[object]:
    """Households that were taken go on; no further one is taken."""
    if state.status == "paused":
        return []
    _require(state, "running")
    return [CampaignPaused()]


def resume(state: Campaign) -> list[object]:
    if state.status == "running":
        return []
    _require(state, "paused")
    return [CampaignResumed()]


def stop(state: Campaign) -> list[object]:
    """For good: what was taken goes on, the rest is left."""
    if state.status == "stopped":
        return []
    _require(state, "running", "paused")
    return [CampaignEnded(outcome="stopped")]


def take_step(command: TakeStep, state: State) -> list[object]:
    """Nothing where it was paused or stopped meanwhile, or where another step was taken behind the same household."""
    if state is None or state.status != "running" or (command.run, command.after) != (state.run, state.after):
        return []
    taken: list[object] = []
    if command.households:
        taken.append(CampaignStepTaken(after=command.households[-1], taken=len(command.households)))
    return [*taken, CampaignEnded(outcome="done")] if command.are_last else taken


def _require(state: Campaign, *statuses: Status) -> None:
    if state.status not in statuses:
        raise DomainError("campaign_not_so", status=state.status)


def initial() -> State:
    return None


def evolve(state: State, event: object) -> State:
    if isinstance(event, CampaignProposed):
        return Campaign(event)
    if state is None:
        raise UnknownEvent(event)
    match event:
        case CampaignDeclined():
            return replace(state, status="declined")
        case CampaignBegun():
            return replace(state, status="running", begun_on=event.begun_on, run=1)
        case CampaignPaused():
            return replace(state, status="paused")
        case CampaignResumed():
            return replace(state, status="running", run=state.run + 1)
        case CampaignStepTaken():
            return replace(state, after=event.after, taken=state.taken + event.taken)
        case CampaignEnded():
            return replace(state, status=event.outcome)
    raise UnknownEvent(event)


CAMPAIGN = Decider(initial, evolve)
"""The decider that streams are folded with."""
