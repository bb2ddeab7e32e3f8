"""Days as they are written: a full ISO date and nothing else, within the years that anything here is about.

`date.fromisoformat` reads week dates too, and a lax parser takes 0 for 1970: what is stored for ever is read in one
form.
"""

import re
from datetime import date
from typing import Final

EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2199, 12, 31)


class InvalidDay(ValueError):
    """`code`: `date` (no day in the form 2026-11-01) or `date.out_of_range`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse(written: object, earliest: date = EARLIEST, latest: date = LATEST) -> date:
    """`"2026-11-01"` as a day. Raises `InvalidDay`."""
    if not isinstance(written, str) or _FORM.fullmatch(written) is None:
        raise InvalidDay("date")
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise InvalidDay("date") from None
    if not earliest <= day <= latest:
        raise InvalidDay("date.out_of_range")
    return day


_FORM: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
