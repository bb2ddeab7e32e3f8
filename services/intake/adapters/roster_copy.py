"""The roster given back: the same cells, and one more column that says what is wrong with each refused row."""

import json
from datetime import datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from services.intake.adapters.roster_reader import Cell, Row, read

ERRORS_HEADER = "错误 · errors"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def marked(content: bytes, report: bytes) -> bytes:
    """A workbook made from the uploaded one and the answer that was given to it. Nothing touches a disk."""
    sheet_read, told = read(content), json.loads(report)
    errors = {result["row"]: result["errors"] for result in told["results"] if result["status"] == "refused"}
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("困难职工登记")
        bold = book.add_format({"bold": True, "text_wrap": True})
        bad = book.add_format({"bg_color": "#FCE4D6", "text_wrap": True})
        for place, header in enumerate([*sheet_read.headers, ERRORS_HEADER]):
            sheet.write_string(0, place, neutralised(header), bold)
        sheet.set_column(len(sheet_read.headers), len(sheet_read.headers), 60)
        sheet.freeze_panes(1, 0)
        for row in sheet_read.rows:
            _write(sheet, row, sheet_read.headers, errors.get(row.number), bad)
    return target.getvalue()


def neutralised(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def _write(sheet: Any, row: Row, headers: list[str], errors: list[dict[str, str]] | None, bad: Any) -> None:
    wrong = {error["column"] for error in errors or ()}
    for place, header in enumerate(headers):
        cell = row.cells.get(header, "")
        look = bad if header in wrong else None
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            sheet.write_number(row.number - 1, place, cell, look)
        elif cell != "" or look:
            sheet.write_string(row.number - 1, place, neutralised(_text(cell)), look)
    if errors:
        lines = [f"{error['column']}：{error['zh']} {error['en']}" for error in errors]
        sheet.write_string(row.number - 1, len(headers), neutralised("\n".join(lines)), bad)


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()  # so that the copy can be corrected and uploaded again
    return str(cell)
