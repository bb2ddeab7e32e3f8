"""What one cell means in its column, by `contracts.roster_columns`: text, money, dates, the form's own words."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from contracts.roster_columns import FURTHER_MEMBERS_MAX, SEPARATOR, Column, place_name
from services.intake.adapters.roster_reader import Cell

EXACT_DIGITS = 15
"""A number cell is a binary fraction: Excel keeps no more digits than these."""

_PLACES = {place_name(place): place for place in range(FURTHER_MEMBERS_MAX + 1)}
_FORMULA_STARTS = ("=", "+", "-", "@")


class Unreadable(Exception):
    """A cell that is not of its column's kind."""

    def __init__(self, code: str, words: str = "") -> None:
        self.code, self.words = code, words


def value(column: Column, cell: Cell, default: str | None) -> Any:
    """The value for the application body; `default` for a cell left empty. Raises `Unreadable`."""
    if isinstance(cell, str):
        cell = cell.strip()
        if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS):
            cell = cell[1:]  # how a formula's beginning is made harmless in a sheet
        if cell.startswith("#") and cell.endswith(("!", "?", "/A")):
            raise Unreadable("cell.error")
    if isinstance(cell, float) and not isfinite(cell):
        raise Unreadable("cell.error")
    if cell == "":
        return _empty(column, default)
    return _READ[column.kind](column, cell)


def _empty(column: Column, default: str | None) -> Any:
    if default:
        return default
    if column.required:
        raise Unreadable("cell.missing")
    return [] if column.kind in ("codes", "places") else None


def _text(column: Column, cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Unreadable("cell.text")
    if abs(cell) >= 10**EXACT_DIGITS:
        raise Unreadable("cell.number_for_text")
    return str(int(cell)) if cell == int(cell) else repr(cell)


def _money(column: Column, cell: Cell) -> str:
    """A number cell says what its shortest decimal says: 1200.1 and not what lies beneath."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Unreadable("amount.format")
    return f"{Decimal(repr(cell)):f}"


def _integer(column: Column, cell: Cell) -> int:
    if isinstance(cell, str) and cell.isascii() and cell.isdigit() and len(cell) <= EXACT_DIGITS:
        return int(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell != int(cell):
        raise Unreadable("cell.integer")
    return int(cell)


def _date(column: Column, cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    try:
        return date.fromisoformat(str(cell)).isoformat()
    except ValueError:
        raise Unreadable("cell.date") from None


def _flag(column: Column, cell: Cell) -> bool:
    if cell not in ("是", "否"):
        raise Unreadable("cell.flag")
    return cell == "是"


def _code(column: Column, cell: Cell) -> str:
    if cell not in column.codes:
        raise Unreadable("cell.code", "、".join(column.codes))
    return column.codes[str(cell)]


def _codes(column: Column, cell: Cell) -> list[str]:
    """Word by word from the left, the longest first: a word may hold the separator (意外事故、意外伤害)."""
    rest, codes = f"{cell}{SEPARATOR}", []
    by_length = sorted(column.codes, key=len, reverse=True)
    while rest:
        word = next((word for word in by_length if rest.startswith(word + SEPARATOR)), "")
        codes.append(_code(column, word))
        rest = rest[len(word) + 1 :].lstrip()
    return codes


def _places(column: Column, cell: Cell) -> list[int]:
    if any(word not in _PLACES for word in _words(cell)):
        raise Unreadable("cell.place")
    return [_PLACES[word] for word in _words(cell)]


def _words(cell: Cell) -> list[str]:
    return [word.strip() for word in str(cell).split(SEPARATOR)]


_READ: dict[str, Callable[[Column, Cell], Any]] = {
    "text": _text,
    "identifier": _text,
    "money": _money,
    "integer": _integer,
    "date": _date,
    "flag": _flag,
    "code": _code,
    "codes": _codes,
    "places": _places,
}
