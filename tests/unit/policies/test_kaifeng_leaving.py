"""Kaifeng's exit, six months strictly above the line, and relief, the line reached with aid."""

import pytest

from policies.judging import leaving
from tests.unit.policies.households import KAIFENG, LINE, in_kaifeng

SET: dict[str, object] = {"dibao_line": LINE}


@pytest.mark.parametrize(("income", "counts"), [(3 * LINE, False), (3 * LINE + 1, True), (None, None)])
def test_six_months_of_a_living_standard_strictly_above_the_line_lead_to_exit(
    income: int | None, counts: bool | None
) -> None:
    assert leaving.exit_month(KAIFENG, in_kaifeng(household_income=income), SET).value is counts
    assert leaving.exit_months_needed(KAIFENG, {}) == 6


def test_income_above_the_line_that_illness_eats_up_is_no_month_of_exit() -> None:
    spent = in_kaifeng(household_income=3 * LINE + 1, hardship_expenditure_total=1)
    assert leaving.exit_month(KAIFENG, spent, SET).value is False


@pytest.mark.parametrize(("aid", "reached"), [(29_999, False), (30_000, True), (None, None)])
def test_relief_counts_union_aid_and_reaches_the_line_inclusive(aid: int | None, reached: bool | None) -> None:
    facts = in_kaifeng(household_income=3 * LINE - 30_000, union_aid_total=aid)
    assert leaving.relief(KAIFENG, facts, SET).value is reached
