"""A filled sheet, read back: its number, who of the agency answers for it, and its rows as they stand.

It is a foreign file: a child process reads it (`chassis/workbook`), and what it tells is judged row by row.
"""

from typing import Any, Final

from msgspec import Struct

from chassis.http.refusals.errors import Problem
from chassis.workbook import confinement
from chassis.workbook.told import Cell, Line, Whole
from contracts import answer_sheet as form
from contracts.answer_sheet import COLUMNS, header_of
from kernel.items import Item
from services.verification.adapters.answer_cells import Unreadable, seen, value
from services.verification.adapters.question_sheet import Items, answer_columns, headers

HEADER_WITHIN: Final = 20
CLERK_MAX: Final = 60


class FilledRow(Struct, frozen=True):
    """`cells` by header; `number` as the sheet shows it. `unfit`: why nobody can know what the row says, or ""."""

    number: int
    cells: dict[str, Cell]
    unfit: str = ""

    def text(self, header: str) -> str:
        """ "" for an empty cell, and for one that holds no text."""
        cell = self.cells.get(header)
        try:
            return seen(cell) if cell is not None and cell.kind in ("text", "number") else ""
        except Unreadable:
            return ""


class FilledSheet(Struct, frozen=True):
    number: str
    clerk: str
    rows: list[FilledRow]


def read(content: bytes, items: Items) -> tuple[Whole, FilledSheet]:
    """Raises Problem: see `confinement.read`; `sheet.headers` for a file that is no sheet about these items,
    `sheet.clerk` when nobody of the agency is named."""
    whole = confinement.read(content)
    return whole, filled(whole, items)


def filled(whole: Whole, items: Items) -> FilledSheet:
    header = header_line(whole)
    known = headers(items)
    places = {place: cell.text.strip() for place, cell in header.cells.items()}
    named = [name for name in places.values() if name in known]
    if sorted(named) != sorted(known):
        raise Problem("sheet.headers")
    beside = {
        line.cells[0].text.strip(): line.cells[1]
        for number, line in sorted(whole.lines.items())
        if number < header.number and 0 in line.cells and 1 in line.cells
    }
    top = FilledRow(0, beside)
    clerk = top.text(form.CLERK)
    if not 0 < len(clerk) <= CLERK_MAX:
        raise Problem("sheet.clerk")
    merged = [(first, last) for first, _, last, _ in whole.rest.merges]
    rows = [
        _row(line, places, set(known), any(first <= number <= last for first, last in merged))
        for number, line in sorted(whole.lines.items())
        if number > header.number
    ]
    return FilledSheet(top.text(form.SHEET_NUMBER), clerk, rows)


def header_line(whole: Whole) -> Line:
    for number, line in sorted(whole.lines.items()):
        if number <= HEADER_WITHIN and any(cell.text.strip() == form.QUESTION for cell in line.cells.values()):
            return line
    raise Problem("sheet.headers")


def _row(line: Line, places: dict[int, str], known: set[str], is_merged: bool) -> FilledRow:
    cells = {places[place]: cell for place, cell in line.cells.items() if places.get(place) in known}
    strange = [place for place in line.cells if places.get(place) not in (*known, form.RESULT)]
    unfit = "row_hidden" if line.hidden else "row_merged" if is_merged else "column_unknown" if strange else ""
    return FilledRow(line.number, cells, unfit)


def says_nothing_on_file(row: FilledRow) -> bool:
    return form.NOTHING in row.cells


def is_answered(row: FilledRow, items: Items) -> bool:
    answers = {header_of(item, column) for item, column in answer_columns(items)} | {form.NOTHING}
    return not answers.isdisjoint(row.cells)


def record(row: FilledRow, item: Item, items: Items) -> dict[str, Any] | None:
    """What the agency has on file about this person; None: nothing. Raises `Unreadable`."""
    own = {header_of(item, column): column for column in COLUMNS[item]}
    others = {header_of(other, column) for other, column in answer_columns(items)} - own.keys()
    if not others.isdisjoint(row.cells):
        raise Unreadable("another_items_column")
    if says_nothing_on_file(row):
        if row.text(form.NOTHING) != form.YES or not own.keys().isdisjoint(row.cells):
            raise Unreadable("nothing_and_something")
        return None
    told = {column.field: value(column, row.cells[header]) for header, column in own.items() if header in row.cells}
    if any(column.required and column.field not in told for column in own.values()):
        raise Unreadable("cell_missing")
    return told
