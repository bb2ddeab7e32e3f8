"""Looks at an uploaded workbook before any reader does: a small file may claim a sheet of seventeen billion cells."""

import re
import zipfile
from io import BytesIO
from typing import Final

from chassis.http.refusals.errors import Problem

ROWS_MAX: Final = 10_000
UNPACKED_BYTES_MAX: Final = 128 * 1024 * 1024
_COLUMN_LETTERS_MAX: Final = 2
_REFERENCE: Final = re.compile(rb"""\br=["']([A-Za-z]*)(\d+)["']""")


def require_sane(content: bytes) -> None:
    """Raises Problem `roster.no_workbook`, `roster.too_large` or `roster.too_long`."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            if "xl/workbook.xml" not in archive.namelist():
                raise Problem("roster.no_workbook")
            if sum(member.file_size for member in members) > UNPACKED_BYTES_MAX:
                raise Problem("roster.too_large")
            for member in members:
                if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                    _require_small(archive.read(member))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Problem("roster.no_workbook") from None


def _require_small(sheet: bytes) -> None:
    for found in _REFERENCE.finditer(sheet):
        if len(found[1]) > _COLUMN_LETTERS_MAX:
            raise Problem("roster.too_large")
        if len(found[2]) > len(str(ROWS_MAX)) or int(found[2]) > ROWS_MAX + 1:
            raise Problem("roster.too_long", rows_max=ROWS_MAX)
