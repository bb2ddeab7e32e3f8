"""From a row's cells to an application body, by `contracts.roster_columns`; flaws are named by column."""

from typing import Any

from msgspec import Struct

from contracts.roster_columns import COLUMNS, FURTHER_MEMBERS_MAX, place_name
from services.intake.adapters.roster_cells import Unreadable, value
from services.intake.adapters.roster_reader import Row


class CellFlaw(Struct, frozen=True):
    """`code` of the error table; `words` for a code that lists what is allowed."""

    column: str
    code: str
    words: str = ""


def body_of(row: Row, defaults: dict[str, str | None]) -> tuple[dict[str, Any], list[CellFlaw]]:
    """The application body, and what could not be read; `defaults` by field for cells left empty."""
    given = [place for place in range(FURTHER_MEMBERS_MAX + 1) if place == 0 or _is_given(row, place)]
    flaws: list[CellFlaw] = []
    if given != list(range(len(given))):
        flaws.append(CellFlaw(f"{place_name(given[-1])}姓名", "row.members"))
    values: dict[str, Any] = {}
    for column in COLUMNS:
        if not column.field or not _in_members(column.field, len(given)):
            continue
        cell = row.cells.get(column.header, "")
        try:
            values[column.field] = value(column, cell, defaults.get(column.field))
        except Unreadable as bad:
            flaws.append(CellFlaw(column.header, bad.code, bad.words))
    return _nested(values, len(given)), flaws


def header_of(pointer: str) -> str:
    """The column that a flaw at this JSON pointer (`#/members/1/id_number`) is about."""
    path = pointer.removeprefix("#/").replace("/", ".")
    while path:
        for column in COLUMNS:
            if column.field == path or column.field.startswith(f"{path}."):
                return column.header
        path = path.rpartition(".")[0]
    return COLUMNS[0].header


def _is_given(row: Row, place: int) -> bool:
    who = place_name(place)
    return any(row.cells.get(f"{who}{what}", "") != "" for what in ("姓名", "身份证号", "与申请人关系"))


def _in_members(field: str, members: int) -> bool:
    return not field.startswith("members.") or int(field.split(".")[1]) < members


def _nested(values: dict[str, Any], members: int) -> dict[str, Any]:
    body: dict[str, Any] = {"members": [{} for _ in range(members)]}
    body["members"][0]["relation"] = "self"
    for field, given in values.items():
        *path, last = field.split(".")
        at: Any = body
        for step in path:
            at = at[int(step)] if isinstance(at, list) else at.setdefault(step, {})
        at[last] = given
    return body
