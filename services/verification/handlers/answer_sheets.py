"""A filled sheet comes back: one person brings it, another confirms the very same file, and then its rows count.

A question whose persons are all answered is an answer like a signed one; one that is left empty stays unanswered; a row
that is not ours, was altered or cannot be read is refused and named, and the others are taken. Of each household its
own rows are kept as evidence, sealed under its key, with the digest of the whole file.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from chassis import commands, unit_of_work
from chassis.codec import EventTooLarge
from chassis.commands import through_lane
from chassis.http.call import Call
from chassis.http.refusals.errors import Problem
from chassis.store import Loaded, Transaction, Unit, fold
from chassis.use_case import begun_by, by_person, response_of
from contracts import answer_sheet as form
from services.verification.adapters.answer_sheet import FilledSheet
from services.verification.adapters.question_sheet import digest
from services.verification.adapters.sheet_words import SAID, WHY
from services.verification.domain import events, sheet
from services.verification.domain.inquiry.callback import take_answer
from services.verification.domain.inquiry_name import InquiryName
from services.verification.domain.sheet import Out, Shown
from services.verification.handlers import recall
from services.verification.handlers.inquiries import load
from services.verification.handlers.question_sheets import stream_of
from services.verification.handlers.sheet_rows import Asked, File, RowRefused, command_of, inquiry_of, questions
from services.verification.resources import Resources

COUNTED: Final = ("taken", "late", "contradicts", "unchanged")
"""Outcomes of a row that answers, whatever it changes; the others: unanswered, refused."""


class Result(Struct, frozen=True):
    """What becomes of one row; `code`: why, of a refused one."""

    row: int
    status: str
    code: str = ""


def items_of(resources: Resources, call: Call, number: str) -> tuple[str, ...]:
    """Whose columns the sheet has. Raises Problem `not_found`."""
    with resources.store.transaction() as transaction:
        return _out(_sheet(transaction, number), call).items


def bring(resources: Resources, call: Call, number: str, content: bytes, filled: FilledSheet) -> bytes:
    """What the file would come to; nothing of it counts yet. Raises Problem `not_found`, `sheet.another`."""

    def build(transaction: Transaction) -> Unit:
        loaded = _sheet(transaction, number)
        out = _out(loaded, call)
        it = _file(number, out, content, filled, (call.principal.subject, resources.clock.now()))
        results = [one for asked in questions(filled) for one in _tried(resources, transaction, it, asked)]
        happened = sheet.bring_back(_shown(resources, it, results, call), out)
        return _unit(resources, call, loaded, number, happened, _report("brought", it, results))

    return through_lane(resources.store, resources.lane, call.key, build)


def confirm(resources: Resources, call: Call, number: str, content: bytes, filled: FilledSheet) -> bytes:
    """By another person than who brought the very same file: from now on its answers count.

    Each question is a unit of its own, so that a confirmation that was cut off goes on where it was. Raises Problem
    `not_found`, `sheet.another`, DomainError `sheet.not_brought`, `sheet.second_person`.
    """
    if (known := commands.answered(resources.store, call.key)) is not None:
        return known
    with resources.store.transaction() as transaction:
        loaded = _sheet(transaction, number)
    out = _out(loaded, call)
    brought = _brought(loaded, digest(content))
    sheet.first_of_two(call.principal.subject, brought[0] if brought else None)
    assert brought is not None
    it = _file(number, out, content, filled, brought)
    results = [one for asked in questions(filled) for one in _taken(resources, call, it, asked)]
    shown = _shown(resources, it, results, call)

    def build(transaction: Transaction) -> Unit:
        again = _sheet(transaction, number)
        happened = sheet.confirm(shown, _out(again, call))
        return _unit(resources, call, again, number, happened, _report("confirmed", it, results))

    return through_lane(resources.store, resources.lane, call.key, build)


def words_of(report: bytes) -> dict[int, tuple[str, bool]]:
    """Row -> what is said of it, and whether it was refused; of a report as it was answered."""
    told = json.loads(report)["results"]
    return {one["row"]: (f"{one['zh']} {one['en']}", one["status"] == "refused") for one in told}


def _sheet(transaction: Transaction, number: str) -> Loaded[sheet.State]:
    return fold(sheet.SHEET, transaction.load(stream_of(number)))


def _out(loaded: Loaded[sheet.State], call: Call) -> Out:
    if not isinstance(loaded.state, Out) or not call.principal.covers(loaded.state.org_path):
        raise Problem("not_found")
    return loaded.state


def _brought(loaded: Loaded[sheet.State], sha256: str) -> tuple[str, datetime] | None:
    """By whom a file of this digest was brought first, and when."""
    brought = (one for one in loaded.recorded if isinstance(one.event, events.SheetBroughtBack))
    return next(((one.envelope.actor, one.envelope.time) for one in brought if one.event.sha256 == sha256), None)


def _file(number: str, out: Out, content: bytes, filled: FilledSheet, brought: tuple[str, datetime]) -> File:
    if filled.number != number:
        raise Problem("sheet.another")
    return File(number, out.agency, out.items, digest(content), *brought, filled)


def _tried(resources: Resources, transaction: Transaction, it: File, asked: Asked) -> list[Result]:
    """What the question's rows would come to."""
    try:
        name = inquiry_of(asked)
        state = load(transaction, name.stream).state
        command = command_of(resources, it, asked, state)
        return _told(asked, "unanswered" if command is None else _outcome(take_answer(command, state)))
    except RowRefused as refused:
        return _not_taken(asked, refused)


def _taken(resources: Resources, call: Call, it: File, asked: Asked) -> list[Result]:
    """The same for good: the question's answer in a unit of its own."""
    try:
        name = inquiry_of(asked)
        resources.codec.prefetch([name.household])

        def build(transaction: Transaction) -> Unit:
            return _answer(resources, call, transaction, it, asked, name)

        return _told(asked, through_lane(resources.store, resources.lane, None, build).decode())
    except RowRefused as refused:
        return _not_taken(asked, refused)
    except EventTooLarge:
        return _not_taken(asked, RowRefused("too_large"))


def _answer(
    resources: Resources, call: Call, transaction: Transaction, it: File, asked: Asked, name: InquiryName
) -> Unit:
    loaded = load(transaction, name.stream)
    command = command_of(resources, it, asked, loaded.state)
    if command is None:
        return Unit(response=b"unanswered")
    happened = take_answer(command, loaded.state)
    outcome = _outcome(happened).encode()
    if not happened:
        return Unit(response=outcome)
    context = begun_by(resources, call.principal.subject, loaded.recorded[-1].envelope.correlationid)
    changes = recall.changes_of(resources, transaction, name, loaded, happened)
    return unit_of_work.unit(resources.codec, context, changes, response=outcome)


def _outcome(happened: Sequence[object]) -> str:
    """Raises `RowRefused` for what the inquiry refuses."""
    match happened:
        case []:
            return "unchanged"
        case [events.AnswerRefused() as refused, *_]:
            raise RowRefused(refused.reason)
        case [events.AnswerCameLate(), *_]:
            return "late"
        case [events.AnswerContradicted(), *_]:
            return "contradicts"
    return "taken"


def _told(asked: Asked, status: str) -> list[Result]:
    return [Result(row.number, status) for row in asked.rows]


def _not_taken(asked: Asked, refused: RowRefused) -> list[Result]:
    """A question is taken whole: of one bad row the others are refused with it, and say so."""
    return [
        Result(row.number, "refused", refused.code if refused.row in (None, row.number) else "with_another_row")
        for row in asked.rows
    ]


def _shown(resources: Resources, it: File, results: list[Result], call: Call) -> Shown:
    question = {row.number: row.text(form.QUESTION) for row in it.content.rows}
    answered = {question[one.row] for one in results if one.status in COUNTED}
    refused = {question[one.row] for one in results if one.status == "refused"}
    return Shown(it.sha256, call.principal.subject, len(answered), len(refused), resources.today())


def _report(status: str, it: File, results: list[Result]) -> bytes:
    """It names rows and codes, and repeats no cell."""
    counts = Counter(one.status for one in results)
    return response_of(
        question_sheet=it.number,
        agency=it.agency,
        sha256=it.sha256,
        status=status,
        rows={name: counts[name] for name in (*COUNTED, "unanswered", "refused")},
        results=[_line(one) for one in results],
    )


def _line(one: Result) -> dict[str, Any]:
    zh, en = WHY[one.code] if one.code else SAID[one.status]
    return {"row": one.row, "status": one.status, "code": one.code or None, "zh": zh, "en": en}


def _unit(
    resources: Resources, call: Call, loaded: Loaded[sheet.State], number: str, happened: list[object], response: bytes
) -> Unit:
    change = unit_of_work.Change(stream_of(number), loaded.version, number, happened)
    context = by_person(resources, call.principal)
    return unit_of_work.unit(resources.codec, context, [change], key=call.key, response=response)
