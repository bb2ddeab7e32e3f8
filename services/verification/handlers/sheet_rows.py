"""What the rows of a filled sheet say: which question each is about, whether it is as it went out, and what it answers.

Every row is judged against the inquiry's own record; what the sheet says of itself is believed in nothing.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from contracts import answer_sheet as form
from kernel.items import CHINESE, Item
from services.verification.adapters import answer_sheet
from services.verification.adapters.answer_cells import Unreadable
from services.verification.adapters.answer_sheet import FilledRow, FilledSheet
from services.verification.domain import inquiry_name
from services.verification.domain.commands import TakeAnswer
from services.verification.domain.events import Question
from services.verification.domain.inquiry.states import NotOpened, Reported, State, Stopped, Waiting
from services.verification.domain.inquiry_name import InquiryName
from services.verification.handlers.question_sheets import check_of
from services.verification.resources import Resources


class Asked(Struct, frozen=True):
    """The rows of one question, as the sheet names it."""

    question: str
    rows: list[FilledRow]


class RowRefused(Exception):
    """`row` None: all rows of the question. `code`: one of `sheet_words.WHY`."""

    def __init__(self, code: str, row: int | None = None) -> None:
        super().__init__(code)
        self.code, self.row = code, row


class File(Struct, frozen=True):
    """A filled sheet with what is known of it: which sheet it is, of which agency and items, its digest, who
    brought it first and when: so old is what it tells."""

    number: str
    agency: str
    items: tuple[str, ...]
    sha256: str
    brought_by: str
    brought_at: datetime
    content: FilledSheet


def questions(filled: FilledSheet) -> list[Asked]:
    """Rows that name the same question together, in the order in which it comes first."""
    found: dict[str, list[FilledRow]] = {}
    for row in filled.rows:
        found.setdefault(row.text(form.QUESTION), []).append(row)
    return [Asked(question, rows) for question, rows in found.items()]


def inquiry_of(asked: Asked) -> InquiryName:
    """Of a question of ours: whether there is such an inquiry is for the store to say. Raises `RowRefused`."""
    stream, _, item = asked.question.rpartition("-")
    name = inquiry_name.read(stream)
    if name is None or item not in set(Item):
        raise RowRefused("foreign")
    return name


def command_of(resources: Resources, it: File, asked: Asked, state: State) -> TakeAnswer | None:
    """None when nobody answered. Raises `RowRefused`."""
    if isinstance(state, NotOpened | Stopped):
        raise RowRefused("foreign")
    if state.erased:
        raise RowRefused("erased")
    question = state.question(asked.question)
    if question is None or question.agency != it.agency:
        raise RowRefused("foreign")
    tokens = _persons(resources, it, asked, question, state)
    if state.consent_ended:
        raise RowRefused("consent_withdrawn")
    answered = [row for row in asked.rows if answer_sheet.is_answered(row, it.items)]
    if not answered:
        return None
    if len(answered) < len(asked.rows) or len(asked.rows) < len(state.opened.persons):
        raise RowRefused("part_only")
    return TakeAnswer(
        agency=it.agency,
        reference=question.reference,
        question_hash=state.opened.hashes[question.item],
        declined=None,
        records=tuple(_records(it, asked.rows, Item(question.item), tokens)),
        raw=_evidence(it, asked),
        today=resources.today(),
        told_at=it.brought_at,
        came_by="sheet",
    )


def _persons(
    resources: Resources, it: File, asked: Asked, question: Question, state: Waiting | Reported
) -> dict[int, str]:
    """Row -> token of the person it is about, if each row is as it went out. Raises `RowRefused`."""
    opened, asked_hash = state.opened, state.opened.hashes[question.item]
    tokens = {one.id_number: one.token for one in opened.declared.members if one.token in opened.persons}
    found: dict[int, str] = {}
    for row in asked.rows:
        if row.unfit:
            raise RowRefused(row.unfit, row.number)
        number = row.text(form.ID_NUMBER)
        check = check_of(resources, it.number, question.reference, asked_hash, number)
        stands = (row.text(form.QUESTION_HASH), row.text(form.ROW_CHECK), row.text(form.ITEM))
        if stands != (asked_hash, check, CHINESE[Item(question.item)]) or number not in tokens:
            raise RowRefused("altered", row.number)
        if tokens[number] in found.values():
            raise RowRefused("one_person_twice", row.number)
        found[row.number] = tokens[number]
    return found


def _records(it: File, rows: Sequence[FilledRow], item: Item, tokens: dict[int, str]) -> Iterator[dict[str, Any]]:
    for row in rows:
        try:
            told = answer_sheet.record(row, item, it.items)
        except Unreadable as unreadable:
            raise RowRefused(unreadable.reason, row.number) from None
        if told is not None:
            yield {"person": tokens[row.number], **told}


def _evidence(it: File, asked: Asked) -> bytes:
    """The household's own rows, and the digest of the file in which they stood."""
    kept = {
        "sheet": it.number,
        "agency": it.agency,
        "sha256": it.sha256,
        "clerk": it.content.clerk,
        "brought_by": it.brought_by,
        "rows": [{"row": row.number} | {header: cell.text for header, cell in row.cells.items()} for row in asked.rows],
    }
    return zlib.compress(json.dumps(kept, ensure_ascii=False).encode())
