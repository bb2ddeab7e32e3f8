"""Reads a union's roster as rows by the form's columns; what the cells mean is in `roster_body.py`.

Headers are compared as people see them: without spaces, in half width, with or without a mark for what is required, and
by the names that other prints of the form have. They stand in the first row that names the form's columns: titles above
it are told.
"""

import unicodedata
from collections.abc import Container
from typing import Final

from msgspec import Struct

from chassis.http.refusals.errors import Problem
from chassis.workbook import confinement
from chassis.workbook.told import Cell, Line, Rest, Whole
from chassis.workbook.visible import is_blank
from contracts.roster_columns import COLUMNS, FOR_PEOPLE, Column, headers_of
from services.intake.adapters.roster_merges import spread

ERRORS_HEADER: Final = "错误 · errors"
"""Of the column that a marked copy has; a corrected copy is sent as it is."""
HEADER_WITHIN: Final = 20
"""Rows in which the headers are looked for; titles and how to fill the form in are shorter."""
HEADERS_MIN: Final = 3
"""So many of the form's headers make a row that of the headers; a sentence may hold one word that is one."""


class Row(Struct, frozen=True):
    """`number` as the sheet shows it; `cells` by the form's header; an empty cell is not there. `has`: headers of all
    the form's columns that the sheet has.

    `unknown`: cells in columns that are not the form's, by column from 0; `aside`: those in columns for people.
    `hidden`: nobody saw the row who sent the sheet.
    """

    number: int
    cells: dict[str, Cell]
    unknown: dict[int, Cell] = {}
    aside: dict[int, Cell] = {}
    hidden: bool = False
    has: frozenset[str] = frozenset()


class Sheet(Struct, frozen=True):
    """The first visible sheet: its columns by place, and its rows without the empty ones.

    `titles`: rows above the headers, which stand in row `header_row`. `for_people`: columns that hold something and are
    not read. `hidden`: the form's columns that are hidden, and read. `others`: places, from 1, of further sheets that
    hold something and are not read.
    """

    headers: dict[int, str]
    columns: dict[int, Column]
    rows: list[Row]
    for_people: list[int] = []
    hidden: list[int] = []
    others: list[int] = []
    header_row: int = 1
    titles: list[Line] = []


def read(content: bytes) -> Sheet:
    """Raises Problem `roster.no_workbook`, `.too_large`, `.too_long`, `.marks` or `.headers`."""
    return sheet_of(confinement.read(content))


def sheet_of(whole: Whole) -> Sheet:
    header_row = _header_row(whole)
    header = whole.lines.pop(header_row, None)
    titles = [whole.lines.pop(number) for number in sorted(whole.lines) if number < header_row]
    headers = {place: cell.text for place, cell in sorted(header.cells.items())} if header else {}
    columns = _columns(headers)
    spread(whole, columns)
    aside = {place for place, text in headers.items() if _is_for_people(text)}
    has = frozenset(column.header for column in columns.values())
    rows = [_row(line, columns, aside, has) for _, line in sorted(whole.lines.items())]
    used = {place for line in whole.lines.values() for place in line.cells}
    return Sheet(
        headers,
        columns,
        [row for row in rows if row.cells or row.unknown],
        sorted(place for place in used & aside if canonical(headers[place]) != canonical(ERRORS_HEADER)),
        [place for place in columns if place in used and _is_hidden(place, whole.rest)],
        whole.rest.others,
        header_row,
        titles,
    )


def _header_row(whole: Whole) -> int:
    """The one among the first that names most of the form's columns; the first row where none names enough."""
    named = {
        number: sum(canonical(cell.text) in _BY_HEADER for cell in line.cells.values())
        for number, line in sorted(whole.lines.items())
        if number <= HEADER_WITHIN
    }
    best = max(named, key=lambda number: named[number], default=1)
    return best if named.get(best, 0) >= HEADERS_MIN else 1


def _row(line: Line, columns: dict[int, Column], aside: set[int], has: frozenset[str]) -> Row:
    row = Row(line.number, {}, {}, {}, line.hidden, has)
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
    missing = [column.header for column in COLUMNS if _must_be_there(column) and not _is_there(column, by_header)]
    twice = [header for header, places in by_header.items() if len(places) > 1]
    if missing or twice:
        told = [*(f"{header}（缺少 missing）" for header in missing), *(f"{header}（重复 twice）" for header in twice)]
        raise Problem("roster.headers", columns="、".join(told))
    return found


def _must_be_there(column: Column) -> bool:
    """Places of members that nobody has need no columns."""
    return column.required and (not column.field.startswith("members.") or column.field.startswith("members.0."))


def _is_there(column: Column, by_header: Container[str]) -> bool:
    return column.header in by_header or _HEADER.get(column.or_else) in by_header


_BY_HEADER: Final = {canonical(header): column for column in COLUMNS for header in headers_of(column)}
_HEADER: Final = {column.field: column.header for column in COLUMNS if column.field}
_FOR_PEOPLE: Final = {
    *map(canonical, (ERRORS_HEADER, *FOR_PEOPLE)),
    *(canonical(column.header) for column in COLUMNS if not column.field),
}
"""What people write for one another. A row that holds nothing else is empty: forms are numbered beforehand."""
