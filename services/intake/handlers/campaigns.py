"""批量复查: many open files are checked again under one word of two people, a step at a time.

A step and the timers that wake its households are one transaction, and so is each household's turn with the timer that
it takes away: whatever is killed between goes on where it stood, and nobody is taken twice. A step holds a few
households in memory, however many there are.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final, Literal

from msgspec import Struct

from chassis import commands
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.ids import uuid7
from chassis.staleness import require_seen
from chassis.store import Loaded, NewTimer, Timer, Transaction, Unit
from chassis.streams import Streams
from chassis.use_case import by_timer, response_of, unit_of_command, unit_of_effect
from kernel.closed_lists import CampaignReason
from kernel.errors import DomainError
from services.intake.domain import campaign as domain
from services.intake.domain.campaign import CAMPAIGN, Campaign
from services.intake.domain.commands import TakeStep
from services.intake.domain.events import CampaignProposed
from services.intake.projections import campaign_queries
from services.intake.projections.campaign_queries import Scope
from services.intake.resources import Resources

STEP: Final = "campaign_step"
TURN: Final = "campaign_turn"
"""The timer of a household whose turn it is."""
STEP_MAX: Final = 100
"""Households of one step."""

CAMPAIGNS = Streams("recheck-campaign", CAMPAIGN)
Act = Literal["begin", "decline", "pause", "resume", "stop"]


class Wanted(Struct, frozen=True, kw_only=True):
    org_path: str
    reason: CampaignReason
    ordered_by: str
    due_by: date | None
    households: tuple[str, ...]
    a_minute: int | None


def propose(resources: Resources, call: Call, wanted: Wanted) -> bytes:
    """Nothing is asked before another person begins it; the answer says of how many files it would be."""
    campaign, scope = uuid7(), Scope(wanted.org_path, wanted.due_by, wanted.households)
    call.principal.require_covers(wanted.org_path)

    def build(transaction: Transaction) -> Unit:
        planned = campaign_queries.count(transaction.connection, scope)
        if planned == 0:
            raise DomainError("campaign_of_nobody")
        proposed = CampaignProposed(
            org_path=wanted.org_path,
            by=call.principal.subject,
            reason=wanted.reason,
            ordered_by=wanted.ordered_by,
            planned=planned,
            due_by=wanted.due_by,
            households=tuple(sorted(set(wanted.households))),
            a_minute=wanted.a_minute,
        )
        loaded = CAMPAIGNS.load(transaction, campaign)
        response = response_of(campaign=campaign, status="proposed", version=1, planned=planned)
        return unit_of_command(resources, call, [CAMPAIGNS.change(campaign, loaded, campaign, [proposed])], response)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def decide(resources: Resources, call: Call, campaign: str, act: Act) -> bytes:
    def build(transaction: Transaction) -> Unit:
        loaded = _seen(transaction, call.principal, campaign)
        require_seen(loaded, call.expected)
        events = _ACTS[act](loaded.state, call.principal.subject, resources.today())
        after = CAMPAIGN.after(loaded.state, events)
        assert after is not None, "it was proposed"
        woken = [_next_step(resources, campaign, after)] if events and act in ("begin", "resume") else []
        response = response_of(
            campaign=campaign,
            status=after.status,
            version=loaded.version + len(events),
            planned=after.said.planned,
        )
        change = CAMPAIGNS.change(campaign, loaded, campaign, events)
        return unit_of_command(resources, call, [change], response, woken)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


_ACTS: Final[dict[Act, Callable[[Campaign, str, date], list[object]]]] = {
    "begin": domain.begin,
    "decline": lambda state, by, today: domain.decline(state),
    "pause": lambda state, by, today: domain.pause(state),
    "resume": lambda state, by, today: domain.resume(state),
    "stop": lambda state, by, today: domain.stop(state),
}


def on_step(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    campaign = timer.subject
    loaded = CAMPAIGNS.load(transaction, campaign)
    before = loaded.state
    if before is None or before.begun_on is None:
        return None
    said, size = before.said, min(STEP_MAX, before.said.a_minute or STEP_MAX)
    scope = Scope(said.org_path, said.due_by, said.households)
    found = campaign_queries.next_files(transaction.connection, scope, before.after, size + 1)
    command = TakeStep(
        run=timer.data["run"],
        after=timer.data["after"],
        households=tuple(found[:size]),
        are_last=len(found) <= size,
    )
    events = domain.take_step(command, before)
    after = CAMPAIGN.after(before, events)
    if not events or after is None:
        return None
    data = {"campaign": campaign, "begun_on": before.begun_on.isoformat()}
    woken = [NewTimer(timer.due, TURN, household, data) for household in command.households]
    if after.status == "running":
        woken.append(_next_step(resources, campaign, after, len(command.households)))
    change = CAMPAIGNS.change(campaign, loaded, campaign, events)
    return unit_of_effect(resources, by_timer(resources, timer, loaded), [change], woken)


def _next_step(resources: Resources, campaign: str, now: Campaign, taken: int = 0) -> NewTimer:
    """After as long as the households before it take at the campaign's pace; at once without one."""
    pause_s = 60 * taken / now.said.a_minute if now.said.a_minute else 0
    due = resources.clock.now() + timedelta(seconds=pause_s)
    return NewTimer(due, STEP, campaign, {"run": now.run, "after": now.after})


def shown(resources: Resources, principal: Principal, campaign: str) -> tuple[int, dict[str, Any]]:
    """(version, how far it is)."""
    with resources.store.reading() as connection:
        found = campaign_queries.campaign(connection, campaign)
        if found is None or not principal.covers(found.org_path):
            raise Problem("not_found")
        counts = campaign_queries.progress(connection, campaign)
    return found.version, {**as_told(found), "progress": counts}


def as_told(row: campaign_queries.Row) -> dict[str, Any]:
    return {
        "campaign": row.campaign,
        "org_path": row.org_path,
        "status": row.status,
        "version": row.version,
        "reason": row.reason,
        "ordered_by": row.ordered_by,
        "due_by": row.due_by.isoformat() if row.due_by else None,
        "listed": row.listed,
        "a_minute": row.a_minute,
        "planned": row.planned,
        "reached": row.taken,
        "proposed_by": row.proposed_by,
        "begun_by": row.begun_by,
        "since": row.since.isoformat(),
    }


def _seen(transaction: Transaction, principal: Principal, campaign: str) -> Loaded[Campaign]:
    """Whoever covers the whole of it; for others it does not exist."""
    loaded = CAMPAIGNS.load(transaction, campaign)
    if loaded.state is None or not principal.covers(loaded.state.said.org_path):
        raise Problem("not_found")
    return loaded.narrowed(loaded.state)
