"""From a row's cells to an application body, by `contracts.roster_columns`; flaws and notes are named by column."""

from typing import Any

from msgspec import Struct

from contracts.roster_columns import COLUMNS, FURTHER_MEMBERS_MAX, place_name
from services.intake.adapters.roster_cells import Unreadable, is_rewritten, value
from services.intake.adapters.roster_reader import Row
from services.intake.adapters.workbook.worksheet import letters_of

_BLOCKS = [
    {column.header for column in COLUMNS if column.field.startswith(f"members.{place}.")}
    for place in range(FURTHER_MEMBERS_MAX + 1)
]
"""The headers of each member's block."""
UNKNOWN_TOLD_MAX = 20
"""Columns of a row that are told one by one; the row is refused with all of them."""


class CellFlaw(Struct, frozen=True):
    """`code` of the error table; `words` for a code that lists what is allowed."""

    column: str
    code: str
    words: str = ""


class RowRead(Struct, frozen=True):
    """The application body. `flaws`: what could not be read; `notes`: what was read otherwise than it was written."""

    body: dict[str, Any]
    flaws: list[CellFlaw]
    notes: list[CellFlaw]


def body_of(row: Row, defaults: dict[str, str | None]) -> RowRead:
    """`defaults` by field for cells left empty."""
    given = [place for place in range(FURTHER_MEMBERS_MAX + 1) if place == 0 or _is_given(row, place)]
    flaws, notes = list(_flaws_of_row(row, given)), list[CellFlaw]()
    values: dict[str, Any] = {}
    for column in COLUMNS:
        if not column.field or not _in_members(column.field, given):
            continue
        cell, default = row.cells.get(column.header), defaults.get(column.field)
        try:
            values[column.field] = read = value(column, cell, default)
        except Unreadable as bad:
            flaws.append(CellFlaw(column.header, bad.code, bad.words))
            continue
        if cell is None and default:
            notes.append(CellFlaw(column.header, "cell.default"))
        elif cell is not None and is_rewritten(column, cell, read):
            notes.append(CellFlaw(column.header, "cell.read_as"))
    return RowRead(_nested(values, len(given)), flaws, notes)


def header_of(pointer: str) -> str:
    """The column that a flaw at this JSON pointer (`#/members/1/id_number`) is about."""
    path = pointer.removeprefix("#/").replace("/", ".")
    while path:
        for column in COLUMNS:
            if column.field == path or column.field.startswith(f"{path}."):
                return column.header
        path = path.rpartition(".")[0]
    return COLUMNS[0].header


def column_name(place: int) -> str:
    """A column that is not the form's, as people find it; its header may be anything, a person's name too."""
    return f"{letters_of(place)} 列"


def _flaws_of_row(row: Row, given: list[int]) -> list[CellFlaw]:
    flaws = [CellFlaw(column_name(place), "column.unknown") for place in sorted(row.unknown)[:UNKNOWN_TOLD_MAX]]
    if row.hidden:
        flaws.append(CellFlaw(COLUMNS[0].header, "row.hidden"))
    if given != list(range(len(given))):
        flaws.append(CellFlaw(f"{place_name(given[-1])}姓名", "row.members"))
    return flaws


def _is_given(row: Row, place: int) -> bool:
    """Any filled cell makes a member: what stands in a block was meant for somebody."""
    return not row.cells.keys().isdisjoint(_BLOCKS[place])


def _in_members(field: str, given: list[int]) -> bool:
    return not field.startswith("members.") or int(field.split(".")[1]) in given


def _nested(values: dict[str, Any], members: int) -> dict[str, Any]:
    body: dict[str, Any] = {"members": [{} for _ in range(members)]}
    body["members"][0]["relation"] = "self"
    for field, given in values.items():
        *path, last = field.split(".")
        at: Any = body
        for step in path:
            if isinstance(at, list):
                at.extend({} for _ in range(int(step) + 1 - len(at)))  # behind a gap, which is a flaw already
                at = at[int(step)]
            else:
                at = at.setdefault(step, {})
        at[last] = given
    return body
