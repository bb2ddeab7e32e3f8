"""An open file: its number in the national system, an exit that is proposed, and its closing by a person."""

from contracts import intake as facts
from kernel.errors import DomainError
from services.intake.domain import events
from services.intake.domain.commands import Close, NoteExit, RecordNumber
from services.intake.domain.household.states import Closed, Open, State
from services.intake.domain.rules import a_closing_that_nobody_proposed_has_a_reason, a_file_has_one_number, insist_on


def record_number(command: RecordNumber, state: State) -> list[object]:
    """录入 confirmed; the number is given once."""
    file = _open(state)
    if file.number == command.number:
        return []
    insist_on(a_file_has_one_number(file.number))
    return [facts.FileNumberRecorded(number=command.number, recorded_on=command.recorded_on)]


def note_exit(command: NoteExit, state: State) -> list[object]:
    """A proposal for a file that is not open any more, or a second one, changes nothing."""
    if not isinstance(state, Open) or state.exit_rule is not None:
        return []
    return [events.ExitNoted(rule=command.rule, months=command.months)]


def close(command: Close, state: State) -> list[object]:
    """撤档: an exit that nobody proposed, and a household found not eligible, need a written reason."""
    if isinstance(state, Closed) and state.reason == command.reason:
        return []
    file = _open(state)
    proposed = command.reason == "exit" and file.exit_rule is not None
    insist_on(a_closing_that_nobody_proposed_has_a_reason(proposed, command.text))
    explained = [events.ClosingExplained(reason=command.reason, text=command.text)] if command.text else []
    return [
        *explained,
        facts.FileClosed(
            org_path=file.case.org_path,
            reason=command.reason,
            closed_on=command.today,
            members=file.case.members,
        ),
    ]


def _open(state: State) -> Open:
    if not isinstance(state, Open):
        raise DomainError("file_not_open")
    return state
