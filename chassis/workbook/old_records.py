"""A scan of the records of an old workbook (MS-XLS, section 2.1.4): what is hidden, and cells without a value."""

from collections.abc import Iterator
from io import BytesIO
from struct import error, unpack_from
from typing import Final

import olefile
from msgspec import Struct

from chassis.workbook.number_formats import Shown, shown_as
from chassis.workbook.told import Cell, Unread

_STREAMS: Final = ("Workbook", "Book")


class Kind:
    """Of records; those that are not here hold what calamine reads."""

    BEGIN: Final = 0x809
    END: Final = 0x0A
    SHEET: Final = 0x85
    NUMBER_FORMAT: Final = 0x41E
    LOOK: Final = 0xE0
    ROW: Final = 0x208
    COLUMNS: Final = 0x7D
    FORMULA: Final = 0x06
    FLAG_OR_ERROR: Final = 0x205
    NUMBER: Final = 0x203
    SHORT_NUMBER: Final = 0x27E
    SHORT_NUMBERS: Final = 0xBD


_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_NO_NUMBER: Final = 0xFFFF
"""Ends a formula's result that is none: then its first byte says what it is."""
_ERROR, _EMPTY = 2, 3


class Records(Struct, frozen=True):
    """Places are (row, column) from 0. `unvalued`: errors, and formulas that nobody computed. `shown`: of numbers that
    are not shown as they are; which are days calamine tells."""

    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    unvalued: dict[tuple[int, int], Cell] = {}
    shown: dict[tuple[int, int], Shown] = {}

    def by_row(self) -> dict[int, dict[int, Cell]]:
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.unvalued.items():
            rows.setdefault(row, {})[column] = cell
        return rows


def records_of(content: bytes, sheet: int) -> Records:
    """Of the sheet at this place in the order of the tabs. Raises `Unread`."""
    try:
        stream = _stream(content)
        offsets, looks = _globals(stream)
        return _sheet(stream, offsets[sheet], looks)
    except (error, IndexError, OSError):
        raise Unread from None


def _stream(content: bytes) -> bytes:
    with olefile.OleFileIO(BytesIO(content)) as compound:
        name = next((name for name in _STREAMS if compound.exists(name)), None)
        if name is None:
            raise Unread
        read: bytes = compound.openstream(name).read()
        return read


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """To the end of this part; parts inside it (charts) are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        depth += (kind == Kind.BEGIN) - (kind == Kind.END)
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length


def _globals(stream: bytes) -> tuple[list[int], dict[int, Shown]]:
    """Where each sheet begins; which looks of cells show a number otherwise than it is, and how."""
    offsets, codes, looks = list[int](), dict[int, str](), list[int]()
    for kind, body in _records(stream, 0):
        match kind:
            case Kind.SHEET:
                offsets.append(unpack_from("<I", body)[0])
            case Kind.NUMBER_FORMAT:
                codes[unpack_from("<H", body)[0]] = _code(body)
            case Kind.LOOK:
                looks.append(unpack_from("<H", body, 2)[0])
    shown = enumerate(shown_as(style, codes.get(style)) for style in looks)
    return offsets, {look: how for look, how in shown if how not in ("number", "day")}


def _code(body: bytes) -> str:
    """A length, then one byte a character (BIFF5), or a length, how wide they are, and the characters (BIFF8)."""
    if len(body) == 3 + body[2]:
        return body[3:].decode("latin-1")
    return body[5:].decode("utf-16-le" if body[4] & 1 else "latin-1", "replace")


def _sheet(stream: bytes, at: int, looks: dict[int, Shown]) -> Records:
    found = Records(set(), set(), {}, {})
    for kind, body in _records(stream, at):
        match kind:
            case Kind.ROW:
                if unpack_from("<H", body, 12)[0] & _HIDDEN_ROW:
                    found.hidden_rows.add(unpack_from("<H", body)[0])
            case Kind.COLUMNS:
                first, last, _, _, flags = unpack_from("<5H", body)
                if flags & _HIDDEN_COLUMN:
                    found.hidden_columns.update(range(first, min(last, 255) + 1))
            case Kind.FORMULA:
                _formula(found, body)
                _shown(found, _place(body), looks.get(unpack_from("<H", body, 4)[0]))
            case Kind.FLAG_OR_ERROR if body[7]:
                found.unvalued[_place(body)] = Cell("error", "")
            case Kind.NUMBER | Kind.SHORT_NUMBER:
                _shown(found, _place(body), looks.get(unpack_from("<H", body, 4)[0]))
            case Kind.SHORT_NUMBERS:
                row, first = _place(body)
                for place in range((len(body) - 6) // 6):
                    _shown(found, (row, first + place), looks.get(unpack_from("<H", body, 4 + 6 * place)[0]))
    return found


def _formula(found: Records, body: bytes) -> None:
    """xlwt and its like leave a formula's value to whoever opens the file, as an empty one."""
    if unpack_from("<H", body, 12)[0] == _NO_NUMBER:
        if body[6] == _ERROR:
            found.unvalued[_place(body)] = Cell("error", "")
        elif body[6] == _EMPTY:
            found.unvalued[_place(body)] = Cell("formula", "")


def _shown(found: Records, place: tuple[int, int], shown: Shown | None) -> None:
    if shown is not None:
        found.shown[place] = shown


def _place(body: bytes) -> tuple[int, int]:
    row, column = unpack_from("<HH", body)
    return row, column
