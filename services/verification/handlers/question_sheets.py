"""Questions go by sheet to an agency without an interface: a person takes them out, and everybody sees which are out.

A sheet is made in a request from what was recorded, and kept nowhere. Who takes the waiting questions out writes it
into each inquiry, so that two people at one moment do not carry the same question: the second finds it taken.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Final

from chassis import access, unit_of_work
from chassis.commands import through_lane
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.store import Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import by_person, response_of
from kernel.items import Item, agency_chinese
from kernel.organisation import Organisations
from services.verification.adapters import question_sheet
from services.verification.adapters.question_sheet import AskedRow
from services.verification.domain.commands import CarryBySheet, RefuseQuestion
from services.verification.domain.events import QuestionsCarried, SheetTakenOut
from services.verification.domain.inquiry.carriage import carry_by_sheet
from services.verification.domain.inquiry.evolution import evolve
from services.verification.domain.inquiry.start import refuse_question
from services.verification.domain.inquiry.states import NotOpened, State
from services.verification.handlers.inquiries import load
from services.verification.projections import sheets
from services.verification.projections.sheets import SheetLine, SheetRow, WaitingQuestion
from services.verification.resources import Resources

QUESTIONS_MAX: Final = 300
"""On one sheet; the rest waits for the next. Each is a row for each person, and a clerk has one day."""
LOOK: Final = "question_sheet"


def take_out(resources: Resources, unions: Organisations, call: Call, agency: str, *, again: bool) -> bytes:
    """The sheet's number, and what is on it. Raises Problem `sheet.nothing_waits`."""
    number = f"{resources.today():%Y%m%d}-{agency}-{uuid.uuid4().hex[:8]}"

    def build(transaction: Transaction) -> Unit:
        scope = call.principal.org_path
        found = sheets.waiting(transaction.connection, agency, scope, QUESTIONS_MAX, again=again)
        resources.codec.prefetch({one.household for one in found})
        changes = list(_changes(resources, transaction, number, agency, found))
        carried = [
            SheetRow(one.stream, one.item, one.household, one.sheet)
            for one in found
            if any(one.item in items for items in _carried(changes, one.stream))
        ]
        if not carried:
            raise Problem("sheet.nothing_waits")
        rows = rows_of(resources, transaction, unions, number, carried)
        items, name = tuple(sorted({one.item for one in carried})), agency_chinese(agency)
        taken = SheetTakenOut(
            agency=agency,
            items=items,
            org_path=scope,
            questions=len(carried),
            rows=len(rows),
            sha256=question_sheet.digest(question_sheet.workbook(number, name, items, resources.today(), rows)),
            taken_on=resources.today(),
        )
        left = len(sheets.waiting(transaction.connection, agency, scope, QUESTIONS_MAX + 1, again=again))
        return unit_of_work.unit(
            resources.codec,
            by_person(resources, call.principal),
            [*changes, Change(stream_of(number), 0, number, [taken])],
            key=call.key,
            response=response_of(
                question_sheet=number,
                agency=agency,
                questions=taken.questions,
                rows=taken.rows,
                sha256=taken.sha256,
                more=left > QUESTIONS_MAX,
            ),
        )

    return through_lane(resources.store, resources.lane, call.key, build)


def file(resources: Resources, unions: Organisations, caller: Principal, number: str) -> bytes:
    """The workbook, as it was when it was taken out; of households that were erased since nothing stands in it. Raises
    Problem `not_found`."""
    with resources.store.reading() as connection:
        taken = seen(sheets.sheet(connection, number), caller)
        carried = sheets.rows_of(connection, number)
    households = {one.household for one in carried}
    resources.codec.prefetch(households)
    with resources.store.transaction() as transaction:
        rows = rows_of(resources, transaction, unions, number, carried)
    access.record_of_many(resources, caller, sorted(households), LOOK)
    return question_sheet.workbook(number, agency_chinese(taken.agency), taken.items, taken.taken_on, rows)


def seen(found: SheetLine | None, caller: Principal) -> SheetLine:
    """Raises Problem `not_found`, alike for a sheet of another organisation and for one that is none."""
    if found is None or not caller.covers(found.org_path):
        raise Problem("not_found")
    return found


def stream_of(number: str) -> str:
    return f"sheet-{number}"


def rows_of(
    resources: Resources, transaction: Transaction, unions: Organisations, number: str, carried: Sequence[SheetRow]
) -> list[AskedRow]:
    rows: list[AskedRow] = []
    states: dict[str, State] = {}
    for one in carried:
        if one.stream not in states:
            states[one.stream] = load(transaction, one.stream).state
        rows += _rows(resources, unions, number, one, states[one.stream])
    return rows


def check_of(resources: Resources, number: str, question: str, question_hash: str, id_number: str) -> str:
    """Binds a row to its sheet, its question and its person: who alters one of them breaks it. A keyed hash, so that
    nobody makes one."""
    return resources.vault.keyed_hash(json.dumps([number, question, question_hash, id_number]).encode())[:24]


def _changes(
    resources: Resources, transaction: Transaction, number: str, agency: str, found: Sequence[WaitingQuestion]
) -> Iterator[Change]:
    """What the consent does not cover any more is refused instead, as before each attempt by message."""
    for stream in dict.fromkeys(one.stream for one in found):
        mine = [one for one in found if one.stream == stream]
        loaded = load(transaction, stream)
        state, happened = loaded.state, list[object]()
        for one in mine:
            refused = refuse_question(RefuseQuestion(item=one.item, today=resources.today()), state)
            state = reduce(evolve, refused, state)
            happened += refused
        earlier = {one.item: one.sheet for one in mine if one.sheet is not None}
        items = tuple(one.item for one in mine)
        happened += carry_by_sheet(CarryBySheet(sheet=number, agency=agency, items=items, earlier=earlier), state)
        if happened:
            yield Change(stream, loaded.version, mine[0].household, happened)


def _carried(changes: Sequence[Change], stream: str) -> Iterator[tuple[str, ...]]:
    for change in changes:
        if change.stream == stream:
            yield from (event.items for event in change.events if isinstance(event, QuestionsCarried))


def _rows(resources: Resources, unions: Organisations, number: str, one: SheetRow, state: State) -> Iterator[AskedRow]:
    if isinstance(state, NotOpened) or state.erased:
        return
    opened, hashes = state.opened, state.opened.hashes
    (question,) = (each for each in opened.questions if each.item == one.item)
    union = unions.get(opened.org_path)
    for member in opened.declared.members:
        if member.token in opened.persons:
            yield AskedRow(
                question=question.reference,
                item=Item(one.item),
                id_number=member.id_number,
                consent=opened.consent.reference,
                consent_until=opened.consent.valid_until,
                union=union.name if union else opened.org_path,
                due_on=opened.due_on,
                earlier=one.earlier or "",
                question_hash=hashes[one.item],
                check=check_of(resources, number, question.reference, hashes[one.item], member.id_number),
            )
