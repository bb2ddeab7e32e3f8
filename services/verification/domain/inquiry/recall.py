"""What is learnt elsewhere than in this round, and makes an answer that the round rests on otherwise."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import TypeGuard

from kernel.calendar import business_date
from kernel.personal import Withheld
from services.verification.domain import events
from services.verification.domain.commands import Carry, TakePush
from services.verification.domain.events import Record
from services.verification.domain.inquiry.conclusion import why, with_report
from services.verification.domain.inquiry.evolution import evolve
from services.verification.domain.inquiry.states import NotOpened, Reported, State, Stopped, Waiting
from services.verification.domain.item_states import Answered
from services.verification.domain.rules import office_of

Otherwise = events.AnswerCameLate | events.AnswerCorrected | events.AnswerWithdrawn


def carry(command: Carry, state: State) -> list[object]:
    """An earlier round's answer turned out otherwise. A round that asked for itself has heard for itself."""
    if not _counts(state) or any(question.item == command.item for question in state.opened.questions):
        return []
    standing = state.items.get(command.item)
    if standing is None or state.is_overtaken(command.item, command.told_at):
        return []
    if command.records is None:
        return _replaced(command, (), state) if isinstance(standing, Answered) else []
    records = tuple(record for record in command.records if record["person"] in state.opened.persons)
    if isinstance(standing, Answered) and standing.records == records:
        return []
    return _replaced(command, records, state)


def carried(
    happened: Sequence[object], before: State, after: State, evidence: str, today: date, latest: State
) -> list[object]:
    """What `happened` in an earlier round, as far as it made that round's items otherwise, in the latest."""
    if isinstance(before, NotOpened) or isinstance(after, NotOpened):
        return []
    commands = [
        Carry(
            item=event.item,
            records=None if isinstance(event, events.AnswerWithdrawn) else event.records,
            because=why(event),
            evidence=evidence,
            told_at=event.told_at,
            today=today,
        )
        for event in happened
        if isinstance(event, Otherwise)
        and event.told_at is not None
        and after.items[event.item] != before.items[event.item]
    ]
    decided = list[object]()
    for command in commands:
        decided += carry(command, reduce(evolve, decided, latest))
    return decided


def push(command: TakePush, state: State) -> list[object]:
    """Of one person: the others' records stay. Where the item has no answer a push is none about the household, and
    what was told before the answer came is in it."""
    if not _counts(state) or command.person not in state.opened.persons:
        return []
    standing = state.items.get(command.item)
    if not isinstance(standing, Answered) or isinstance(standing.records, Withheld):
        return []
    told_before = business_date(command.told_at) < standing.received_on
    if told_before or state.is_overtaken(command.item, command.told_at, command.person):
        return []
    others = [record for record in standing.records if record["person"] != command.person]
    records = tuple(sorted([*others, *command.records], key=_person))
    return [] if records == standing.records else _replaced(command, records, state)


def _counts(state: State) -> TypeGuard[Waiting | Reported]:
    return not (isinstance(state, NotOpened | Stopped) or state.erased or state.consent_ended)


def _replaced(command: Carry | TakePush, records: tuple[Record, ...], state: Waiting | Reported) -> list[object]:
    replaced = events.AnswerReplaced(
        item=command.item,
        agency=office_of(state.opened, command.item),
        received_on=command.today,
        told_at=command.told_at,
        because="pushed" if isinstance(command, TakePush) else command.because,
        evidence=command.evidence,
        person=command.person if isinstance(command, TakePush) else "",
        records=records,
    )
    return with_report([replaced], state, command.today)


def _person(record: Record) -> str:
    return str(record["person"])
