"""What one cell means in its column, by `contracts.roster_columns`: text, money, dates, the form's own words.

People write one day and one amount in many ways. What can mean one thing only is read; what was written in another way
than the form's is told, so that somebody looks at it.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Context, Decimal
from typing import Any, Final

from contracts.roster_columns import COLUMNS, FURTHER_MEMBERS_MAX, SEPARATOR, Column, place_name
from kernel.text import is_clean
from services.intake.adapters.workbook.told import Cell

EXACT_DIGITS: Final = 15
"""A number cell is a binary fraction: Excel keeps no more digits than these, and what stands beyond is noise."""
WORDS_MAX: Final = 500
"""Characters of a cell that is no free text."""

FORMULA_STARTS: Final = ("=", "+", "-", "@")

_PLACES: Final = {place_name(place): place for place in range(FURTHER_MEMBERS_MAX + 1)}
_MONEY: Final = re.compile(
    r"(-?)(?:¥|RMB|CNY|人民币)? ?(-?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)? ?(?:元整|圆整|元|圆)?", re.ASCII | re.IGNORECASE
)
_DATE: Final = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]|(\d{2})(\d{2}))"
    r"(?:[ T]0?0:00(?::00)?)?",
    re.ASCII,
)
_BETWEEN: Final = re.compile(r"[、,;\s]+")


class Unreadable(Exception):
    """A cell that is not of its column's kind."""

    def __init__(self, code: str, words: str = "") -> None:
        self.code, self.words = code, words


def value(column: Column, cell: Cell | None, default: str | None = None) -> Any:
    """The value for the application body; `default` for a cell left empty. Raises `Unreadable`."""
    if cell is None:
        return _empty(column, default)
    if cell.kind in ("error", "formula", "merged"):
        raise Unreadable(f"cell.{cell.kind}")
    if cell.kind == "text":
        if not (cell.text.isprintable() or is_clean(cell.text)):  # most are printable; the form looks once more
            raise Unreadable("cell.format_characters")
        if _is_error(cell.text.strip()):
            raise Unreadable("cell.error")
        if len(cell.text) > WORDS_MAX and column.kind != "text":
            raise Unreadable("row.too_large")
    return _READ[column.kind](column, cell)


def is_rewritten(column: Column, cell: Cell, read: Any) -> bool:
    """Whether a person may have meant something else than what was read."""
    if column.kind in ("money", "integer") and cell.kind == "number":
        return Decimal(cell.text) != Decimal(str(read))
    if column.kind in ("money", "integer", "date", "identifier"):
        return cell.text.strip() != str(read) and not (column.kind == "identifier" and cell.kind == "number")
    return cell.kind == "flag"


def _is_error(text: str) -> bool:
    return text.startswith("#") and text.endswith(("!", "?", "/A"))


def _empty(column: Column, default: str | None) -> Any:
    if default:
        return default
    if column.required:
        raise Unreadable("cell.missing")
    return [] if column.kind in ("codes", "places") else None


def _text(column: Column, cell: Cell) -> str:
    if cell.kind == "text":
        text = cell.text.strip()
        # How a formula's beginning is made harmless in a sheet.
        return text[1:] if text.startswith("'") and _half(text[1:2]) in FORMULA_STARTS else text
    if cell.kind != "number":
        raise Unreadable("cell.text")
    number = Decimal(cell.text)
    if number and number.adjusted() >= EXACT_DIGITS:
        raise Unreadable("cell.number_for_text")
    return _plain(number)


def _identifier(column: Column, cell: Cell) -> str:
    if cell.kind == "text":
        return _half(cell.text).strip().removeprefix("'")
    text = _text(column, cell)
    if not text.isdigit():
        raise Unreadable("cell.text")
    return text


def _money(column: Column, cell: Cell) -> str:
    if cell.kind == "number":
        return _plain(Decimal(cell.text))
    found = _MONEY.fullmatch(_half(cell.text).strip()) if cell.kind == "text" else None
    if found is None or (found[1] and found[2]):
        raise Unreadable("amount.format")
    return f"{found[1]}{found[2]}{found[3].replace(',', '')}{found[4] or ''}"


def _integer(column: Column, cell: Cell) -> int:
    text = _plain(Decimal(cell.text)) if cell.kind == "number" else _half(cell.text).strip()
    digits = text.removeprefix("-")
    if cell.kind not in ("text", "number") or not (digits.isascii() and digits.isdigit() and len(text) <= EXACT_DIGITS):
        raise Unreadable("cell.integer")
    return int(text)


def _date(column: Column, cell: Cell) -> str:
    """A bare number is no day, unless it is written as one (20261101): which day a serial means, its format said.

    The last minute of a day may be its end, or a midnight that a program has counted some seconds short.
    """
    if cell.kind == "day" and cell.text[11:16] == "23:59":
        raise Unreadable("cell.last_minute")
    found = _DATE.fullmatch(_half(cell.text[:10] if cell.kind == "day" else cell.text).strip())
    if found is None or cell.kind not in ("text", "number", "day"):
        raise Unreadable("cell.date")
    year, month, day = (
        int(one) for one in (found[1], found[3] or found[5] or found[7], found[4] or found[6] or found[8])
    )
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise Unreadable("cell.date") from None


def _flag(column: Column, cell: Cell) -> bool:
    word = {"1": "是", "0": "否"}[cell.text] if cell.kind == "flag" else _word(cell.text)
    if word not in ("是", "否"):
        raise Unreadable("cell.flag")
    return word == "是"


def _code(column: Column, cell: Cell) -> str:
    code = _CODES[column.header].get(_word(cell.text)) if cell.kind == "text" else None
    if code is None:
        raise Unreadable("cell.code", "、".join(column.codes))
    return code


def _codes(column: Column, cell: Cell) -> list[str]:
    """Word by word from the left, the longest first: a word may hold the separator (意外事故、意外伤害)."""
    rest, found = f"{SEPARATOR.join(_words(cell))}{SEPARATOR}", []
    while rest:
        word = next((word for word in _CODES[column.header] if rest.startswith(word + SEPARATOR)), "")
        found.append(_code(column, Cell(cell.kind, word)))
        rest = rest[len(word) + 1 :]
    return found


def _places(column: Column, cell: Cell) -> list[int]:
    words = _words(cell)
    if any(word not in _PLACES for word in words):
        raise Unreadable("cell.place")
    return [_PLACES[word] for word in words]


def _words(cell: Cell) -> list[str]:
    return [word for word in _BETWEEN.split(_half(cell.text)) if word]


def _word(text: str) -> str:
    return "".join(_half(text).split())


def _half(text: str) -> str:
    """Full-width digits, letters and signs in half width (NFKC)."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _plain(number: Decimal) -> str:
    """What people see of a number: 1200.1999999999998 is 1200.2."""
    text = f"{Context(prec=EXACT_DIGITS).plus(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_CODES: Final = {
    column.header: {_word(word): code for word, code in sorted(column.codes.items(), key=lambda one: -len(one[0]))}
    for column in COLUMNS
}
"""By column: word -> code, the longest word first."""

_READ: Final[dict[str, Callable[[Column, Cell], Any]]] = {
    "text": _text,
    "identifier": _identifier,
    "money": _money,
    "integer": _integer,
    "date": _date,
    "flag": _flag,
    "code": _code,
    "codes": _codes,
    "places": _places,
}
