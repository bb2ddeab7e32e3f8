"""Every kind of value at a door: its one form is taken, whatever looks like it is refused, and nothing else happens."""

from datetime import date
from typing import Annotated, Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from chassis.http.body import Body
from chassis.http.refusals import error_table, field_errors
from chassis.http.values import Account, Bill, Day, Line, Moment, MonthText, Name, Whole, Yuan
from kernel.day import EARLIEST, LATEST

TABLE = error_table.build(())

anything = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.lists(st.integers(), max_size=2)
    | st.dictionaries(st.text(max_size=3), st.integers(), max_size=2)
)


def taken(kind: Any, value: object) -> Any:
    """The value, or the code of its refusal."""
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as refused:
        findings = [{**finding, "loc": ("body",)} for finding in refused.errors()]
        return field_errors.from_pydantic(findings, TABLE)[0].code


class Note(Body):
    text: Annotated[str, Field(min_length=1)]
    more: Annotated[str, Field(min_length=1)] | None = None
    lines: tuple[Annotated[str, Field(min_length=1)], ...] = ()


@pytest.mark.parametrize("wrong", [{"text": " "}, {"text": "x", "more": "\u3000"}, {"text": "x", "lines": ["x", ""]}])
def test_a_text_that_is_needed_is_described_as_more_than_spaces(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Note.model_validate(wrong)
    assert not jsonschema_rs.validator_for(Note.model_json_schema()).is_valid(wrong)


DAYS = [
    0, 1, -1, 1.0, True, None, "", "0", "1", "1e3", "20261101", "2026-W44", "2026-W44-1", "2026-305", "2026-11-1",
    "2026-11-01T00:00:00", "2026-11-01T00:00:00Z", " 2026-11-01", "2026-11-01\n", "2026/11/01", "２０２６-１１-０１",
    "2026‐11‐01", "2026-02-29", "2026-13-01", "2026-00-10", "+2026-11-01", "-2026-11-01", "1793491200", 1793491200,
    date(2026, 11, 1), ["2026-11-01"],
]  # fmt: skip


@pytest.mark.parametrize("given", DAYS, ids=repr)
def test_a_day_has_one_form(given: object) -> None:
    """FAULTS B40."""
    assert taken(Day, given) == "date"


@pytest.mark.parametrize("given", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_that_nothing_here_is_about_is_refused(given: str) -> None:
    """FAULTS B20, B31."""
    assert taken(Day, given) == "date.out_of_range"


@given(st.dates(EARLIEST, LATEST))
def test_every_day_is_taken_in_its_form(day: date) -> None:
    assert taken(Day, day.isoformat()) == day


@given(anything)
def test_whatever_is_given_for_a_day_is_a_day_in_its_form_or_refused(given: object) -> None:
    """FAULTS B40."""
    got = taken(Day, given)
    assert got in ("date", "date.out_of_range") or got.isoformat() == given


@pytest.mark.parametrize(
    "given",
    [
        "0000-01",
        "2026-13",
        "2026-00",
        "2026-1",
        "202601",
        "1999-12",
        "2200-01",
        0,
        202610,
        None,
        "2026-10 ",
        "２０２６-１０",
        "2026-10-01",
    ],
    ids=repr,
)
def test_a_month_has_one_form_and_bounds(given: object) -> None:
    """FAULTS B30."""
    assert taken(MonthText, given) in ("month", "month.out_of_range")


@given(anything)
def test_whatever_is_given_for_a_month_is_itself_or_refused(given: object) -> None:
    """FAULTS B30."""
    assert taken(MonthText, given) in ("month", "month.out_of_range", given)


@pytest.mark.parametrize(
    "given",
    [
        "0",
        "1793491200",
        "2026-11-01",
        "2026-11-01T09:00:00",
        "2026-W44-1T09:00:00Z",
        "2026-11-01T24:00:00Z",
        "2026-11-01T09:00:00+25:00",
        "2026-11-01 09:00:00Z",
        "2026-11-01T09:00Z",
        0,
        1.5,
        None,
    ],
    ids=repr,
)
def test_a_moment_has_one_form(given: object) -> None:
    """FAULTS B40."""
    assert taken(Moment, given) == "datetime"


def test_a_moment_is_taken_with_its_offset() -> None:
    assert taken(Moment, "2026-11-01T09:00:00+08:00") == taken(Moment, "2026-11-01t01:00:00.000z")


@given(anything)
def test_whatever_is_given_for_money_is_exact_or_refused(given: object) -> None:
    got = taken(Yuan, given)
    if isinstance(got, str):
        assert got.startswith("amount.")
    elif isinstance(given, str):
        assert got >= 0
        assert given.isascii()
    else:
        assert type(given) is int
        assert got == given * 100


@pytest.mark.parametrize(
    "given",
    [
        True,
        False,
        1.0,
        float("nan"),
        float("inf"),
        "NaN",
        "1e3",
        "1_000",
        "1,000",
        "+1",
        "１２００",
        " 1",
        "1.",
        ".5",
        "-1",
        -1,
        "1.001",
        None,
        [],
        10**30,
    ],
    ids=repr,
)
def test_what_is_no_money(given: object) -> None:
    assert str(taken(Yuan, given)).startswith("amount.")


@given(st.text(max_size=12))
def test_a_number_in_an_address_is_written_as_it_is_shown(given: str) -> None:
    got = taken(Annotated[int, Whole], given)
    assert got == "int_type" or str(got) == given or given == "-0"


@pytest.mark.parametrize("kind", [Name, Line])
@pytest.mark.parametrize(
    "given", ["陈\u202e测试", "陈\u200b测试", "陈\n测试", "陈\0", "\u3164", "", 1, None, True], ids=repr
)
def test_a_name_is_one_line_of_what_is_seen(kind: Any, given: object) -> None:
    """FAULTS B17."""
    assert taken(kind, given) in ("control_character", "string_too_short", "string_type")


class Paid(Body):
    name: Name
    remark: str = ""
    tags: tuple[str, ...] = ()
    account: Account
    bill: Bill
    other: Bill | None = None


@pytest.mark.parametrize(
    "wrong", [{"name": "陈\u202e"}, {"remark": "a\u200bb"}, {"remark": "\x00"}, {"tags": ["a", "b\u2066"]}]
)
def test_a_body_holds_nothing_unseen(wrong: dict[str, Any]) -> None:
    """FAULTS B17."""
    body = {"name": "陈", "account": "62220000", "bill": "A1"}
    assert taken(Paid, {**body, **wrong}) == "control_character"


def test_identifiers_are_cleaned_instead() -> None:
    """FAULTS B36, B38."""
    paid = taken(Paid, {"name": "陈", "account": "6222 0000\u200b", "bill": "粤y-1\u200b２", "other": "a\u200b1"})
    assert (paid.account, paid.bill, paid.other) == ("62220000", "粤Y-12", "A1")
