"""An open file: its number in the national system, an exit that is proposed, and its closing by a person."""

from datetime import date

from contracts import intake as facts
from kernel.age import is_adult
from kernel.closed_lists import ClosingReason
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain import events
from services.intake.domain.commands import Close, Contact, Decline, NoteExit, RecordNumber, SignClosing
from services.intake.domain.duties import grounds_of_a_closing
from services.intake.domain.household.changed_file import readable
from services.intake.domain.household.states import Case, Open, State
from services.intake.domain.rules import (
    a_closing_that_nobody_proposed_has_a_reason,
    a_declined_signature_has_a_reason,
    a_file_has_one_number,
    a_file_is_closed_for_what_the_place_allows,
    insist_on,
    no_keeping_waits,
    no_other_closing_waits,
    nobody_of_age_is_left_of_a_household_that_died,
    nobody_was_reached_on_enough_days,
    the_second_signature_is_another_persons,
    who_brought_it_in_does_not_decide,
    who_changed_the_file_does_not_decide_its_recheck,
)


def record_number(command: RecordNumber, state: State) -> list[object]:
    """录入 confirmed; the number is given once, on a day between the file's opening and today."""
    file = _open(state)
    if not file.opened_on <= command.recorded_on <= command.today:
        raise DomainError(
            "number_day_impossible", earliest=file.opened_on.isoformat(), latest=command.today.isoformat()
        )
    if (file.number, file.numbered_on) == (command.number, command.recorded_on):
        return []
    insist_on(a_file_has_one_number(file.number))
    return [facts.FileNumberRecorded(number=command.number, recorded_on=command.recorded_on)]


def note_exit(command: NoteExit, state: State) -> list[object]:
    """A proposal for a file that is not open any more, or a second one, changes nothing."""
    if not isinstance(state, Open) or state.exit_rule is not None:
        return []
    return [events.ExitNoted(rule=command.rule, months=command.months, proposed_by=command.proposed_by)]


def withdraw_exit(month: str, state: State, because: str = "month") -> list[object]:
    """A closing that waits for its second signature on the ground of that exit alone is off with it."""
    if not isinstance(state, Open) or state.exit_rule is None:
        return []
    waits = state.closing
    rests_on_it = waits is not None and waits.closing == "exit" and "own_word" not in waits.grounds
    declined = [events.SignatureDeclined(reason=f"exit withdrawn: {month}")] if rests_on_it else []
    return [events.ExitNoteWithdrawn(month=month, because=because), *declined]


def close(command: Close, state: State) -> list[object]:
    """撤档: whatever the months of an exit have not shown needs a written reason and two people."""
    file = _open(state)
    proposed = command.reason == "exit" and file.exit_rule is not None
    insist_on(
        no_other_closing_waits(file.closing is not None),
        no_keeping_waits(file.keeping_waits),
        a_file_is_closed_for_what_the_place_allows(command.allowed, command.reason),
        a_closing_that_nobody_proposed_has_a_reason(proposed, command.text),
        nobody_was_reached_on_enough_days(file.unreached, command.attempts_min)
        if command.reason == "unreachable"
        else None,
        nobody_of_age_is_left_of_a_household_that_died(_others_of_age(file.case, command.today))
        if command.reason == "died"
        else None,
    )
    grounds = grounds_of_a_closing(command.by, proposed, file.exit_by, file.recheck is not None)
    if grounds:
        by = command.by.subject
        return [events.ClosingProposed(closing=command.reason, grounds=grounds, by=by, text=command.text)]
    return _closed(file, command.reason, "", command.text, command.today)


def contact(command: Contact, state: State) -> list[object]:
    """联系: who was reached is not 失联, and a closing that says so is off with it."""
    file = _open(state)
    if not file.opened_on <= command.on <= command.today:
        raise DomainError(
            "contact_day_impossible", earliest=file.opened_on.isoformat(), latest=command.today.isoformat()
        )
    attempted = events.ContactAttempted(on=command.on, way=command.way, reached=command.reached, note=command.note)
    off = command.reached and file.closing is not None and file.closing.closing == "unreachable"
    return [attempted, *([events.SignatureDeclined(reason=f"reached: {command.on.isoformat()}")] if off else [])]


def sign(command: SignClosing, state: State) -> list[object]:
    file, waiting = _waiting(state)
    insist_on(the_second_signature_is_another_persons(command.by, waiting.by))
    if file.closes_after_recheck:  # both signatures decide on the re-check
        insist_on(
            who_brought_it_in_does_not_decide(command.by),
            who_changed_the_file_does_not_decide_its_recheck(command.by),
        )
    if isinstance(waiting.text, Withheld):
        raise DomainError("household_erased")
    return _closed(file, waiting.closing, waiting.clause, waiting.text, command.today)


def decline(command: Decline, state: State) -> list[object]:
    """Of a closing, or of the keeping after a re-check: the file stays open as it was."""
    file = _open(state)
    if file.closing is None and not file.keeping_waits:
        raise DomainError("no_closing_waits")
    insist_on(a_declined_signature_has_a_reason(command.reason))
    return [events.SignatureDeclined(reason=command.reason)]


def _closed(file: Open, reason: ClosingReason, clause: str, text: str, today: date) -> list[object]:
    explained = [events.ClosingExplained(reason=reason, clause=clause, text=text)] if text else []
    return [
        *explained,
        facts.FileClosed(org_path=file.case.org_path, reason=reason, closed_on=today, members=file.case.members),
    ]


def _others_of_age(case: Case, today: date) -> int:
    """Besides the applicant: any of them may take the file over."""
    return sum(
        is_adult(member.birth_date, today) for member in readable(case).members if member.token != case.applicant
    )


def _waiting(state: State) -> tuple[Open, events.ClosingProposed]:
    file = _open(state)
    if file.closing is None:
        raise DomainError("no_closing_waits")
    return file, file.closing


def _open(state: State) -> Open:
    if not isinstance(state, Open):
        raise DomainError("file_not_open")
    return state
