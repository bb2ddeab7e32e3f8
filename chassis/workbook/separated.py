"""Reads a text of separated values (RFC 4180, and what spreadsheets make of it): UTF-8, UTF-16 with its mark, GB 18030;
commas, semicolons or tabs. Every cell is a text.
"""

import csv
from collections.abc import Callable
from io import StringIO
from typing import Final

from chassis.workbook.told import CELLS_MAX, ROWS_MAX, Cell, Line, Rest, Unread
from chassis.workbook.visible import is_blank

CHARACTERS_MAX: Final = 32_767
"""Of one cell, as in a workbook."""
_DELIMITERS: Final = (",", ";", "\t")
_SAMPLE: Final = 20
"""Lines in which the delimiter is looked for: titles may stand above the headers."""


def tell_rows(content: bytes, tell: Callable[[Line], None]) -> Rest:
    text = _text(content)
    csv.field_size_limit(len(text))  # then it is about its marks, whatever the parser refuses
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number, left = 0, CELLS_MAX
    try:
        for number, fields in enumerate(reader, start=1):
            left -= len(fields)
            if left < 0 or any(len(field) > CHARACTERS_MAX for field in fields):
                raise Unread("roster.too_large")
            cells = {place: Cell("text", _shown(field)) for place, field in enumerate(fields) if not is_blank(field)}
            if not cells:
                continue
            if number > ROWS_MAX + 1:
                raise Unread("roster.too_long")
            tell(Line(number, cells))
    except csv.Error:  # a mark without its other half would make one cell of all the rows behind it
        raise Unread("roster.marks", row=number + 1) from None
    return Rest()


def _text(content: bytes) -> str:
    """Strictly decoded: a wrong guess must fail, and not put other characters into names."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("gb18030")
    if not text.strip() or any(character < " " and character not in "\t\r\n" for character in text):
        raise Unread  # no text at all
    return text


def _delimiter(text: str) -> str:
    """That of which the first lines have most in one line."""
    lines = text.splitlines()[:_SAMPLE]
    return max(_DELIMITERS, key=lambda delimiter: max((line.count(delimiter) for line in lines), default=0))


def _shown(field: str) -> str:
    """`="0123"` is how programs keep a spreadsheet from taking digits for a number."""
    bare = field.strip()
    return bare[2:-1] if bare.startswith('="') and bare.endswith('"') and len(bare) > 2 else field
