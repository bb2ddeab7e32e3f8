"""The report, as soon as no item is open, or when the term is over; or no report at all."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import reduce

from msgspec.structs import replace

from contracts.verification import AgencySilent
from services.verification.domain import events
from services.verification.domain.commands import EndConsent, EndInquiry, Remind, Stop
from services.verification.domain.inquiry.evolution import evolve
from services.verification.domain.inquiry.sides import newly_contradicted
from services.verification.domain.inquiry.states import NotOpened, Reported, State, Stopped, Waiting
from services.verification.domain.item_states import Asked
from services.verification.domain.report import report
from services.verification.domain.rules import office_of


def with_report(happened: Sequence[object], state: State, today: date) -> list[object]:
    """What happened and, when it closed the last open item, the report behind it; when it made an item of a report
    otherwise, the report anew. Of an erased household there is none."""
    after = reduce(evolve, happened, state)
    if isinstance(after, Waiting) and not _open_items(after):
        if after.erased:
            return [*happened, events.InquiryStopped(reason="erased")]
        return [*happened, *told(after, today)]
    if isinstance(state, Reported) and isinstance(after, Reported) and not after.erased:
        revised = tuple(item for item, standing in after.items.items() if standing != state.items.get(item))
        if revised:
            because = next(why(event) for event in happened if why(event) and _is_about(event, revised))
            anew = report(after.opened, after.items, today)
            numbered = replace(anew, revision=after.revision + 1, because=because, revised=revised)
            return [*happened, *newly_contradicted(after), numbered]
    return list(happened)


def end_inquiry(command: EndInquiry, state: State) -> list[object]:
    """A timer of an inquiry that ended otherwise does nothing."""
    if not isinstance(state, Waiting):
        return []
    if state.erased:
        return [events.InquiryStopped(reason="erased")]
    silent = [
        AgencySilent(round=state.opened.round, item=item, agency=office_of(state.opened, item))
        for item in _open_items(state)
    ]
    return [*silent, *told(state, command.today)]


def told(state: Waiting, today: date) -> list[object]:
    """The report, behind what its answers contradict each other about."""
    return [*newly_contradicted(state), report(state.opened, state.items, today)]


def remind(command: Remind, state: State) -> list[object]:
    """One for each office that has not answered what was to be reminded of by that day, once."""
    if not isinstance(state, Waiting) or state.erased:
        return []
    open_items = set(_open_items(state)) - state.reminded
    silent = defaultdict[str, list[events.Question]](list)
    for question in state.opened.questions:
        if question.item in open_items and question.remind_on is not None and question.remind_on <= command.today:
            silent[question.agency].append(question)
    return [
        events.OfficeReminded(
            agency=office,
            items=tuple(question.item for question in questions),
            due_on=min(question.due_on or state.opened.due_on for question in questions),
            reminded_on=command.today,
        )
        for office, questions in sorted(silent.items())
    ]


def stop(command: Stop, state: State) -> list[object]:
    """After the report there is nothing left to stop."""
    return [events.InquiryStopped(reason=command.reason)] if isinstance(state, Waiting) else []


def end_consent(command: EndConsent, state: State) -> list[object]:
    """The open questions are about whom they may not be about any more: none of them is waited for."""
    if isinstance(state, NotOpened | Stopped) or state.consent_ended:
        return []
    ended = events.ConsentEnded(persons=command.persons, ended_on=command.today)
    if isinstance(state, Reported):
        return [ended]
    refused = [
        events.QuestionRefused(item=item, agency=office_of(state.opened, item), reason="consent_withdrawn")
        for item in _open_items(state)
    ]
    return with_report([ended, *refused], state, command.today)


def why(event: object) -> str:
    """Of what makes an item otherwise: why, as `RECALLS` has it."""
    match event:
        case events.AnswerCameLate():
            return "late_answer"
        case events.AnswerCorrected():
            return "corrected"
        case events.AnswerWithdrawn():
            return "withdrawn"
        case events.AnswerReplaced():
            return event.because
        case events.ContradictionSettled():
            return "settled"
    return ""


def _is_about(event: object, items: tuple[str, ...]) -> bool:
    return isinstance(event, events.ContradictionSettled) or getattr(event, "item", "") in items


def _open_items(state: Waiting) -> list[str]:
    return [item for item, standing in state.items.items() if isinstance(standing, Asked)]
