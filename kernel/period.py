"""Periods of whole days, both ends included, and calendar months written as `"2026-05"`.

Aid is for a period, overlap is a question about two of them, and exit counts full calendar months.
"""

import re
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

Month = str
"""A calendar month, `"2026-05"`; texts of this form sort in the order of time."""


class Period(Struct, frozen=True, order=True):
    """From `first` to `last`, both included. Raises `ValueError` when it would end before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends before it begins")

    def overlaps(self, other: "Period") -> bool:
        """True when at least one day is in both."""
        return self.first <= other.last and other.first <= self.last


def school_year(day: date) -> Period:
    """The school year 学年 that the day is in: 1 September to 31 August."""
    begins = day.year if day.month >= 9 else day.year - 1
    return Period(date(begins, 9, 1), date(begins + 1, 8, 31))


def month(day: date) -> Period:
    """The calendar month that the day is in."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def month_of(day: date) -> Month:
    return f"{day.year:04}-{day.month:02}"


def next_month(month: Month) -> Month:
    """`"2026-12"` -> `"2027-01"`. Raises `ValueError` for a text that is no month."""
    return _month_at(_index(month) + 1)


def months_between(first: Month, last: Month) -> list[Month]:
    """All months from `first` to `last`, both included, in order; none when `last` comes before `first`."""
    return [_month_at(index) for index in range(_index(first), _index(last) + 1)]


_MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


def _index(month: Month) -> int:
    parts = _MONTH.fullmatch(month)
    if parts is None:
        raise ValueError(f"not a month: {month!r}")
    return int(parts.group(1)) * 12 + int(parts.group(2)) - 1


def _month_at(index: int) -> Month:
    return f"{index // 12:04}-{index % 12 + 1:02}"
