"""Periods and months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.period import Period, month, month_of, months_between, next_month, school_year

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
near = st.dates(date(2026, 1, 1), date(2026, 2, 28))
periods = st.tuples(near, near).map(lambda ends: Period(min(ends), max(ends)))


def test_both_ends_belong_to_a_period() -> None:
    march = Period(date(2026, 3, 1), date(2026, 3, 31))

    assert march.overlaps(Period(date(2026, 3, 31), date(2026, 4, 30)))
    assert not march.overlaps(Period(date(2026, 4, 1), date(2026, 4, 30)))


def test_a_period_that_ends_before_it_begins_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        Period(date(2026, 3, 2), date(2026, 3, 1))


@given(periods, periods)
def test_overlap_is_symmetric(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@given(periods)
def test_a_period_overlaps_itself(period: Period) -> None:
    assert period.overlaps(period)


@given(periods, periods)
def test_overlap_means_a_day_in_both(one: Period, other: Period) -> None:
    days_of_one = set(range(one.first.toordinal(), one.last.toordinal() + 1))
    days_of_other = set(range(other.first.toordinal(), other.last.toordinal() + 1))
    assert one.overlaps(other) == bool(days_of_one & days_of_other)


def test_a_school_year_runs_from_september_to_august() -> None:
    expected = Period(date(2026, 9, 1), date(2027, 8, 31))
    assert school_year(date(2026, 9, 1)) == school_year(date(2027, 8, 31)) == expected
    assert school_year(date(2026, 8, 31)) == Period(date(2025, 9, 1), date(2026, 8, 31))


def test_a_month_ends_on_its_own_last_day() -> None:
    assert month(date(2028, 2, 10)) == Period(date(2028, 2, 1), date(2028, 2, 29))
    assert month(date(2026, 12, 31)) == Period(date(2026, 12, 1), date(2026, 12, 31))


@given(days)
def test_a_day_is_in_its_month_and_its_school_year(day: date) -> None:
    for period in (month(day), school_year(day)):
        assert period.first <= day <= period.last
    assert month_of(month(day).first) == month_of(day) == month_of(month(day).last)


@given(days)
def test_the_next_month_begins_the_day_after_this_one(day: date) -> None:
    following = date.fromordinal(month(day).last.toordinal() + 1)
    assert next_month(month_of(day)) == month_of(following)


def test_months_are_listed_with_both_ends() -> None:
    assert months_between("2026-11", "2027-02") == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert months_between("2026-11", "2026-11") == ["2026-11"]
    assert months_between("2026-11", "2026-10") == []


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "202611", "2026-11-01", "", "٢٠٢٦-١١"])
def test_a_text_that_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        next_month(text)
