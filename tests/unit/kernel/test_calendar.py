"""Working days against the State Council's lists, and the business day in China."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.calendar import (
    add_working_days,
    business_date,
    is_provisional,
    is_working_day,
    opening_hour,
    start_of,
    working_days_between,
    working_days_of,
)

days = st.dates(date(2015, 1, 1), date(2032, 12, 31))
terms = st.integers(0, 300)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # a Saturday, worked for 7 October
        (date(2026, 2, 14), True),  # a Saturday, worked for the Spring Festival
        (date(2026, 2, 20), False),
        (date(2026, 11, 1), False),
        (date(2020, 1, 31), False),  # added that week, against the epidemic
        (date(2011, 12, 31), True),  # a Saturday, worked by the list of the following year
    ],
)
def test_holidays_and_worked_weekends_follow_the_published_lists(day: date, working: bool) -> None:
    assert is_working_day(day) == working


def test_a_term_leaves_out_the_day_it_starts_on_and_all_days_off() -> None:
    assert add_working_days(date(2026, 9, 28), 5) == date(2026, 10, 10)
    assert add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert add_working_days(date(2026, 11, 1), 0) == date(2026, 11, 1)


def test_a_term_of_a_negative_number_of_days_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 11, 2), -1)


@given(days, terms)
def test_a_term_has_as_many_working_days_as_it_says_and_ends_on_one(start: date, term: int) -> None:
    end = add_working_days(start, term)
    after_start = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    assert sum(map(is_working_day, after_start)) == term
    assert term == 0 or is_working_day(end)


@given(days, terms)
def test_working_days_between_are_those_of_the_term(start: date, term: int) -> None:
    assert working_days_between(start, add_working_days(start, term)) == term
    assert working_days_between(start, start - timedelta(days=term)) == 0


@given(days, terms, terms)
def test_a_longer_term_ends_later(start: date, one: int, other: int) -> None:
    assert (one < other) == (add_working_days(start, one) < add_working_days(start, other))


@given(days, days, terms)
def test_a_later_start_never_ends_earlier(one: date, other: date, term: int) -> None:
    first, second = sorted((one, other))
    assert add_working_days(first, term) <= add_working_days(second, term)


@given(days, terms, terms)
def test_two_terms_one_after_the_other_are_their_sum(start: date, one: int, other: int) -> None:
    assert add_working_days(add_working_days(start, one), other) == add_working_days(start, one + other)


def test_a_correction_beats_the_library_both_ways() -> None:
    monday, saturday = date(2026, 11, 2), date(2026, 11, 7)
    as_published = set(working_days_of(2026, {}))

    corrected = set(working_days_of(2026, {monday: False, saturday: True}))

    assert corrected ^ as_published == {monday, saturday}
    assert saturday in corrected


def test_every_year_called_published_has_its_worked_weekends() -> None:
    published = [year for year in range(2008, 2040) if not is_provisional(date(year, 6, 1))]

    assert published == list(range(2008, published[-1] + 1))
    for year in published:
        new_year = date(year, 1, 1)
        weekend = [day for day in (new_year + timedelta(n) for n in range(365)) if day.weekday() >= 5]
        assert any(map(is_working_day, weekend)), year


def test_years_without_a_published_list_are_provisional() -> None:
    assert not is_provisional(date(2026, 12, 31))
    assert is_provisional(date(2027, 1, 1))


def test_the_business_day_begins_at_midnight_in_china() -> None:
    assert business_date(datetime(2026, 11, 1, 15, 59, 59, tzinfo=UTC)) == date(2026, 11, 1)
    assert business_date(datetime(2026, 11, 1, 16, 0, tzinfo=UTC)) == date(2026, 11, 2)
    assert business_date(datetime(2026, 11, 1, 23, tzinfo=timezone(timedelta(hours=-8)))) == date(2026, 11, 2)


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="without offset"):
        business_date(datetime(2026, 11, 1, 9))  # noqa: DTZ001


def test_hours_of_a_day_carry_the_offset_of_china() -> None:
    assert start_of(date(2026, 11, 2)).isoformat() == "2026-11-02T00:00:00+08:00"
    assert opening_hour(date(2026, 11, 2)).isoformat() == "2026-11-02T09:00:00+08:00"


@given(days)
def test_a_day_starts_and_opens_on_itself(day: date) -> None:
    assert business_date(start_of(day)) == business_date(opening_hour(day)) == day
    assert business_date(start_of(day) - timedelta(microseconds=1)) == day - timedelta(days=1)
