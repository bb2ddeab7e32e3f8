"""Reads a union's roster (xlsx) as rows by header; what the cells mean is in `roster_body.py`."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

from msgspec import Struct
from python_calamine import CalamineError, CalamineWorkbook

from chassis.http.refusals.errors import Problem
from contracts.roster_columns import COLUMNS, Column
from services.intake.adapters.roster_guard import require_sane

Cell = int | float | str | bool | time | date | datetime | timedelta
"""As the workbook holds it; an empty cell is the empty text."""


class Row(Struct, frozen=True):
    """`number` as the sheet shows it (the header is row 1); `cells` by header."""

    number: int
    cells: dict[str, Cell]


class Sheet(Struct, frozen=True):
    """The first sheet: its headers in order, and its rows without the empty ones."""

    headers: list[str]
    rows: list[Row]


def read(content: bytes) -> Sheet:
    """Raises Problem `roster.no_workbook`, `.too_large`, `.too_long` or `.headers`."""
    require_sane(content)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            table = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError, OSError):
        raise Problem("roster.no_workbook") from None
    headers = [str(cell).strip() for cell in table[0]] if table else []
    missing = [column.header for column in COLUMNS if _must_be_there(column) and column.header not in headers]
    if missing:
        raise Problem("roster.headers", columns="、".join(missing))
    rows = [
        Row(number, dict(zip(headers, cells, strict=False)))
        for number, cells in enumerate(table[1:], start=2)
        if any(cell != "" for cell in cells)
    ]
    return Sheet(headers, rows)


def _must_be_there(column: Column) -> bool:
    """A sheet may leave out columns for people only or for some documents, and places of members that nobody has."""
    if not column.field or column.some_documents:
        return False
    return not column.field.startswith("members.") or column.field.startswith("members.0.")
