"""Every limit of kaifeng-2019, one fen to either side; those that both share are in test_marginal_line."""

import pytest

from policies.judging import engine
from tests.unit.policies.households import KAIFENG, LINE, in_kaifeng
from tests.unit.policies.marginal_line_by_hand import LIMIT, SET

ILL_AND_FOUND: dict[str, object] = {"causes": ["illness"], "difficulty_found": True, "hardship_expenditure_total": 1}


def outcome(ordinal: str, parameters: dict[str, object] = SET, /, **changes: object) -> str:
    return engine.evaluate(KAIFENG, in_kaifeng(**changes), parameters).categories[ordinal].outcome


@pytest.mark.parametrize(("spent", "expected"), [(14_999, "not_met"), (15_000, "not_met"), (15_001, "met")])
def test_category_2_is_for_a_living_standard_strictly_below_the_line(spent: int, expected: str) -> None:
    given = {"household_income": 3 * LINE + 10_000, "relief_total": 5_000, "causes": ["illness"]}
    assert outcome("2", **given, hardship_expenditure_total=spent) == expected


@pytest.mark.parametrize(
    ("income", "expected"),
    [(3 * LINE, "not_met"), (LIMIT, "not_met"), (LIMIT + 1, "met"), (10**10, "met")],
)
def test_category_3_is_strictly_above_that_limit_and_has_no_ceiling(income: int, expected: str) -> None:
    assert outcome("3", household_income=income, **ILL_AND_FOUND) == expected


@pytest.mark.parametrize(("spent", "expected"), [(0, "not_met"), (1, "met")])
def test_category_3_asks_for_expenditure_and_a_finding_says_how_large_it_is(spent: int, expected: str) -> None:
    given = {"household_income": LIMIT + 1, "causes": ["accident"], "difficulty_found": True}
    assert outcome("3", **given, hardship_expenditure_total=spent) == expected


@pytest.mark.parametrize(("spent", "expected"), [(115_000, "not_met"), (115_001, "met")])
def test_category_3_without_a_finding_is_a_living_standard_strictly_below_the_line(spent: int, expected: str) -> None:
    given = {"household_income": 3 * LINE + 115_000, "causes": ["accident"]}
    assert outcome("3", **given, hardship_expenditure_total=spent) == expected


@pytest.mark.parametrize(("income", "second", "third"), [(330_000, "met", "not_met"), (330_001, "not_met", "met")])
def test_an_amount_set_by_the_city_goes_before_the_ratio(income: int, second: str, third: str) -> None:
    amount = SET | {"dibao_marginal_amount": 110_000}
    spent = {"household_income": income, "causes": ["illness"], "hardship_expenditure_total": 3 * LINE}
    assert [outcome(ordinal, amount, **spent) for ordinal in ("2", "3")] == [second, third]


@pytest.mark.parametrize(("income", "second", "third"), [(288_047, "met", "not_met"), (288_048, "not_met", "met")])
def test_seven_heads_an_odd_line_and_an_odd_ratio_stay_exact(income: int, second: str, third: str) -> None:
    # 7 x 333.33 x 1.2345 = 2880.471195
    odd: dict[str, object] = {"dibao_line": 33_333, "dibao_marginal_ratio": 12_345}
    seven = {"members": 7, "household_income": income, "causes": ["illness"], "hardship_expenditure_total": 10**6}
    assert [outcome(ordinal, odd, **seven) for ordinal in ("2", "3")] == [second, third]


@pytest.mark.parametrize(
    ("per_head", "expected"),
    [
        (LINE - 1, ["met", "not_met", "not_met"]),
        (LINE, ["not_met", "not_met", "not_met"]),
        (118_750, ["not_met", "met", "not_met"]),
        (118_751, ["not_met", "not_met", "met"]),
    ],
)
def test_only_a_per_head_figure_counts_as_exact_without_members(per_head: int, expected: list[str]) -> None:
    alone = {"members": None, "household_income": None, "income_per_capita": per_head, "causes": ["illness"]}
    spent = alone | {"hardship_expenditure_total": None, "relief_total": None, "relief_per_capita": 0}
    spent |= {"hardship_expenditure_per_capita": LINE}
    assert [outcome(ordinal, **spent) for ordinal in ("1", "2", "3")] == expected


@pytest.mark.parametrize(("spent", "expected"), [(0, "not_met"), (1, "met")])
def test_category_5_is_a_living_standard_strictly_below_the_line_through_reform(spent: int, expected: str) -> None:
    assert outcome("5", restructuring_affected=True, hardship_expenditure_total=spent) == expected
    found = {"restructuring_affected": True, "difficulty_found": True, "household_income": 10**9}
    assert outcome("5", **found, hardship_expenditure_total=spent) == "met"


@pytest.mark.parametrize(
    ("income", "expected"),
    [(3 * LINE - 1, "not_met"), (3 * LINE, "not_met"), (3 * LINE + 1, "undetermined")],
)
def test_the_limit_left_unset_leaves_open_only_what_lies_above_the_line(income: int, expected: str) -> None:
    spent = {"household_income": income, "causes": ["illness"], "hardship_expenditure_total": 3 * LINE}
    assert [outcome(ordinal, {"dibao_line": LINE}, **spent) for ordinal in ("2", "3")] == [expected, expected]
