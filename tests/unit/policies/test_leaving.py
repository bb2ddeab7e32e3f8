"""What a month proves for exit, and when relief is reached: shantou sets neither, the region's parameters do."""

import pytest

from policies.judging import leaving
from tests.unit.policies.households import LINE, SHANTOU, household

SET = {"dibao_line": LINE, "exit_measure": "living_standard", "exit_months": 6, "relief_ratio": 10_000}


@pytest.mark.parametrize(("income", "counts"), [(3 * LINE, False), (3 * LINE + 1, True), (None, None)])
def test_a_month_counts_when_the_living_standard_is_strictly_above_the_line(
    income: int | None, counts: bool | None
) -> None:
    assert leaving.exit_month(SHANTOU, household(household_income=income), SET).value is counts


def test_the_measure_of_exit_is_the_regions_choice_and_unset_proves_nothing() -> None:
    facts = household(household_income=3 * LINE + 1, hardship_expenditure_total=1)
    by = {measure: leaving.exit_month(SHANTOU, facts, SET | {"exit_measure": measure}).value for measure in MEASURES}
    assert by == {"living_standard": False, "income": True, None: None}


def test_how_many_months_are_needed_is_unset_without_the_parameter() -> None:
    assert [leaving.exit_months_needed(SHANTOU, given) for given in (SET, {})] == [6, None]


@pytest.mark.parametrize(("aid", "reached"), [(29_999, False), (30_000, True), (None, None)])
def test_relief_counts_union_aid_and_reaches_the_line_inclusive(aid: int | None, reached: bool | None) -> None:
    facts = household(household_income=3 * LINE - 30_000, union_aid_total=aid)
    assert leaving.relief(SHANTOU, facts, SET).value is reached


MEASURES = ("living_standard", "income", None)
