"""Cells that list things, and the amounts and days in them: what is owned, and aid of other givers.

People write such lists by hand, so each entry is read whole or the cell is refused: half a list would be a lie.
"""

import re
import unicodedata
from datetime import date
from typing import Any, Final

from chassis.workbook.told import Cell
from contracts.roster_columns import NONE_OF_IT, Column
from contracts.roster_words import HOUSE_KINDS

_MONEY: Final = re.compile(
    r"(-?)(?:¥|RMB|CNY|人民币)? ?(-?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)? ?(?:元整|圆整|元|圆)?", re.ASCII | re.IGNORECASE
)
_DATE: Final = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]|(\d{2})(\d{2}))"
    r"(?:[ T]0?0:00(?::00)?)?",
    re.ASCII,
)
_ENTRIES: Final = re.compile(r"[、;\n]+")
_OF_ONE_WORD: Final = re.compile(r"[、,;\s]+")
_HOUSE: Final = re.compile(rf"({'|'.join(HOUSE_KINDS)})(?:1套)?(\d{{1,6}})(?:平方米|平米|㎡|m2)?", re.ASCII)
_YEAR: Final = re.compile(r"(\d{4})年?", re.ASCII)


class Unreadable(Exception):
    """A cell that is not of its column's kind."""

    def __init__(self, code: str, words: str = "") -> None:
        self.code, self.words = code, words


def read_money(text: str) -> str:
    """Yuan as people write them. Raises `Unreadable`."""
    found = _MONEY.fullmatch(text)
    if found is None or (found[1] and found[2]):
        raise Unreadable("amount.format")
    return f"{found[1]}{found[2]}{found[3].replace(',', '')}{found[4] or ''}"


def read_day(text: str) -> str:
    """ISO. Raises `Unreadable`."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise Unreadable("cell.date")
    year, month, day = (
        int(one) for one in (found[1], found[3] or found[5] or found[7], found[4] or found[6] or found[8])
    )
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Unreadable("cell.date") from None


def houses(column: Column, cell: Cell) -> list[dict[str, Any]]:
    """商品房60、商铺20: kind and square metres of each."""
    found = [_HOUSE.fullmatch("".join(entry.split())) for entry in _entries(column, cell)]
    return [{"kind": HOUSE_KINDS[one[1]], "area_m2": int(one[2])} for one in _all(column, found)]


def years(column: Column, cell: Cell) -> list[dict[str, Any]]:
    """2015、2018: when each was bought; one car's year may stand as a number."""
    found = [_YEAR.fullmatch(entry) for entry in _entries(column, cell, _OF_ONE_WORD, numbers=True)]
    return [{"purchased_in": int(one[1])} for one in _all(column, found)]


def firms(column: Column, cell: Cell) -> list[dict[str, Any]]:
    return [{"name": entry} for entry in _entries(column, cell)]


def aids(column: Column, cell: Cell) -> list[dict[str, Any]]:
    """虚构慈善会 慈善救助 500 2026-02-01; the day may be left out."""
    return [_aid(column, entry.split()) for entry in _entries(column, cell)]


def _aid(column: Column, words: list[str]) -> dict[str, Any]:
    kind = column.codes.get(words[1]) if len(words) in (3, 4) else None
    if kind is None:
        raise Unreadable("cell.list", column.help)
    received = {"received_on": read_day(words[3])} if len(words) == 4 else {}
    return {"giver": words[0], "kind": kind, "amount": read_money(words[2]), **received}


def _entries(column: Column, cell: Cell, between: re.Pattern[str] = _ENTRIES, *, numbers: bool = False) -> list[str]:
    """Nothing for 无."""
    if cell.kind != "text" and not (numbers and cell.kind == "number"):
        raise Unreadable("cell.list", column.help)
    text = unicodedata.normalize("NFKC", cell.text).strip()
    entries = [entry.strip() for entry in between.split(text) if entry.strip()]
    return [] if entries == [NONE_OF_IT] else entries


def _all(column: Column, found: list[re.Match[str] | None]) -> list[re.Match[str]]:
    read = [one for one in found if one is not None]
    if len(read) < len(found):
        raise Unreadable("cell.list", column.help)
    return read
