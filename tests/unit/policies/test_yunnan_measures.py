"""Yunnan's measures: each is reached, and what two acts of aid mean for each other."""

import pytest

from kernel.causes import Cause
from policies.judging import overlaps, routing
from tests.unit.policies.households import YUNNAN


def test_every_measure_is_reached_and_every_household_gets_a_helper_and_its_mutual_aid_paid() -> None:
    routes = [routing.measures(YUNNAN, [cause], category) for category in YUNNAN.categories for cause in Cause]
    assert {measure.id for found in routes for measure in found} == {m.id for m in YUNNAN.document.measures}
    assert all({"mutual_aid_fee", "paired_helper"} <= {measure.id for measure in found} for found in routes)


@pytest.mark.parametrize(
    ("one", "other", "row", "effect"),
    [
        ("dibao", "dibao", "same_kind_same_person_same_period", "forbid"),
        ("tuition_aid", "tuition_aid", "one_tuition_grant_per_school_year", "forbid"),
        ("education_relief", "tuition_aid", "state_student_aid_with_tuition_aid", "allow"),
        ("medical_aid", "charity_grant", "medical_with_mutual_temporary_and_charity", "allow"),
        ("housing_rent_subsidy", "rent_cut", "rent_subsidy_or_rent_cut", "forbid"),
        ("rural_support", "tuition_aid", "rural_support_with_tuition_aid", "forbid"),
        ("rural_support", "medical_mutual_aid", "rural_support_with_mutual_aid", "forbid"),
        ("rural_support", "serious_illness_aid", "rural_support_with_serious_illness_aid", "forbid"),
    ],
)
def test_what_two_acts_of_aid_mean_for_each_other(one: str, other: str, row: str, effect: str) -> None:
    for pair in ((one, other), (other, one)):
        found = overlaps.between(YUNNAN, *pair)
        assert found is not None
        assert (found.id, found.effect) == (row, effect)
