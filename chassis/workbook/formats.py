"""Format detection by content, as a file's name proves nothing: a workbook of today, one of before 2007, or a text."""

from collections.abc import Callable
from typing import Final

from chassis.workbook import book, old_book, separated
from chassis.workbook.told import Line, Rest

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def tell_first_sheet(content: bytes, tell: Callable[[Line], None]) -> Rest:
    """Calls `tell` with each row that is not empty. Raises `Unread`, or what the parsers raise."""
    if content.startswith(_ZIP):
        return book.tell_first_sheet(content, tell)
    if content.startswith(_COMPOUND):
        return old_book.tell_first_sheet(content, tell)
    return separated.tell_rows(content, tell)
