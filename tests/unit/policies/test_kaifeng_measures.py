"""Kaifeng's measures: each is reached, and what two acts of aid mean for each other."""

import pytest

from kernel.causes import Cause
from policies.judging import overlaps, routing
from tests.unit.policies.households import KAIFENG


def test_every_measure_is_reached_and_every_household_gets_a_referral_or_service_and_money() -> None:
    routes = [routing.measures(KAIFENG, [cause], category) for category in KAIFENG.categories for cause in Cause]
    assert {measure.id for found in routes for measure in found} == {m.id for m in KAIFENG.document.measures}
    assert all({"service", "money"} <= {measure.act for measure in found} for found in routes)


@pytest.mark.parametrize(
    ("one", "other", "row", "effect"),
    [
        ("living_subsidy", "living_subsidy", "same_kind_same_person_same_period", "forbid"),
        ("tuition_aid", "tuition_aid", "one_tuition_grant_per_school_year", "forbid"),
        ("education_relief", "tuition_aid", "state_student_aid_with_tuition_aid", "allow"),
        ("dibao", "living_subsidy", "dibao_with_union_subsidy", "allow"),
        ("medical_aid", "charity_grant", "medical_aid_with_mutual_aid_and_charity", "allow"),
        ("dibao", "destitute_support", "dibao_or_destitute_support", "forbid"),
        ("rural_support", "living_subsidy", "rural_support_with_living_subsidy", "forbid"),
        ("rural_support", "warmth_grant", "rural_support_with_warmth_grant", "forbid"),
        ("rural_support", "tuition_aid", "rural_support_with_tuition_aid", "forbid"),
    ],
)
def test_what_two_acts_of_aid_mean_for_each_other(one: str, other: str, row: str, effect: str) -> None:
    for pair in ((one, other), (other, one)):
        found = overlaps.between(KAIFENG, *pair)
        assert found is not None
        assert (found.id, found.effect) == (row, effect)
