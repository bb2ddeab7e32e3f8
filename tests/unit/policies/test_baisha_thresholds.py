"""Every limit of baisha-2020 三, one fen to either side."""

import pytest

from tests.unit.policies.households_of_baisha import (
    EXPENDITURE_POVERTY,
    LINE,
    LOW_INCOME,
    decided,
    household,
    outcomes,
    struck,
)


@pytest.mark.parametrize(
    ("income", "expected"),
    [
        (3 * LOW_INCOME - 1, ("met", "not_met")),
        (3 * LOW_INCOME, ("met", "not_met")),
        (3 * LOW_INCOME + 1, ("not_met", "met")),
    ],
)
def test_the_low_income_standard_is_inclusive_and_parts_the_two_categories(
    income: int, expected: tuple[str, str]
) -> None:
    assert outcomes(struck(household_income=income)) == expected


@pytest.mark.parametrize(
    ("income", "expected"),
    [(3 * LINE - 1, ("met", "not_met")), (3 * LINE, ("met", "not_met")), (3 * LINE + 1, ("not_met", "met"))],
)
def test_where_the_dibao_standard_is_the_higher_it_decides(income: int, expected: tuple[str, str]) -> None:
    facts = struck(household_income=income, hardship_expenditure_total=3 * LINE)
    assert outcomes(facts, low_income_standard=LINE - 1) == expected


@pytest.mark.parametrize(("spent", "second"), [(-1, "not_met"), (0, "met"), (1, "met")])
def test_category_2_is_a_living_standard_at_or_under_the_expenditure_poverty_standard(spent: int, second: str) -> None:
    expenditure = 3 * (LOW_INCOME - EXPENDITURE_POVERTY) + 1 + spent
    assert outcomes(struck(hardship_expenditure_total=expenditure)) == ("not_met", second)


@pytest.mark.parametrize(("relief", "second"), [(0, "met"), (1, "not_met")])
def test_relief_counts_into_the_living_standard(relief: int, second: str) -> None:
    assert outcomes(struck(relief_total=relief)) == ("not_met", second)


@pytest.mark.parametrize(("expenditure", "second"), [(0, "not_met"), (1, "met")])
def test_category_2_asks_for_any_expenditure_from_the_cause(expenditure: int, second: str) -> None:
    facts = struck(hardship_expenditure_total=expenditure)
    assert outcomes(facts, expenditure_poverty_standard=LOW_INCOME + 1) == ("not_met", second)


@pytest.mark.parametrize(("income", "excluded"), [(317_999, False), (318_000, True), (318_001, True)])
def test_1060_yuan_a_head_is_out_and_a_fen_less_is_not(income: int, excluded: bool) -> None:
    evaluation = decided(struck(household_income=income), low_income_standard=200_000)
    assert (evaluation.excluded, evaluation.proposal) == (excluded, "excluded" if excluded else "1")


@pytest.mark.parametrize(
    ("members", "income", "excluded"), [(7, 741_999, False), (7, 742_000, True), (1, 106_000, True)]
)
def test_1060_yuan_is_compared_in_totals(members: int, income: int, excluded: bool) -> None:
    assert decided(household(members=members, household_income=income)).excluded is excluded


@pytest.mark.parametrize("members", [None, 1, 7])
@pytest.mark.parametrize(
    ("per_head", "expected"),
    [
        (LOW_INCOME, (False, "1")),
        (LOW_INCOME + 1, (False, "none")),
        (105_999, (False, "none")),
        (106_000, (True, "excluded")),
    ],
)
def test_a_per_head_figure_counts_as_exact_with_and_without_members(
    members: int | None, per_head: int, expected: tuple[bool, str]
) -> None:
    evaluation = decided(household(members=members, household_income=None, income_per_capita=per_head))
    assert (evaluation.excluded, evaluation.proposal) == expected


@pytest.mark.parametrize(("standard", "first"), [(33_333, "not_met"), (33_334, "met")])
def test_a_third_of_a_fen_decides_because_nothing_is_divided(standard: int, first: str) -> None:
    facts = household(household_income=100_000)
    assert outcomes(facts, dibao_line=1, low_income_standard=standard)[0] == first


def test_difficulty_found_by_a_reviewer_opens_nothing_for_the_text_gives_its_own_measures() -> None:
    assert outcomes(household(household_income=3 * LOW_INCOME + 1, difficulty_found=True)) == ("not_met", "not_met")
