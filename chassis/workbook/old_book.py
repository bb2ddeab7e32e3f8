"""Reads a workbook of before 2007 (.xls, MS-XLS) with calamine; what calamine keeps to itself (rows and columns that
are hidden, errors, percentages, formulas without a value) is taken from the file's records (`old_records.py`).
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from chassis.workbook.number_formats import Shown, as_shown
from chassis.workbook.old_records import Records, records_of
from chassis.workbook.own_sheets import rows_of_ours
from chassis.workbook.told import CELLS_MAX, MERGES_MAX, ROWS_MAX, Cell, Line, Rest, Unread
from chassis.workbook.visible import is_blank

CHARACTERS_MAX: Final = 32_767


def tell_first_sheet(content: bytes, tell: Callable[[Line], None]) -> Rest:
    """Calls `tell` with each row that is not empty."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
        visible = [sheet for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible]
        if not visible:
            raise Unread
        chosen = visible[0]
        records = records_of(content, book.sheet_names.index(chosen.name))
        rest = _read(book.get_sheet_by_name(chosen.name), records, tell)
        others = [place for place, sheet in enumerate(sheets, start=1) if sheet is not chosen]
        named = ((place, sheets[place - 1].name) for place in others)
        rest.others.extend(place for place, name in named if book.get_sheet_by_name(name).height > rows_of_ours(name))
    except CalamineError:  # encrypted, or broken
        raise Unread from None
    return rest


def _read(sheet: CalamineSheet, records: Records, tell: Callable[[Line], None]) -> Rest:
    if sheet.total_width * min(sheet.total_height, ROWS_MAX + 1) > CELLS_MAX:
        raise Unread("roster.too_large")
    unvalued = records.by_row()
    for number, values in enumerate(sheet.iter_rows(), start=1):
        shown = (records.shown.get((number - 1, place), "number") for place in range(len(values)))
        valued = ((place, _cell(*one)) for place, one in enumerate(zip(values, shown, strict=True)))
        _tell(number, {place: cell for place, cell in valued if cell} | unvalued.pop(number - 1, {}), records, tell)
    for row, cells in sorted(unvalued.items()):  # beyond what calamine takes for the sheet
        _tell(row + 1, cells, records, tell)
    merges = sheet.merged_cell_ranges or []
    if len(merges) > MERGES_MAX:
        raise Unread
    ranges = [(top + 1, first, bottom + 1, last) for (top, first), (bottom, last) in merges]
    return Rest(ranges, [(place, place) for place in sorted(records.hidden_columns)])


def _tell(number: int, cells: dict[int, Cell], records: Records, tell: Callable[[Line], None]) -> None:
    if not cells:
        return
    if number > ROWS_MAX + 1:
        raise Unread("roster.too_long")
    tell(Line(number, cells, number - 1 in records.hidden_rows))


def _cell(value: object, shown: Shown) -> Cell | None:
    match value:
        case bool():
            return Cell("flag", "1" if value else "0")
        case int() | float():
            return as_shown(repr(value).removesuffix(".0"), shown)
        case datetime():
            return Cell("day", value.isoformat().removesuffix("T00:00:00"))
        case date():
            return Cell("day", value.isoformat())
        case time() | timedelta():
            return Cell("error", str(value))
        case str() if not is_blank(value):
            if len(value) > CHARACTERS_MAX:
                raise Unread("roster.too_large")
            return Cell("text", value)
    return None
