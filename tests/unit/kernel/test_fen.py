"""Money: exact both ways, and nothing inexact gets in."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.fen import FEN_MAX, InvalidAmount, fen, yuan

amounts = st.integers(-FEN_MAX, FEN_MAX)


@pytest.mark.parametrize(
    ("given_yuan", "expected_fen"),
    [
        ("12.3", 1230),
        ("12.34", 1234),
        ("0", 0),
        ("-0.00", 0),
        ("-0.05", -5),
        ("007", 700),
        (12, 1200),
        (-3, -300),
        (Decimal("12.30"), 1230),
        (Decimal("1.2E+3"), 120000),
        ("99999999999.99", FEN_MAX),
    ],
)
def test_yuan_become_fen(given_yuan: str | int | Decimal, expected_fen: int) -> None:
    assert fen(given_yuan) == expected_fen


@pytest.mark.parametrize(
    ("given_yuan", "code"),
    [
        (True, "amount.type"),
        (12.3, "amount.type"),
        (float("nan"), "amount.type"),
        (None, "amount.type"),
        (b"12", "amount.type"),
        ("", "amount.format"),
        ("NaN", "amount.format"),
        ("1e3", "amount.format"),
        ("1,060", "amount.format"),
        (" 12", "amount.format"),
        ("12\n", "amount.format"),
        ("+12", "amount.format"),
        ("--1", "amount.format"),
        (".5", "amount.format"),
        ("12.", "amount.format"),
        ("١٢", "amount.format"),
        ("12元", "amount.format"),
        (Decimal("NaN"), "amount.not_finite"),
        (Decimal("-Infinity"), "amount.not_finite"),
        ("12.345", "amount.places"),
        ("12.340", "amount.places"),
        (Decimal("12.345"), "amount.places"),
        (Decimal("1E-999999"), "amount.places"),
        ("100000000000", "amount.too_large"),
        (-(10**11), "amount.too_large"),
        (Decimal("1E+999999"), "amount.too_large"),
        ("9" * 100_000, "amount.too_large"),
    ],
)
def test_a_text_that_is_no_amount_is_refused_by_code(given_yuan: Any, code: str) -> None:
    with pytest.raises(InvalidAmount) as refused:
        fen(given_yuan)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("given_fen", "text"), [(1230, "12.30"), (5, "0.05"), (0, "0.00"), (-5, "-0.05"), (-1230, "-12.30")]
)
def test_fen_are_written_with_two_places(given_fen: int, text: str) -> None:
    assert yuan(given_fen) == text


@given(amounts)
def test_an_amount_is_read_back_exactly_as_it_was_written(amount: int) -> None:
    assert fen(yuan(amount)) == amount
    assert fen(Decimal(yuan(amount))) == amount


@given(st.integers(-(10**11) + 1, 10**11 - 1))
def test_whole_yuan_mean_the_same_in_all_three_types(whole: int) -> None:
    assert fen(whole) == fen(str(whole)) == fen(Decimal(whole)) == whole * 100
