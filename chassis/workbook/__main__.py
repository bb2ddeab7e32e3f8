"""The child: a sandbox by resource limits. It takes a roster on standard input and tells it on standard output.

Before it reads a byte it gives up what a parser does not need (`resource_limits.py`). The other side takes its answer
for foreign all the same.
"""

import codecs
import sys
import zipfile
import zlib
from typing import Final
from xml.parsers import expat

import msgspec

from chassis.resource_limits import give_up
from chassis.workbook.formats import tell_first_sheet
from chassis.workbook.told import TOLD_BYTES_MAX, Line, Refused, Rest, Unread

FILE_BYTES_MAX: Final = 16 * 1024 * 1024
MEMORY_BYTES_MAX: Final = 512 * 1024 * 1024
CPU_S_MAX: Final = 25
"""Twice and more of what the largest roster takes, every cell of it filled."""
_ENCODINGS: Final = ("cp437", "utf-8-sig", "utf-16", "utf-16-le", "gb18030")
"""Of names in a zip, of texts, and of names in an old workbook."""
_UNREADABLE: Final = (
    expat.ExpatError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
    KeyError, OverflowError,
)  # fmt: skip


def main() -> None:
    _give_up()
    try:
        told: Rest | Refused = tell_first_sheet(sys.stdin.buffer.read(FILE_BYTES_MAX + 1), _Teller().tell)
    except Unread as unread:
        told = Refused(unread.code, unread.row)
    except MemoryError:
        told = Refused("roster.too_large")
    except _UNREADABLE:
        told = Refused("roster.no_workbook")
    except BaseException as panic:  # of a parser in another language, which is of no class that could be named
        if type(panic).__name__ != "PanicException":
            raise
        told = Refused("roster.no_workbook")
    _say(told)


class _Teller:
    def __init__(self) -> None:
        self._left = TOLD_BYTES_MAX

    def tell(self, line: Line) -> None:
        self._left -= _say(line)
        if self._left < 0:
            raise Unread("roster.too_large")


def _say(told: Line | Rest | Refused) -> int:
    return sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")


def _give_up() -> None:
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)  # afterwards no module can be loaded, since no file can be opened
    give_up(MEMORY_BYTES_MAX, CPU_S_MAX)


if __name__ == "__main__":
    main()
