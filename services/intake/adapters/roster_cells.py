"""What one cell means in its column, by `contracts.roster_columns`: text, money, dates, the form's own words.

People write one day and one amount in many ways. What can mean one thing only is read; what was written in another way
than the form's is told, so that somebody looks at it.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Context, Decimal
from typing import Any, Final

from chassis.workbook.told import EXACT_DIGITS, Cell
from contracts.roster_columns import COLUMNS, FURTHER_MEMBERS_MAX, SEPARATOR, Column, place_name
from contracts.roster_words import IMPAIRMENTS
from kernel import national_form
from kernel.text import is_clean
from services.intake.adapters import roster_lists
from services.intake.adapters.roster_lists import Unreadable, read_day, read_money

WORDS_MAX: Final = 500
"""Characters of a cell that is no free text."""
FREE_TEXT: Final = ("text", "houses", "firms", "aids")

FORMULA_STARTS: Final = ("=", "+", "-", "@")

_PLACES: Final = {place_name(place): place for place in range(FURTHER_MEMBERS_MAX + 1)}
_BETWEEN: Final = re.compile(r"[、,;\s]+")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_WHOLE: Final = re.compile(r"(\d+)\.0+", re.ASCII)
"""How programs write a whole number of a column that has gaps: 12.0."""
_METRES: Final = re.compile(r"(\d{1,5}(?:\.\d+)?)(?:平方米|平米|㎡|m2)?", re.ASCII)


def value(column: Column, cell: Cell) -> Any:
    """The value for the application body. Raises `Unreadable`."""
    if cell.kind in ("error", "formula", "merged"):
        raise Unreadable(f"cell.{cell.kind}")
    if cell.kind == "text":
        if not (cell.text.isprintable() or is_clean(cell.text)):  # most are printable; the form looks once more
            raise Unreadable("cell.format_characters")
        if _is_error(cell.text.strip()):
            raise Unreadable("cell.error")
        if len(cell.text) > WORDS_MAX and column.kind not in FREE_TEXT:
            raise Unreadable("row.too_large")
    return _READ[column.kind](column, cell)


def is_rewritten(column: Column, cell: Cell, read: Any) -> bool:
    """Whether a person may have meant something else than what was read."""
    if column.kind in ("money", "integer") and cell.kind == "number":
        return Decimal(cell.text) != Decimal(str(read))
    if column.kind == "area":
        return cell.kind == "number" or word_of(cell.text) not in _CODES[column.header]
    if column.kind in ("money", "integer", "date", "identifier"):
        return cell.text.strip() != str(read) and not (column.kind == "identifier" and cell.kind == "number")
    return cell.kind == "flag"


def _is_error(text: str) -> bool:
    return text.startswith("#") and text.endswith(("!", "?", "/A"))


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
    if cell.kind != "text":
        raise Unreadable("amount.format")
    return read_money(_half(cell.text).strip())


def _integer(column: Column, cell: Cell) -> int:
    text = _plain(Decimal(cell.text)) if cell.kind == "number" else _WHOLE.sub(r"\1", _half(cell.text).strip())
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
    if cell.kind not in ("text", "number", "day"):
        raise Unreadable("cell.date")
    return read_day(_half(cell.text[:10] if cell.kind == "day" else cell.text).strip())


def _flag(column: Column, cell: Cell) -> bool:
    word = {"1": "是", "0": "否"}[cell.text] if cell.kind == "flag" else word_of(cell.text)
    if word not in ("是", "否"):
        raise Unreadable("cell.flag")
    return word == "是"


def _code(column: Column, cell: Cell) -> str:
    code = _CODES[column.header].get(word_of(cell.text)) if cell.kind == "text" else None
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


def _impairment(column: Column, cell: Cell) -> tuple[str, int | None]:
    """Kind and level; what stands in brackets repeats the level in other words."""
    found = IMPAIRMENTS.get(_BRACKETS.sub("", word_of(cell.text))) if cell.kind == "text" else None
    if found is None:
        raise Unreadable("cell.code", "、".join(national_form.IMPAIRMENTS.values()))
    return found


def _area(column: Column, cell: Cell) -> str:
    """One of the form's four bands, or the square metres, which fall into one."""
    if cell.kind == "text" and word_of(cell.text) in _CODES[column.header]:
        return _code(column, cell)
    found = _METRES.fullmatch(word_of(cell.text)) if cell.kind in ("text", "number") else None
    if found is None:
        raise Unreadable("cell.area")
    return national_form.area_band(Decimal(found[1]))


def _words(cell: Cell) -> list[str]:
    return [word for word in _BETWEEN.split(_half(cell.text)) if word]


def word_of(text: str) -> str:
    """A word as people see it: half width, no spaces."""
    return "".join(_half(text).split())


def _half(text: str) -> str:
    """Full-width digits, letters and signs in half width (NFKC)."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _plain(number: Decimal) -> str:
    """What people see of a number: 1200.1999999999998 is 1200.2."""
    text = f"{Context(prec=EXACT_DIGITS).plus(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_CODES: Final = {
    column.header: {word_of(word): code for word, code in sorted(column.codes.items(), key=lambda one: -len(one[0]))}
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
    "union": _text,
    "impairment": _impairment,
    "area": _area,
    "houses": roster_lists.houses,
    "years": roster_lists.years,
    "firms": roster_lists.firms,
    "aids": roster_lists.aids,
}
