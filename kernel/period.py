"""Periods of whole days, both ends included, and calendar months written as `"2026-05"`.

Aid is for a period, overlap is a question about two of them, and exit counts full calendar months.
"""

import re
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from kernel.errors import DomainError

Month = str
"""A calendar month, `"2026-05"`; texts of this form sort in the order of time."""

EARLIEST_MONTH: Final[Month] = "2000-01"
LATEST_MONTH: Final[Month] = "2199-12"

AID_DAYS_MAX: Final = 3 * 366
"""No kind of aid is given for longer at once; most are for a school year."""
AID_FAR: Final = timedelta(days=3 * 366)
"""How far before and after today a period of aid may reach: reports come late, and a school year is paid ahead."""


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


def of_aid(first: date, last: date, today: date) -> Period:
    """The period of an act of aid, told today.

    Raises `DomainError`: `period_backwards`, `period_too_long`, `period_too_far`.
    """
    if last < first:
        raise DomainError("period_backwards")
    if (last - first).days >= AID_DAYS_MAX:
        raise DomainError("period_too_long", days=AID_DAYS_MAX)
    earliest, latest = today - AID_FAR, today + AID_FAR
    if first < earliest or last > latest:
        raise DomainError("period_too_far", earliest=earliest.isoformat(), latest=latest.isoformat())
    return Period(first, last)


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


def parse_month(written: object) -> Month:
    """`"2026-05"` as a month. Raises `InvalidMonth` for another form and for a month that nothing here is about."""
    if not isinstance(written, str) or _MONTH.fullmatch(written) is None:
        raise InvalidMonth("month")
    if not EARLIEST_MONTH <= written <= LATEST_MONTH:
        raise InvalidMonth("month.out_of_range")
    return written


class InvalidMonth(ValueError):
    """`code`: `month` (not of the form 2026-05) or `month.out_of_range`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def month_beginning(month: Month) -> date:
    """Its first day."""
    return date.fromisoformat(f"{month}-01")


def next_month(month: Month) -> Month:
    """`"2026-12"` -> `"2027-01"`. Raises `ValueError` for a text that is no month."""
    return _month_at(_index(month) + 1)


def months_between(first: Month, last: Month) -> list[Month]:
    """All months from `first` to `last`, both included, in order; none when `last` comes before `first`."""
    return [_month_at(index) for index in range(_index(first), _index(last) + 1)]


def months_later(day: date, months: int) -> date:
    """The same day so many months on; where that month is shorter, its last one (Civil Code §202)."""
    last = month(month_beginning(_month_at(_index(month_of(day)) + months))).last
    return last.replace(day=min(day.day, last.day))


_MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


def _index(month: Month) -> int:
    parts = _MONTH.fullmatch(month)
    if parts is None:
        raise ValueError(f"not a month: {month!r}")
    return int(parts.group(1)) * 12 + int(parts.group(2)) - 1


def _month_at(index: int) -> Month:
    return f"{index // 12:04}-{index % 12 + 1:02}"
