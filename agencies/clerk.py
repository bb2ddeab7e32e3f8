"""The clerk of an agency without an interface: fills a question sheet in from what is on file, and hands it back.

The sheet is a union's own; here it is read as it stands, all its cells kept as they are but those for the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from agencies.items_table import OnFile, answers, records
from chassis.workbook.book import tell_first_sheet
from chassis.workbook.told import Line
from contracts import answer_sheet as form
from contracts.answer_sheet import COLUMNS, AnswerColumn, header_of
from dci.questions import Person
from kernel.items import CHINESE, Item
from kernel.text import harmless_in_a_sheet

NAME: Final = "王虚构"
_ITEMS: Final = {chinese: item for item, chinese in CHINESE.items()}
_HEADER_WITHIN: Final = 20


def filled_in(content: bytes, agency: str, on_file: OnFile) -> bytes:
    """Raises ValueError for a file that is no question sheet."""
    lines: dict[int, Line] = {}
    tell_first_sheet(content, lambda line: lines.update({line.number: line}))
    header = next(
        (line for number, line in sorted(lines.items()) if number < _HEADER_WITHIN and _is_header(line)), None
    )
    if header is None:
        raise ValueError("no question sheet")
    places = {cell.text: place for place, cell in header.cells.items()}
    cells = {(number - 1, place): cell.text for number, line in lines.items() for place, cell in line.cells.items()}
    for number, line in lines.items():
        if number < header.number and line.cells[0].text == form.CLERK:
            cells[number - 1, 1] = NAME
        elif number > header.number:
            given = {name: line.cells[place].text for name, place in places.items() if place in line.cells}
            said = _said(given, agency, on_file).items()
            cells |= {(number - 1, places[name]): word for name, word in said}
    return _written(cells)


def _is_header(line: Line) -> bool:
    return any(cell.text == form.QUESTION for cell in line.cells.values())


def _said(given: Mapping[str, str], agency: str, on_file: OnFile) -> dict[str, str]:
    """What the clerk writes in one row; nothing where it is not this agency's to say."""
    item = _ITEMS.get(given.get(form.ITEM, ""))
    if item is None or not answers(agency, item.value):
        return {}
    found = records(on_file, item.value, [Person(id_number=given[form.ID_NUMBER])])
    return _words(item, found[0]) if found else {form.NOTHING: form.YES}


def _words(item: Item, record: Mapping[str, Any]) -> dict[str, str]:
    return {
        header_of(item, column): word_of(column, record[column.field])
        for column in COLUMNS[item]
        if column.required or record.get(column.field) is not None
    }


def word_of(column: AnswerColumn, value: Any) -> str:
    """A value of the wire as a clerk writes it."""
    match column.kind:
        case "flag":
            return form.YES if value else form.NO
        case "code":
            return next(word for word, code in column.codes.items() if code == value)
        case "list":
            return form.SEPARATOR.join(_entry(column, one) for one in value)
    return str(value)


def _entry(column: AnswerColumn, entry: Mapping[str, Any]) -> str:
    return " ".join(word_of(part, entry[part.field]) for part in column.parts if entry.get(part.field) is not None)


def _written(cells: Mapping[tuple[int, int], str]) -> bytes:
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(form.SHEET)
        for (row, place), text in cells.items():
            sheet.write_string(row, place, harmless_in_a_sheet(text))
    return target.getvalue()
