"""Every limit of yunnan-2017, one fen to either side; those that both share are in test_marginal_line."""

import pytest

from policies.judging import engine
from tests.unit.policies.households import LINE, YUNNAN, in_yunnan
from tests.unit.policies.marginal_line_by_hand import SET


def outcome(ordinal: str, parameters: dict[str, object] = SET, /, **changes: object) -> str:
    return engine.evaluate(YUNNAN, in_yunnan(**changes), parameters).categories[ordinal].outcome


@pytest.mark.parametrize(("spent", "expected"), [(14_999, "not_met"), (15_000, "not_met"), (15_001, "met")])
def test_difficulty_is_a_living_standard_strictly_below_the_line(spent: int, expected: str) -> None:
    given = {"household_income": 3 * LINE + 10_000, "relief_total": 5_000, "hardship_expenditure_total": spent}
    assert outcome("2", **given, causes=["disability"]) == expected
    assert outcome("3", **given, causes=["accident"]) == expected


@pytest.mark.parametrize(
    ("income", "expected"),
    [(0, "met"), (3 * LINE, "met"), (9 * LINE - 1, "met"), (9 * LINE, "met"), (9 * LINE + 1, "not_met")],
)
def test_category_3_is_within_3_times_inclusive_and_has_no_lower_bound(income: int, expected: str) -> None:
    assert outcome("3", household_income=income, causes=["accident"], difficulty_found=True) == expected


@pytest.mark.parametrize(("income", "expected"), [(330_000, "met"), (330_001, "not_met")])
def test_an_amount_set_by_the_place_goes_before_the_ratio(income: int, expected: str) -> None:
    amount = SET | {"dibao_marginal_amount": 110_000}
    assert outcome("2", amount, household_income=income, causes=["illness"], difficulty_found=True) == expected


@pytest.mark.parametrize(("income", "expected"), [(288_047, "met"), (288_048, "not_met")])
def test_seven_heads_an_odd_line_and_an_odd_ratio_stay_exact(income: int, expected: str) -> None:
    # 7 x 333.33 x 1.2345 = 2880.471195
    odd: dict[str, object] = {"dibao_line": 33_333, "dibao_marginal_ratio": 12_345}
    found = {"members": 7, "causes": ["illness"], "difficulty_found": True}
    assert outcome("2", odd, **found, household_income=income) == expected


@pytest.mark.parametrize(("income", "expected"), [(699_993, "met"), (699_994, "not_met")])
def test_seven_heads_keep_3_times_exact(income: int, expected: str) -> None:
    # 3 x 7 x 333.33 = 6999.93
    found = {"members": 7, "causes": ["sudden_event"], "difficulty_found": True}
    assert outcome("3", {"dibao_line": 33_333}, **found, household_income=income) == expected


@pytest.mark.parametrize(
    ("per_head", "expected"),
    [
        (LINE - 1, ["met", "not_met", "met"]),
        (LINE, ["not_met", "not_met", "met"]),
        (118_750, ["not_met", "met", "met"]),
        (118_751, ["not_met", "not_met", "met"]),
        (3 * LINE, ["not_met", "not_met", "met"]),
        (3 * LINE + 1, ["not_met", "not_met", "not_met"]),
    ],
)
def test_only_a_per_head_figure_counts_as_exact_without_members(per_head: int, expected: list[str]) -> None:
    alone = {"members": None, "household_income": None, "income_per_capita": per_head}
    found = alone | {"causes": ["serious_illness"], "difficulty_found": True}
    assert [outcome(ordinal, **found) for ordinal in ("1", "2", "3")] == expected
