"""The filled sheet given back: the same cells, and one more column that says what became of each row."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import xlsxwriter

from chassis.workbook.told import Cell, Whole
from contracts import answer_sheet as form
from kernel.text import harmless_in_a_sheet
from services.verification.adapters.answer_sheet import header_line


def marked(whole: Whole, told: Mapping[int, tuple[str, bool]]) -> bytes:
    """`told`: row -> what to say of it, and whether it was refused. Nothing touches a disk."""
    header = header_line(whole)
    old = {place for place, cell in header.cells.items() if cell.text.strip() == form.RESULT}
    width = max((place for line in whole.lines.values() for place in line.cells if place not in old), default=0) + 1
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(form.SHEET)
        bad = book.add_format({"bg_color": "#FCE4D6", "text_wrap": True})
        for number, line in sorted(whole.lines.items()):
            text, is_refused = told.get(number, ("", False))
            look = bad if is_refused else None
            for place, cell in line.cells.items():
                if place not in old:
                    sheet.write_string(number - 1, place, harmless_in_a_sheet(_text(cell)), look)
            if text:
                sheet.write_string(number - 1, width, harmless_in_a_sheet(text), look)
        sheet.write_string(header.number - 1, width, form.RESULT)
        sheet.set_column(width, width, 60)
    return target.getvalue()


def _text(cell: Cell) -> Any:
    if cell.kind == "flag":
        return form.YES if cell.text == "1" else form.NO
    return cell.text
