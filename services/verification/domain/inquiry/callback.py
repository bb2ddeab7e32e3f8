"""What a callback counts for. It is already known who signed it; here it is judged what it answers."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from typing import Any

from kernel.personal import Withheld
from services.verification.domain import events
from services.verification.domain.commands import TakeAnswer
from services.verification.domain.events import Question
from services.verification.domain.inquiry.conclusion import with_report
from services.verification.domain.inquiry.evolution import evolve
from services.verification.domain.inquiry.states import NotOpened, Reported, State, Stopped, Waiting
from services.verification.domain.item_states import Answered, Asked, Declined, NotAsked
from services.verification.domain.items.reader import Unreadable, read

NO_SUCH_QUESTION = "no_such_question"
"""Said alike of a question never asked, asked of another agency, or stopped: a sender learns nothing by trying."""


STANDINGS = ("given", "corrected", "withdrawn")

SUPERSEDED = "answer_superseded"
"""Something younger stands, or the answer was taken back after this one was told."""


def take_answer(command: TakeAnswer, state: State) -> list[object]:
    """One `AnswerRefused` when it answers nothing of ours; [] for a repeat of what is known."""
    return take_answers([command], state)


def take_answers(commands: Sequence[TakeAnswer], state: State) -> list[object]:
    """All answers of one callback, and one report behind them; the first that is refused refuses the callback."""
    happened, after = list[object](), state
    for command in commands:
        events_of_one = _judged(command, after)
        if events_of_one and isinstance(events_of_one[0], events.AnswerRefused):
            return events_of_one
        happened += events_of_one
        after = reduce(evolve, events_of_one, after)
    return with_report(happened, state, commands[0].today) if happened else []


def _judged(command: TakeAnswer, state: State) -> list[object]:
    if isinstance(state, NotOpened | Stopped) or isinstance(state.opened.hashes, Withheld):
        return _refused(command, NO_SUCH_QUESTION)
    question = state.question(command.reference)
    if question is None or question.agency != command.agency:
        return _refused(command, NO_SUCH_QUESTION)
    if command.question_hash != state.opened.hashes[question.item]:
        return _refused(command, "answers_another_question")
    if command.standing not in STANDINGS:
        return _refused(command, "standing_unknown")
    if state.consent_ended:
        return _quarantined(command, question, state)
    if command.standing == "withdrawn":
        return _withdrawn(command, question, state)
    if command.declined is not None:
        return _declined(command, command.declined, question, state)
    try:
        records = read(question.item, command.records, state.opened.persons)
    except Unreadable as unreadable:
        return _refused(command, unreadable.reason)
    if command.standing == "corrected":
        return _corrected(command, records, question, state)
    return _answered(command, records, question, state)


def _declined(command: TakeAnswer, reason: str, question: Question, state: Waiting | Reported) -> list[object]:
    """Only an open item can still be declined."""
    if not isinstance(state, Waiting) or not isinstance(state.items[question.item], Asked):
        return []
    return [events.AgencyDeclined(**_about(command, question), reason=reason)]


def _answered(
    command: TakeAnswer, records: tuple[events.Record, ...], question: Question, state: Waiting | Reported
) -> list[object]:
    """Who declined first may still answer, and who was silent: before the report, and late."""
    standing = state.items[question.item]
    if (question.item, records) in state.others:
        return []
    if isinstance(standing, Answered) and standing.records == records:
        return []
    if command.told_at is not None and state.is_overtaken(question.item, command.told_at):
        return _refused(command, SUPERSEDED)
    about = _about(command, question) | {"records": records, "came_by": command.came_by}
    if isinstance(state, Reported) or isinstance(standing, NotAsked):
        return [events.AnswerCameLate(**about, told_at=command.told_at)]
    if isinstance(standing, Answered):
        return [events.AnswerContradicted(**about)]
    return [events.AnswerRecorded(**about)]


def _corrected(
    command: TakeAnswer, records: tuple[events.Record, ...], question: Question, state: Waiting | Reported
) -> list[object]:
    """It stands in the place of the answer, whenever that came; of what we did not ask it is kept alone."""
    standing = state.items[question.item]
    if isinstance(standing, NotAsked):
        return _answered(command, records, question, state)
    if isinstance(standing, Answered) and standing.records == records:
        return []
    told_at, why = _in_time(command, question, state)
    if told_at is None:
        return [] if (question.item, records) in state.others else _refused(command, why)
    return [events.AnswerCorrected(**_about(command, question), told_at=told_at, records=records)]


def _withdrawn(command: TakeAnswer, question: Question, state: Waiting | Reported) -> list[object]:
    """One that comes before the answer stands too: the answer that it takes back is on its way."""
    standing = state.items[question.item]
    if isinstance(standing, NotAsked | Declined):
        return []
    if not isinstance(standing, Answered) and (question.item, "") in state.told_at:
        return []
    told_at, why = _in_time(command, question, state)
    if told_at is None:
        return _refused(command, why)
    return [events.AnswerWithdrawn(**_about(command, question), told_at=told_at)]


def _in_time(command: TakeAnswer, question: Question, state: Waiting | Reported) -> tuple[datetime | None, str]:
    """When it was told, or None and why it does not count: something younger stands, or it is of tomorrow, and would
    bar what is said until then."""
    told_at = command.told_at
    if told_at is None or (command.not_after is not None and told_at > command.not_after):
        return None, "answer_time_invalid"
    return (None, SUPERSEDED) if state.is_overtaken(question.item, told_at) else (told_at, "")


def _quarantined(command: TakeAnswer, question: Question, state: Waiting | Reported) -> list[object]:
    """Nobody reads it, so nobody can tell whether a second one says the same: the first is kept."""
    if question.item in state.quarantined:
        return []
    return [events.AnswerQuarantined(**_about(command, question))]


def _about(command: TakeAnswer, question: Question) -> dict[str, Any]:
    return {
        "item": question.item,
        "agency": question.agency,
        "received_on": command.today,
        "raw": command.raw,
        "receipt": command.receipt,
    }


def _refused(command: TakeAnswer, reason: str) -> list[object]:
    return [events.AnswerRefused(sender=command.agency, reason=reason)]
