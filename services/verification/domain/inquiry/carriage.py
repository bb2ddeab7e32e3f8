"""Questions that go by sheet: left for one when they would be posted, and taken out on one by a person."""

from services.verification.domain import events
from services.verification.domain.commands import CarryBySheet, LeaveForSheet
from services.verification.domain.inquiry.states import State, Waiting
from services.verification.domain.item_states import Asked


def leave_for_sheet(command: LeaveForSheet, state: State) -> list[object]:
    """What was answered meanwhile is not carried."""
    items = _open(command.items, command.agency, state)
    return [events.QuestionsLeftForSheet(agency=command.agency, items=items)] if items else []


def carry_by_sheet(command: CarryBySheet, state: State) -> list[object]:
    """The same question goes out again when somebody wants it to: a sheet may get lost on its way."""
    items = _open(command.items, command.agency, state)
    if not items:
        return []
    earlier = tuple(sorted({command.earlier[item] for item in items if item in command.earlier}))
    return [events.QuestionsCarried(sheet=command.sheet, agency=command.agency, items=items, earlier=earlier)]


def _open(items: tuple[str, ...], agency: str, state: State) -> tuple[str, ...]:
    if not isinstance(state, Waiting) or state.erased:
        return ()
    asked = {question.item for question in state.opened.questions if question.agency == agency}
    return tuple(item for item in items if item in asked and isinstance(state.items.get(item), Asked))
