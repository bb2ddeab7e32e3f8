"""The clerk of an agency without an interface writes into a sheet what the agency's own system would have sent."""

from datetime import date
from typing import Any

import pytest

from agencies.clerk import filled_in, word_of
from agencies.items_table import AGENCIES, answers, records
from agencies.otherwise import ANOTHER_RECORD
from agencies.population import generate
from chassis.workbook.book import tell_first_sheet
from chassis.workbook.told import Line, Whole
from contracts.answer_sheet import COLUMNS
from dci.questions import Person
from kernel.items import Item
from services.verification.adapters import answer_sheet
from services.verification.adapters.answer_cells import of_text
from services.verification.adapters.question_sheet import AskedRow, workbook

TODAY = date(2026, 11, 2)
ON_FILE = {**generate(40, 1, TODAY).on_file, "440590198001010001": ANOTHER_RECORD}
"""The fictive people, and one of whom everything is on file."""


def asked(item: Item, number: str) -> AskedRow:
    return AskedRow(
        question=f"q-{item}",
        item=item,
        id_number=number,
        consent="GX-1",
        consent_until=TODAY,
        union="虚构工会",
        due_on=TODAY,
        earlier="",
        question_hash="h",
        check="c",
    )


@pytest.mark.parametrize("agency", AGENCIES)
def test_what_is_written_is_read_back_as_it_is_on_file(agency: str) -> None:
    items = [item for item in Item if answers(agency, item.value)]
    rows = [asked(item, number) for number in sorted(ON_FILE) for item in items]
    filled = filled_in(workbook("s1", agency, items, TODAY, rows), agency, ON_FILE)
    lines: dict[int, Line] = {}
    rest = tell_first_sheet(filled, lambda line: lines.update({line.number: line}))
    sheet = answer_sheet.filled(Whole(lines, rest), items)
    assert sheet.number == "s1"
    told = [answer_sheet.record(row, one.item, items) for row, one in zip(sheet.rows, rows, strict=True)]
    assert told == [on_file(one) for one in rows]
    assert any(told), "nobody is on file"


def on_file(row: AskedRow) -> dict[str, Any] | None:
    found = records(ON_FILE, row.item, [Person(id_number=row.id_number)])
    if not found:
        return None
    return {name: value for name, value in found[0].items() if value is not None or name in _needed(row.item)}


def _needed(item: Item) -> set[str]:
    return {column.field for column in COLUMNS[item] if column.required}


def test_every_word_is_read_back_as_its_code() -> None:
    for columns in COLUMNS.values():
        for column in columns:
            for code in column.codes.values():
                assert of_text(column, word_of(column, code)) == code
