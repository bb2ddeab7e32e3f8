"""公示 as acts of people: its sheets are hung and taken down, an objection to it is answered, by its day or late."""

from datetime import date

from kernel.errors import DomainError
from services.intake.domain import events
from services.intake.domain.commands import AnswerObjection, HangSheet, RemindAnswerer, TakeSheetDown
from services.intake.domain.household.states import Blocked, NotApplied, OnNotice, Sheet, State
from services.intake.domain.rules import (
    insist_on,
    who_brought_it_in_does_not_decide,
    who_decided_does_not_answer,
)

SHEETS_MAX = 20
"""Of one household, over all its notices."""


def hang(command: HangSheet, state: State) -> list[object]:
    """While the household is on notice, or its opening waits for a sheet; late or in several places is what happened,
    and recorded as it was."""
    if not (isinstance(state, OnNotice) or (isinstance(state, Blocked) and state.not_shown)):
        raise DomainError("not_on_notice")
    case = state.case
    if len(case.sheets) >= SHEETS_MAX:
        raise DomainError("too_many_sheets", most=SHEETS_MAX)
    _require_between(case.submitted_on, command.shown_on, command.today)
    return [
        events.NoticeShown(
            sheet=len(case.sheets) + 1,
            round=case.round,
            shown_on=command.shown_on,
            photo=command.photo,
            place=command.place,
        )
    ]


def take_down(command: TakeSheetDown, state: State) -> list[object]:
    """In any state: a sheet still hangs when the notice is over or an objection has ended it."""
    sheet = _sheet(command.sheet, state)
    if sheet.taken_down_on == command.taken_down_on:
        return []
    if sheet.taken_down_on is not None:
        raise DomainError("sheet_taken_down_already", on=sheet.taken_down_on.isoformat())
    _require_between(sheet.shown_on, command.taken_down_on, command.today)
    return [events.NoticeTakenDown(sheet=sheet.number, taken_down_on=command.taken_down_on, photo=command.photo)]


def answer(command: AnswerObjection, state: State) -> list[object]:
    """The earliest that has none; whatever became of the household, whoever objected is owed an answer."""
    if isinstance(state, NotApplied) or not state.case.unanswered:
        raise DomainError("no_objection_waits")
    insist_on(who_brought_it_in_does_not_decide(command.by), who_decided_does_not_answer(command.by))
    return [events.ObjectionAnswered(round=state.case.unanswered[0], outcome=command.outcome, text=command.text)]


def remind(command: RemindAnswerer, state: State) -> list[object]:
    if isinstance(state, NotApplied) or command.round not in state.case.unanswered:
        return []
    return [events.ObjectionOverdue(round=command.round, due_on=command.due_on)]


def _sheet(number: int, state: State) -> Sheet:
    sheets = () if isinstance(state, NotApplied) else state.case.sheets
    if not 1 <= number <= len(sheets):
        raise DomainError("unknown_sheet")
    return sheets[number - 1]


def _require_between(earliest: date, day: date, latest: date) -> None:
    if not earliest <= day <= latest:
        raise DomainError("sheet_day_impossible", earliest=earliest.isoformat(), latest=latest.isoformat())
