"""A streaming parser of one worksheet: each row is told as it ends, so that any sheet takes the memory of a row."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from chassis.workbook.names import is_true, local
from chassis.workbook.number_formats import Shown, as_shown
from chassis.workbook.package import Package, xml_parser
from chassis.workbook.text_table import unescaped
from chassis.workbook.told import CELLS_MAX, MERGES_MAX, ROWS_MAX, Cell, Line, Rest, Unread
from chassis.workbook.visible import is_blank
from kernel.calendar import CHINA_STANDARD_TIME

_ELEMENTS: Final = local("row", "c", "v", "t", "f", "rPh", "mergeCell", "col")
_REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_RANGE: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})(?::([A-Za-z]{1,3})([0-9]{1,7}))?")
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_FIRST_DAY: Final = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - as the sheet shows it
_LAST_DAY: Final = 2_900_000
_COLUMNS_MAX: Final = 16_384


class Worksheet:
    """Handlers of the parser. `tell` is called with each row that holds something."""

    def __init__(self, texts: list[str], shown: list[Shown], from_1904: bool, tell: Callable[[Line], None]) -> None:
        self._texts, self._shown, self._from_1904, self._tell = texts, shown, from_1904, tell
        self._columns: dict[str, int] = {}
        self._told: set[int] = set()
        self._cells_left = CELLS_MAX
        self._row, self._row_hidden = 0, False
        self._in_row, self._in_cell = False, False
        self._cells: dict[int, Cell] = {}
        self._column = -1
        self._type, self._style = "n", ""
        self._value: str | None = None
        self._formula, self._spoken = False, False
        self._into: list[str] | None = None
        self._rest = Rest()

    def read(self, package: Package, part: str) -> Rest:
        package.parse(part, xml_parser(self._start, self._end, self._text))
        return self._rest

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        match _ELEMENTS.get(element):
            case "c":
                self._begin_cell(attributes)
            case "v" | "t" if not self._spoken:
                self._into = []
            case "f":
                self._formula = True
            case "row":
                self._begin_row(attributes)
            case "rPh":
                self._spoken = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case "col" if is_true(attributes.get("hidden")) or attributes.get("width") == "0":
                self._hide(attributes)

    def _end(self, element: str) -> None:
        match _ELEMENTS.get(element):
            case "c":
                self._end_cell()
            case "v" | "t" if self._into is not None:
                # Runs of rich text are one text; `v` of another kind of cell comes alone.
                self._value = (self._value or "") + "".join(self._into)
                self._into = None
            case "row":
                self._end_row()
            case "rPh":
                self._spoken = False

    def _text(self, piece: str) -> None:
        if self._into is not None:
            self._into.append(piece)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        if self._in_row:
            raise Unread
        self._in_row = True
        self._row = _ordinal(attributes["r"]) if "r" in attributes else self._row + 1
        self._row_hidden = is_true(attributes.get("hidden")) or _is_zero(attributes.get("ht"))
        self._column, self._cells = -1, {}

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if self._in_cell or not self._in_row:
            raise Unread
        self._cells_left -= 1
        if self._cells_left < 0:
            raise Unread("roster.too_large")
        self._in_cell = True
        self._column = self._place(attributes["r"]) if "r" in attributes else self._column + 1
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._value, self._formula = None, False

    def _end_cell(self) -> None:
        self._in_cell = False
        cell = self._cell()
        if cell is None:
            return
        if self._column >= _COLUMNS_MAX:
            raise Unread("roster.too_large")
        if self._column in self._cells:
            raise Unread  # which of the two would be the cell?
        self._cells[self._column] = cell

    def _end_row(self) -> None:
        self._in_row = False
        if not self._cells:
            return
        if self._row > ROWS_MAX + 1:
            raise Unread("roster.too_long")
        if self._row in self._told:
            raise Unread  # which of the two would be the row?
        self._told.add(self._row)
        self._tell(Line(self._row, self._cells, self._row_hidden))

    def _cell(self) -> Cell | None:
        """None for one that holds nothing that anybody would see."""
        value = self._value
        if self._formula and (value is None or (value == "" and self._type != "str")):
            return Cell("formula", "")
        if value is None:
            return None
        match self._type:
            case "s":
                return _text_cell(self._shared(value))
            case "str" | "inlineStr":
                return _text_cell(unescaped(value))
            case "n":
                return self._number(value.strip())
            case "b":
                return Cell("flag", "1" if is_true(value.strip()) else "0")
            case "e":
                return Cell("error", value.strip())
            case "d":
                return _day(value.strip())
        raise Unread

    def _shared(self, value: str) -> str:
        place = _ordinal(value.strip(), 0)
        if place >= len(self._texts):
            raise Unread
        return self._texts[place]

    def _number(self, value: str) -> Cell | None:
        if not value:
            return None
        if _NUMBER.fullmatch(value) is None:
            return Cell("error", "")
        shown = self._shown[int(self._style)] if _is_within(self._style, self._shown) else "number"
        return (shown == "day" and self._day_of(float(value))) or as_shown(value, shown)

    def _day_of(self, serial: float) -> Cell | None:
        """Excel's 29 February 1900 never was: the days before it, and times without a day, stay numbers."""
        if not (0 if self._from_1904 else 61) <= serial < _LAST_DAY:
            return None
        at = _FIRST_DAY[self._from_1904] + timedelta(seconds=round(serial * 86_400))
        return Cell("day", _iso(at))

    def _place(self, reference: str) -> int:
        found = _REFERENCE.fullmatch(reference)
        if found is None or int(found[2]) != self._row:
            raise Unread
        place = self._columns.get(found[1])
        if place is None:
            place = self._columns[found[1]] = column_of(found[1])
        return place

    def _merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if found is None or len(self._rest.merges) >= MERGES_MAX:
            raise Unread
        last_column, last_row = found[3] or found[1], found[4] or found[2]
        self._rest.merges.append((int(found[2]), column_of(found[1]), int(last_row), column_of(last_column)))

    def _hide(self, attributes: dict[str, str]) -> None:
        if len(self._rest.hidden) < _COLUMNS_MAX:
            self._rest.hidden.append((_ordinal(attributes.get("min", "")) - 1, _ordinal(attributes.get("max", "")) - 1))


def column_of(letters: str) -> int:
    """`A` -> 0, `AA` -> 26."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - 64
    return place - 1


def letters_of(column: int) -> str:
    """0 -> `A`, 26 -> `AA`."""
    letters, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def _text_cell(text: str) -> Cell | None:
    return None if is_blank(text) else Cell("text", text)


def _day(text: str) -> Cell | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
        # With an offset it is an instant: a midnight here is the afternoon before in UTC.
        here = at if at.utcoffset() is None else at.astimezone(CHINA_STANDARD_TIME)
    except (ValueError, OverflowError):
        return Cell("error", "")
    return Cell("day", _iso(here.replace(tzinfo=None)))


def _iso(at: datetime) -> str:
    return at.isoformat().removesuffix("T00:00:00")


def _ordinal(text: str, least: int = 1) -> int:
    """A place in the sheet. A text that is none makes the file unreadable."""
    if not (text.isascii() and text.isdigit() and len(text) <= 7) or int(text) < least:
        raise Unread
    return int(text)


def _is_within(style: str, shown: list[Shown]) -> bool:
    return style.isascii() and style.isdigit() and len(style) < 7 and int(style) < len(shown)


def _is_zero(height: str | None) -> bool:
    return height is not None and height.strip("0") in ("", ".")
