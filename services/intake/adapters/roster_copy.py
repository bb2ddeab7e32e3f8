"""The roster given back: the same cells, and one more column that says what is wrong with each refused row."""

import json
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from chassis.workbook.told import EXACT_DIGITS, Cell
from contracts.roster_columns import COLUMNS
from kernel.text import harmless_in_a_sheet
from services.intake.adapters.roster_body import column_name
from services.intake.adapters.roster_cells import value
from services.intake.adapters.roster_reader import ERRORS_HEADER, Row, Sheet, canonical

_NOT_KNOWN = "#N/A"
"""Where nobody knows what the cell said; sent again it is refused until somebody corrects it."""
_BY_HEADER = {column.header: column for column in COLUMNS}


def marked(sheet_read: Sheet, report: bytes) -> bytes:
    """A workbook made from the uploaded one and the answer that was given to it. Nothing touches a disk."""
    results = {result["row"]: result for result in json.loads(report)["results"]}
    places = [place for place, text in sheet_read.headers.items() if canonical(text) != canonical(ERRORS_HEADER)]
    header = sheet_read.header_row - 1
    width = max({*places, *(place for row in sheet_read.rows for place in row.unknown)}) + 1
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("困难职工登记")
        bold = book.add_format({"bold": True, "text_wrap": True})
        bad = book.add_format({"bg_color": "#FCE4D6", "text_wrap": True})
        for title in sheet_read.titles:
            for place, cell in title.cells.items():
                _write_cell(sheet, title.number - 1, place, cell, None)
        for place in places:
            sheet.write_string(header, place, harmless_in_a_sheet(sheet_read.headers[place]), bold)
        sheet.write_string(header, width, ERRORS_HEADER, bold)
        sheet.set_column(width, width, 60)
        sheet.freeze_panes(header + 1, 0)
        for row in sheet_read.rows:
            _write(sheet, row, sheet_read, results.get(row.number, {}), width, bad)
    return target.getvalue()


def _write(sheet: Any, row: Row, read: Sheet, result: dict[str, Any], width: int, bad: Any) -> None:
    errors, notes = result.get("errors", []), result.get("notes", [])  # a stored report may be of an earlier version
    wrong = {error["column"] for error in errors}
    for place in {**read.columns, **row.unknown, **row.aside}:
        if canonical(read.headers.get(place, "")) == canonical(ERRORS_HEADER):
            continue
        header = read.columns[place].header if place in read.columns else column_name(place)
        cell = row.cells.get(header) or row.unknown.get(place) or row.aside.get(place)
        _write_cell(sheet, row.number - 1, place, cell, bad if header in wrong else None)
    lines = [f"{error['column']}：{error['zh']} {error['en']}" for error in errors]
    lines += [_noted(row, note) for note in notes]
    if lines:
        sheet.write_string(row.number - 1, width, harmless_in_a_sheet("\n".join(lines)), bad if errors else None)


def _write_cell(sheet: Any, row: int, place: int, cell: Cell | None, look: Any) -> None:
    if cell is None:
        if look:
            sheet.write_blank(row, place, None, look)
    elif cell.kind in ("number", "percent") and len(Decimal(cell.text).as_tuple().digits) <= EXACT_DIGITS + 2:
        sheet.write_number(row, place, float(cell.text), look)
    else:
        sheet.write_string(row, place, harmless_in_a_sheet(_text(cell)), look)


def _text(cell: Cell) -> str:
    if cell.kind == "flag":
        return "是" if cell.text == "1" else "否"
    return cell.text or _NOT_KNOWN


def _noted(row: Row, note: dict[str, str]) -> str:
    """With what was read: this copy goes to who sent the cells, and is kept nowhere."""
    cell = row.cells.get(note["column"])
    read = f" → {value(_BY_HEADER[note['column']], cell)}" if cell else ""
    return f"{note['column']}：{note['zh']} {note['en']}{read}"
