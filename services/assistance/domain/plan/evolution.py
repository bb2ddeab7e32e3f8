"""How each fact moves a plan on. It never hides a fact that it does not know."""

from typing import Any

from msgspec.structs import replace

from contracts import assistance as facts
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
                helper=state.helper,
                helper_overdue=state.helper_overdue,
                follow_up=state.follow_up,
            )
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
            return replace(state, file=_changed(state.file, event))
        case events.CategoryRecorded(), Drafted() | Approved() | Closed():
            return replace(state, file=replace(state.file, category=event.category))
        case events.HelperOverdue(), Drafted() | Approved():
            return replace(state, helper_overdue=True)
        case _, Drafted() | Approved() | Closed():
            return replace(state, follow_up=_followed(state.follow_up, event))
        case _:
            raise UnknownEvent(event)


def _changed(file: events.FileRecorded, change: events.FileChangeRecorded) -> events.FileRecorded:
    return replace(file, members=change.members, account=change.account, payee=change.payee)


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
        case facts.ReliefReached():
            return replace(follow_up, relief_reached=True)
        case facts.ExitProposed():
            return replace(follow_up, exit_proposed=True, exit_months=event.months)
        case facts.ExitWithdrawn():
            return replace(follow_up, exit_proposed=False, exit_months=())
        case _:
            raise UnknownEvent(event)
