"""What a callback counts for. It is already known who signed it; here it is judged what it answers."""

from typing import Any

from kernel.personal import Withheld
from services.verification.domain import events
from services.verification.domain.commands import TakeAnswer
from services.verification.domain.events import Question
from services.verification.domain.inquiry.conclusion import with_report
from services.verification.domain.inquiry.states import NotOpened, Reported, State, Stopped, Waiting
from services.verification.domain.item_states import Answered, Asked, NotAsked
from services.verification.domain.items.reader import Unreadable, read

NO_SUCH_QUESTION = "no_such_question"
"""Said alike of a question never asked, asked of another agency, or stopped: a sender learns nothing by trying."""


def take_answer(command: TakeAnswer, state: State) -> list[object]:
    """One `AnswerRefused` when it answers nothing of ours; [] for a repeat of what is known."""
    if isinstance(state, NotOpened | Stopped) or isinstance(state.opened.hashes, Withheld):
        return _refused(command, NO_SUCH_QUESTION)
    question = state.question(command.reference)
    if question is None or question.agency != command.agency:
        return _refused(command, NO_SUCH_QUESTION)
    if command.question_hash != state.opened.hashes[question.item]:
        return _refused(command, "answers_another_question")
    if state.consent_ended:
        return _quarantined(command, question, state)
    if command.declined is not None:
        return _declined(command, command.declined, question, state)
    try:
        records = read(question.item, command.records, state.opened.persons)
    except Unreadable as unreadable:
        return _refused(command, unreadable.reason)
    return _answered(command, records, question, state)


def _declined(command: TakeAnswer, reason: str, question: Question, state: Waiting | Reported) -> list[object]:
    """Only an open item can still be declined."""
    if not isinstance(state, Waiting) or not isinstance(state.items[question.item], Asked):
        return []
    return with_report([events.AgencyDeclined(**_about(command, question), reason=reason)], state, command.today)


def _answered(
    command: TakeAnswer, records: tuple[events.Record, ...], question: Question, state: Waiting | Reported
) -> list[object]:
    """Who declined first may still answer before the report."""
    standing = state.items[question.item]
    if (question.item, records) in state.others:
        return []
    if isinstance(standing, Answered) and standing.records == records:
        return []
    about = _about(command, question) | {"records": records}
    if isinstance(state, Reported) or isinstance(standing, NotAsked):
        return [events.AnswerCameLate(**about)]
    if isinstance(standing, Answered):
        return [events.AnswerContradicted(**about)]
    return with_report([events.AnswerRecorded(**about)], state, command.today)


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
    }


def _refused(command: TakeAnswer, reason: str) -> list[object]:
    return [events.AnswerRefused(sender=command.agency, reason=reason)]
