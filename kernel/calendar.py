"""Working days of mainland China, and the business day and hours of China Standard Time (UTC+8).

Public holidays and the weekend days worked in their stead come from the `holidays` library, corrected by
`reference/working_days.toml`, which also says up to which year the State Council has published its list.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec
from msgspec import Struct

# Not zoneinfo: China has kept one offset since 1992, and a machine without tzdata must give the same answer.
CHINA_STANDARD_TIME: Final = timezone(timedelta(hours=8), "UTC+08:00")


def add_working_days(start: date, days: int) -> date:
    """The last day of a term of so many working days.

    The day it starts on is not counted (Civil Code §201); `days` = 0 gives `start` itself.
    Raises `ValueError` for a negative number.
    """
    if days < 0:
        raise ValueError("a term has no negative number of days")
    if days == 0:
        return start
    year = start.year
    working_days = _working_days(year)
    at = bisect_right(working_days, start) + days - 1
    while at >= len(working_days):
        at -= len(working_days)
        year += 1
        working_days = _working_days(year)
    return working_days[at]


def working_days_between(start: date, end: date) -> int:
    """How many working days came after `start`, up to and with `end`; none when `end` is not later."""
    years = (_working_days(year) for year in range(start.year, end.year + 1))
    return sum(max(0, bisect_right(days, end) - bisect_right(days, start)) for days in years)


def is_working_day(day: date) -> bool:
    """True for a day on which offices work, worked weekend days 调休上班 included."""
    return day in _working_day_set(day.year)


def is_provisional(day: date) -> bool:
    """True when the year's list is not published yet: working days in it are a guess and may still move."""
    return day.year > _reference().published_through


def business_date(instant: datetime) -> date:
    """The day it is in China. Raises `ValueError` for a time without offset."""
    if instant.utcoffset() is None:
        raise ValueError("a time without offset names no instant")
    return instant.astimezone(CHINA_STANDARD_TIME).date()


def start_of(day: date) -> datetime:
    """00:00+08:00."""
    return datetime.combine(day, time(), CHINA_STANDARD_TIME)


def opening_hour(day: date) -> datetime:
    """09:00+08:00, when offices open and due work is taken up."""
    return datetime.combine(day, time(9), CHINA_STANDARD_TIME)


def working_days_of(year: int, corrections: Mapping[date, bool]) -> tuple[date, ...]:
    """The working days of a year in order; `corrections` (day -> worked or not) beat the library."""
    # Imported at the first use: the library takes half a second that a process without terms need not spend.
    from holidays import country_holidays

    published = country_holidays("CN", years=year, expand=False)
    new_year = date(year, 1, 1)
    days = (new_year + timedelta(days=number) for number in range((date(year, 12, 31) - new_year).days + 1))
    return tuple(day for day in days if corrections.get(day, published.is_working_day(day)))


@cache
def _working_days(year: int) -> tuple[date, ...]:
    return working_days_of(year, {each.day: each.working for each in _reference().correction})


@cache
def _working_day_set(year: int) -> frozenset[date]:
    return frozenset(_working_days(year))


class _Correction(Struct, frozen=True, forbid_unknown_fields=True):
    day: date
    working: bool
    source: str


class _Reference(Struct, frozen=True, forbid_unknown_fields=True):
    version: str
    published_through: int
    correction: list[_Correction] = []


@cache
def _reference() -> _Reference:
    text = files("kernel").joinpath("reference/working_days.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Reference)
