"""转档: an open file goes to another union. Maker and checker, one at each end: proposed here, taken there.

Two unions would each count a household that is handed over by letter; here it is counted where it is until it is taken.
"""

from msgspec.structs import replace

from contracts import intake as facts
from kernel.errors import DomainError
from services.intake.domain import events
from services.intake.domain.commands import DeclineMove, ProposeMove, TakeMove
from services.intake.domain.household.recheck import begun_by_a_move
from services.intake.domain.household.states import Case, Open, State
from services.intake.domain.rules import (
    a_declined_move_has_a_reason,
    a_move_is_taken_by_another,
    a_move_leads_elsewhere,
    insist_on,
    no_other_closing_waits,
)


def propose(command: ProposeMove, state: State) -> list[object]:
    """One at a time; an application under way ends where it began."""
    file = _open(state)
    if file.moving is not None:
        raise DomainError("move_waits", move=file.moving.move, to=file.moving.to_org_path)
    insist_on(
        a_move_leads_elsewhere(file.case.org_path, command.to_org_path),
        no_other_closing_waits(file.closing is not None),
    )
    return [
        events.MoveProposed(
            move=command.move,
            to_org_path=command.to_org_path,
            reason=command.reason,
            by=command.by.subject,
            text=command.text,
        )
    ]


def take(command: TakeMove, state: State) -> list[object]:
    """What waits goes along: changes, and a re-check under way. Under another law everything is asked anew."""
    file = _open(state)
    waiting = _waiting(file, command.move)
    insist_on(
        a_move_is_taken_by_another(command.by, waiting.by),
        no_other_closing_waits(file.closing is not None),
    )
    case = file.case
    moved = facts.FileMoved(
        move=waiting.move,
        org_path=waiting.to_org_path,
        region=command.region,
        profile=command.profile,
        items=command.items,
        from_org_path=case.org_path,
        from_region=case.region,
        from_profile=case.profile,
        moved_on=command.today,
    )
    another_law = (case.region, case.profile) != (command.region, command.profile)
    return [moved, *(begun_by_a_move(file, moved_case(case, moved), command.today) if another_law else [])]


def decline(command: DeclineMove, state: State) -> list[object]:
    waiting = _waiting(_open(state), command.move)
    insist_on(a_declined_move_has_a_reason(command.reason))
    return [
        events.MoveDeclined(
            move=waiting.move, outcome="withdrawn" if command.withdrawn else "declined", reason=command.reason
        )
    ]


def moved_case(case: Case, moved: facts.FileMoved) -> Case:
    """A reviewer's findings answer questions of one text; under another they say nothing."""
    there = replace(case, org_path=moved.org_path, region=moved.region, profile=moved.profile, items=moved.items)
    return there if moved.profile == moved.from_profile else replace(there, findings={}, known={})


def waits(state: State, move: str) -> bool:
    return isinstance(state, Open) and state.moving is not None and state.moving.move == move


def _waiting(file: Open, move: str) -> events.MoveProposed:
    if file.moving is None or file.moving.move != move:
        raise DomainError("move_not_waiting")
    return file.moving


def _open(state: State) -> Open:
    if not isinstance(state, Open):
        raise DomainError("move_of_no_open_file")
    return state
