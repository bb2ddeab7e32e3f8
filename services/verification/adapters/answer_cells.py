"""What a clerk's cell says in its column, as an agency's own system would have sent it: the records of the wire.

Strict where it must be: a cell that is not of its column's kind makes the row unreadable, and never another answer.
"""

import re
import unicodedata
from decimal import Context, Decimal
from typing import Any, Final

from chassis.workbook.told import EXACT_DIGITS, Cell
from contracts.answer_sheet import NO, YES, AnswerColumn
from kernel.text import is_clean

WORDS_MAX: Final = 2_000
_MONEY: Final = re.compile(r"\d{1,10}(?:\.\d{1,2})?", re.ASCII)
_WHOLE: Final = re.compile(r"(\d{1,7})(?:\.0+)?", re.ASCII)
_REGION: Final = re.compile(r"\d{6}", re.ASCII)
_ENTRIES: Final = re.compile(r"[、,;\n]+")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)


class Unreadable(ValueError):
    """`reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def value(column: AnswerColumn, cell: Cell) -> Any:
    """Raises `Unreadable`."""
    if cell.kind in ("error", "formula", "merged"):
        raise Unreadable(f"cell_{cell.kind}")
    if cell.kind == "flag" and column.kind == "flag":
        return cell.text == "1"
    if cell.kind not in ("text", "number"):
        raise Unreadable("cell_kind")
    return of_text(column, seen(cell))


def seen(cell: Cell) -> str:
    """The cell as people see it: half width, no spaces at its ends, a number in its 15 digits."""
    if cell.kind == "number":
        plain = f"{Context(prec=EXACT_DIGITS).plus(Decimal(cell.text)):f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    text = unicodedata.normalize("NFKC", cell.text).strip().removeprefix("'")
    if len(text) > WORDS_MAX or not is_clean(text):
        raise Unreadable("cell_kind")
    return text


def of_text(column: AnswerColumn, text: str) -> Any:
    match column.kind:
        case "flag":
            return _word({YES: True, NO: False}, text)
        case "code":
            return _word(column.codes, text)
        case "integer":
            return int(_matched(_WHOLE, text)[1])
        case "money":
            return _matched(_MONEY, text.replace(",", "") if _THOUSANDS.fullmatch(text) else text)[0]
        case "region":
            return _matched(_REGION, text)[0]
        case "list":
            return [_entry(column, entry) for entry in _ENTRIES.split(text) if entry.strip()]


def _entry(column: AnswerColumn, text: str) -> dict[str, Any]:
    """Word by word in the order of the column's parts; what may be left open may be missing behind."""
    words = text.split()
    if not sum(part.required for part in column.parts) <= len(words) <= len(column.parts):
        raise Unreadable("cell_list")
    return {part.field: of_text(part, word) for part, word in zip(column.parts, words, strict=False)}


def _word(known: Any, text: str) -> Any:
    spelled = {unicodedata.normalize("NFKC", word): code for word, code in known.items()}
    word = "".join(unicodedata.normalize("NFKC", text).split())
    if word not in spelled:
        raise Unreadable("cell_word")
    return spelled[word]


def _matched(form: re.Pattern[str], text: str) -> re.Match[str]:
    found = form.fullmatch(text)
    if found is None:
        raise Unreadable("cell_kind")
    return found
