"""Reads a union's roster (xlsx) as rows by the form's columns; what the cells mean is in `roster_body.py`.

Headers are compared as people see them: without spaces, in half width, with or without a mark for what is required.
"""

import unicodedata
from typing import Final

from msgspec import Struct

from chassis.http.refusals.errors import Problem
from contracts.roster_columns import COLUMNS, Column
from services.intake.adapters.roster_merges import spread
from services.intake.adapters.workbook import confinement
from services.intake.adapters.workbook.told import Cell, Line, Rest, Whole
from services.intake.adapters.workbook.visible import is_blank

ERRORS_HEADER: Final = "错误 · errors"
"""Of the column that a marked copy has; a corrected copy is sent as it is."""
HEADER_ROW: Final = 1


class Row(Struct, frozen=True):
    """`number` as the sheet shows it (the header is row 1); `cells` by the form's header; an empty cell is not there.

    `unknown`: cells in columns that are not the form's, by column from 0; `aside`: those in columns for people.
    `hidden`: nobody saw the row who sent the sheet.
    """

    number: int
    cells: dict[str, Cell]
    unknown: dict[int, Cell] = {}
    aside: dict[int, Cell] = {}
    hidden: bool = False


class Sheet(Struct, frozen=True):
    """The first visible sheet: its columns by place, and its rows without the empty ones.

    `for_people`: columns that hold something and are not read. `hidden`: the form's columns that are hidden, and read.
    `others`: places, from 1, of further sheets that hold something and are not read.
    """

    headers: dict[int, str]
    columns: dict[int, Column]
    rows: list[Row]
    for_people: list[int] = []
    hidden: list[int] = []
    others: list[int] = []


def read(content: bytes) -> Sheet:
    """Raises Problem `roster.no_workbook`, `.too_large`, `.too_long` or `.headers`."""
    return sheet_of(confinement.read(content))


def sheet_of(whole: Whole) -> Sheet:
    header = whole.lines.pop(HEADER_ROW, None)
    headers = {place: cell.text for place, cell in sorted(header.cells.items())} if header else {}
    columns = _columns(headers)
    spread(whole, columns)
    aside = {place for place, text in headers.items() if _is_for_people(text)}
    rows = [_row(line, columns, aside) for _, line in sorted(whole.lines.items())]
    used = {place for line in whole.lines.values() for place in line.cells}
    return Sheet(
        headers,
        columns,
        [row for row in rows if row.cells or row.unknown],
        sorted(place for place in used & aside if canonical(headers[place]) != canonical(ERRORS_HEADER)),
        [place for place in columns if place in used and _is_hidden(place, whole.rest)],
        whole.rest.others,
    )


def _row(line: Line, columns: dict[int, Column], aside: set[int]) -> Row:
    row = Row(line.number, {}, {}, {}, line.hidden)
    for place, cell in line.cells.items():
        if place in aside:
            row.aside[place] = cell
        elif place in columns:
            row.cells[columns[place].header] = cell
        else:
            row.unknown[place] = cell
    return row


def _is_for_people(header: str) -> bool:
    return canonical(header) in _FOR_PEOPLE


def _is_hidden(place: int, rest: Rest) -> bool:
    return any(first <= place <= last for first, last in rest.hidden)


def canonical(header: str) -> str:
    """What people see of a header: half width, no spaces, no star for what is required."""
    seen = (character for character in unicodedata.normalize("NFKC", header) if not is_blank(character))
    return "".join(seen).strip("*")


def _columns(headers: dict[int, str]) -> dict[int, Column]:
    found: dict[int, Column] = {}
    by_header: dict[str, list[int]] = {}
    for place, header in headers.items():
        column = _BY_HEADER.get(canonical(header))
        if column is not None:
            found[place] = column
            by_header.setdefault(column.header, []).append(place)
    missing = [column.header for column in COLUMNS if _must_be_there(column) and column.header not in by_header]
    twice = [header for header, places in by_header.items() if len(places) > 1]
    if missing or twice:
        told = [*(f"{header}（缺少 missing）" for header in missing), *(f"{header}（重复 twice）" for header in twice)]
        raise Problem("roster.headers", columns="、".join(told))
    return found


def _must_be_there(column: Column) -> bool:
    """A sheet may leave out columns for people only or for some documents, and places of members that nobody has."""
    if not column.field or column.some_documents:
        return False
    return not column.field.startswith("members.") or column.field.startswith("members.0.")


_BY_HEADER: Final = {canonical(column.header): column for column in COLUMNS}
_FOR_PEOPLE: Final = {
    canonical(ERRORS_HEADER), "备注", "说明", "填表人", "填表日期", "填报人", "填报日期",
    *(canonical(column.header) for column in COLUMNS if not column.field),
}  # fmt: skip
"""What people write for one another. A row that holds nothing else is empty: forms are numbered beforehand."""
