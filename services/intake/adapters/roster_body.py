"""From a row's cells to an application body, by `contracts.roster_columns`; flaws and notes are named by column."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from chassis.workbook.worksheet import letters_of
from contracts.roster_columns import COLUMNS, FURTHER_MEMBERS_MAX, Column, place_name
from services.intake.adapters.roster_cells import is_rewritten, value
from services.intake.adapters.roster_completion import Completion, Surroundings
from services.intake.adapters.roster_lists import Unreadable
from services.intake.adapters.roster_reader import Row

_BLOCKS = [
    {column.header for column in COLUMNS if column.field.startswith(f"members.{place}.")}
    for place in range(FURTHER_MEMBERS_MAX + 1)
]
"""The headers of each member's block."""
_HEADER = {column.field: column.header for column in COLUMNS if column.field}
UNKNOWN_TOLD_MAX = 20
"""Columns of a row that are told one by one; the row is refused with all of them."""


class CellFlaw(Struct, frozen=True):
    """`code` of the error table; `words` for a code that lists what is allowed."""

    column: str
    code: str
    words: str = ""


class RowRead(Struct, frozen=True):
    """The application body. `flaws`: what could not be read; `notes`: what was read otherwise than it was written.

    `said`: fields that the sheet says, in a cell of theirs or by what follows from one; the others were assumed.
    """

    body: dict[str, Any]
    flaws: list[CellFlaw]
    notes: list[CellFlaw]
    said: frozenset[str] = frozenset()


def body_of(row: Row, defaults: dict[str, str | None], around: Surroundings) -> RowRead:
    """`defaults` by field for cells left empty."""
    given = [place for place in range(FURTHER_MEMBERS_MAX + 1) if place == 0 or _is_given(row, place)]
    flaws, notes = list(_flaws_of_row(row, given)), list[CellFlaw]()
    values: dict[str, Any] = {}
    for column in COLUMNS:
        cell = row.cells.get(column.header)
        if cell is None or not column.field:
            continue
        try:
            values[column.field] = read = value(column, cell)
        except Unreadable as bad:
            values[column.field] = None
            flaws.append(CellFlaw(column.header, bad.code, bad.words))
            continue
        if is_rewritten(column, cell, read):
            notes.append(CellFlaw(column.header, "cell.read_as"))
    written = frozenset(values)
    completion = Completion(row, values, given, around)
    completion.complete(defaults)
    flaws += [CellFlaw(_HEADER[field], code, words) for field, code, words in completion.flaws]
    notes += _assumed(row, completion, defaults)
    return RowRead(_nested(values, len(given)), flaws, notes, frozenset(_said(row, written, completion)))


_SAYS_BY_EMPTINESS = ".school_stage"
"""Who is at no school leaves the cell empty, where there is one to fill in."""
_SAID_BY_ANOTHER = (".monthly_income", ".disability", ".migrant_worker", ".credit_code")
_SAID_WITH_ANOTHER = (".condition", ".impairment_level")
"""One cell says both."""


def _said(row: Row, written: frozenset[str], completion: Completion) -> Iterator[str]:
    values = completion.values
    yield from written
    yield from (field for field in completion.followed if field.endswith(_SAID_BY_ANOTHER))
    for place in completion.given:
        yield from (f"members.{place}{name}" for name in _SAID_WITH_ANOTHER if values.get(f"members.{place}{name}"))
        if _HEADER[f"members.{place}{_SAYS_BY_EMPTINESS}"] in row.has:
            yield f"members.{place}{_SAYS_BY_EMPTINESS}"


def _assumed(row: Row, completion: Completion, defaults: dict[str, str | None]) -> Iterator[CellFlaw]:
    """Of columns that the sheet has; those that it lacks are told once for all rows."""
    for column in COLUMNS:
        if column.field in completion.assumed and column.header in row.has:
            yield CellFlaw(column.header, "cell.default" if defaults.get(column.field) else "cell.assumed")


def lacking(has: frozenset[str]) -> list[str]:
    """Headers that a sheet without them is read as if it had: what nobody wrote is taken for every row."""
    return [
        column.header
        for column in COLUMNS
        if column.header not in has and not _is_of_a_further_member(column) and _is_taken_all_the_same(column)
    ]


def _is_of_a_further_member(column: Column) -> bool:
    return column.field.startswith("members.") and not column.field.startswith("members.0.")


def _is_taken_all_the_same(column: Column) -> bool:
    follows = column.stands_for_nothing_else or column.field.endswith(".can_work") or column.field == "declared.causes"
    return follows or column.otherwise not in (None, [])


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
