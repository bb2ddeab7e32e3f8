"""qinhuangdao-2017 二(一): six months of income above the line, relief at the line, half, two fifths and a tenth."""

import pytest

from policies.judging import leaving
from tests.unit.policies.households_of_qinhuangdao import LINE, PARAMETERS, QINHUANGDAO, household


@pytest.mark.parametrize(
    ("income", "counts"), [(3 * LINE - 1, False), (3 * LINE, False), (3 * LINE + 1, True), (None, None)]
)
def test_a_month_counts_when_the_income_is_strictly_above_the_line(income: int | None, counts: bool | None) -> None:
    facts = household(household_income=income, hardship_expenditure_total=9 * LINE)
    assert leaving.exit_month(QINHUANGDAO, facts, PARAMETERS).value is counts


def test_without_the_line_of_its_own_month_a_month_proves_nothing() -> None:
    assert leaving.exit_month(QINHUANGDAO, household(household_income=9 * LINE), {}).value is None


def test_the_text_asks_for_six_months_whatever_a_region_sets() -> None:
    assert [leaving.exit_months_needed(QINHUANGDAO, given) for given in ({}, {"exit_months": 3})] == [6, 6]


@pytest.mark.parametrize(("aid", "reached"), [(29_999, False), (30_000, True), (30_001, True), (None, None)])
def test_relief_counts_union_aid_and_reaches_the_line_inclusive(aid: int | None, reached: bool | None) -> None:
    facts = household(household_income=3 * LINE - 30_000, union_aid_total=aid)
    assert leaving.relief(QINHUANGDAO, facts, PARAMETERS).value is reached


def test_exit_and_relief_are_cited() -> None:
    assert (QINHUANGDAO.document.exit.clause, QINHUANGDAO.document.relief.clause) == ("二(一)", "二(一)")


def test_the_yearly_shares_add_up_to_the_whole() -> None:
    shares = {year.first_year: year.at_least for year in QINHUANGDAO.document.targets}
    assert shares == {2018: "0.50", 2019: "0.40", 2020: "0.10"}
