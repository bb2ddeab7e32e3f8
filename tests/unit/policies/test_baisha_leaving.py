"""baisha-2020 wants exit and relief by the end of 2020 and sets no standard: the region's parameters do."""

import pytest

from policies.judging import leaving
from tests.unit.policies.households_of_baisha import BAISHA, LINE, household

SET = {"dibao_line": LINE, "exit_measure": "living_standard", "exit_months": 6, "relief_ratio": 10_000}


@pytest.mark.parametrize(
    ("income", "counts"), [(3 * LINE - 1, False), (3 * LINE, False), (3 * LINE + 1, True), (None, None)]
)
def test_a_month_counts_when_the_measure_is_strictly_above_the_line(income: int | None, counts: bool | None) -> None:
    assert leaving.exit_month(BAISHA, household(household_income=income), SET).value is counts


def test_the_measure_of_exit_is_the_regions_choice_and_unset_proves_nothing() -> None:
    facts = household(household_income=3 * LINE + 1, hardship_expenditure_total=1)
    measures = ("living_standard", "income", None)
    by = {measure: leaving.exit_month(BAISHA, facts, SET | {"exit_measure": measure}).value for measure in measures}
    assert by == {"living_standard": False, "income": True, None: None}
    assert [leaving.exit_months_needed(BAISHA, given) for given in (SET, {})] == [6, None]


@pytest.mark.parametrize(("aid", "reached"), [(29_999, False), (30_000, True), (None, None)])
def test_relief_counts_union_aid_and_reaches_the_ratio_inclusive(aid: int | None, reached: bool | None) -> None:
    facts = household(household_income=3 * LINE - 30_000, union_aid_total=aid)
    assert leaving.relief(BAISHA, facts, SET).value is reached
    assert leaving.relief(BAISHA, facts, {"dibao_line": LINE}).value is None


def test_all_are_to_be_out_of_hardship_by_the_end_of_2020() -> None:
    targets = [(t.first_year, t.last_year, t.at_least, t.clause) for t in BAISHA.document.targets]
    assert targets == [(2020, 2020, "1.00", "二")]
