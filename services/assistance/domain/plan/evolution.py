"""How each fact moves a plan on. It never hides a fact that it does not know."""

from typing import Any

from msgspec.structs import replace

from contracts import assistance as facts
from contracts.assistance import Measure
from kernel.errors import UnknownEvent
from kernel.personal import Withheld
from services.assistance.domain import events
from services.assistance.domain.commands import Figures
from services.assistance.domain.plan.states import (
    Approved,
    Closed,
    Drafted,
    FileKnown,
    FollowUp,
    Helper,
    Live,
    NoPlan,
    State,
)


def evolve(state: State, event: Any) -> State:
    match event, state:
        case events.FactDropped(), _:
            return state
        case events.FileRecorded(), NoPlan():
            return FileKnown(event)
        case facts.PlanDrafted(), FileKnown():
            return Drafted(file=state.file, measures=event.measures)
        case facts.PlanApproved(), Drafted():
            return Approved(
                file=state.file,
                measures=state.measures,
                chosen=event.measures,
                chosen_before=state.chosen_before,
                helper=state.helper,
                helper_overdue=state.helper_overdue,
                follow_up=state.follow_up,
            )
        case events.PlanRedrafted(), Drafted() | Approved():
            return _redrafted(state, event)
        case events.PlanClosed(), Drafted() | Approved():
            return Closed(
                file=state.file,
                measures=state.measures,
                reason=event.reason,
                helper=state.helper,
                follow_up=state.follow_up,
            )
        case facts.HelperNamed(), Drafted() | Approved():
            return replace(state, helper=Helper(event.unit, event.helper, event.phone))
        case events.FileChangeRecorded(), Drafted() | Approved() | Closed():
            return _changed(state, event)
        case events.FileMoveRecorded(), Drafted() | Approved() | Closed():
            return _moved(state, event)
        case events.CategoryRecorded(), Drafted() | Approved() | Closed():
            return replace(state, file=replace(state.file, category=event.category))
        case events.HelperOverdue(), Drafted() | Approved():
            return replace(state, helper_overdue=True)
        case _, Drafted() | Approved() | Closed():
            return replace(state, follow_up=_followed(state.follow_up, event))
        case _:
            raise UnknownEvent(event)


def _moved(state: Live | Closed, event: events.FileMoveRecorded) -> Live | Closed:
    """What was referred to agencies of another place is referred to those of this one."""
    file = replace(state.file, org_path=event.org_path, region=event.region, profile=event.profile)
    here = replace(state, file=file, follow_up=_left_behind(state, event))
    if not isinstance(here, Closed) and event.approved_anew:
        return _drafted(here, here.measures, ())
    return here


def _left_behind(state: Live | Closed, event: events.FileMoveRecorded) -> FollowUp:
    """Older events do not tell the day: then the file counts as having been here all along."""
    if event.moved_on is None or event.region == state.file.region:
        return state.follow_up
    return replace(state.follow_up, moved=(*state.follow_up.moved, (event.moved_on, state.file.region)))


def _redrafted(state: Live, event: events.PlanRedrafted) -> Drafted:
    chosen = state.chosen if isinstance(state, Approved) and not isinstance(state.chosen, Withheld) else ()
    return _drafted(state, event.measures, tuple(dict.fromkeys((*state.chosen_before, *chosen))))


def _drafted(state: Live, measures: tuple[Measure, ...] | Withheld, chosen_before: tuple[str, ...]) -> Drafted:
    return Drafted(
        file=state.file,
        measures=measures,
        chosen_before=chosen_before,
        helper=state.helper,
        helper_overdue=state.helper_overdue,
        follow_up=state.follow_up,
    )


def _changed(state: Live | Closed, change: events.FileChangeRecorded) -> Live | Closed:
    file = replace(state.file, members=change.members, account=change.account, payee=change.payee)
    more = len(change.members) - len(state.file.members)
    joined = (*state.follow_up.joined, (change.on, more)) if more else state.follow_up.joined
    return replace(state, file=file, follow_up=replace(state.follow_up, joined=joined))


def _followed(follow_up: FollowUp, event: Any) -> FollowUp:
    match event:
        case events.MonthRecorded():
            # A month whose figures are shredded proves nothing any more.
            if isinstance(event.income, Withheld):
                return follow_up
            assert not isinstance(event.needs, Withheld)
            figures = Figures(
                income=event.income,
                relief=event.relief,
                hardship=event.hardship,
                union_aid=event.union_aid,
                needs=event.needs,
            )
            return replace(follow_up, months={**follow_up.months, event.month: figures})
        case events.DifficultyJudged():
            return replace(follow_up, findings={**follow_up.findings, event.finding: event.reason})
        case events.DifficultyLapsed():
            left = {finding: reason for finding, reason in follow_up.findings.items() if finding != event.finding}
            return replace(follow_up, findings=left)
        case facts.ReliefReached():
            return replace(follow_up, relief_reached=True)
        case facts.ExitProposed():
            return replace(follow_up, exit_proposed=True, exit_months=event.months)
        case facts.ExitWithdrawn():
            return replace(follow_up, exit_proposed=False, exit_months=())
        case _:
            raise UnknownEvent(event)
