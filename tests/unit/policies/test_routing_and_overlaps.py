"""From causes and category to measures, and what two acts of aid mean for each other."""

import pytest

from kernel.causes import Cause
from policies.judging import overlaps, routing
from tests.unit.policies.households import SHANTOU


def test_measures_come_by_cause_then_category_then_for_everyone_each_once() -> None:
    found = routing.measures(SHANTOU, ["child_schooling", "no_labour_capacity"], "1")
    assert [measure.id for measure in found] == [
        "state_student_aid",
        "tuition_aid",
        "graduate_employment",
        "dibao",
        "living_subsidy",
        "government_relief",
        "hospital_insurance",
        "warmth_visit",
        "paired_helper",
    ]


@pytest.mark.parametrize("category", ["1", "2", "3"])
@pytest.mark.parametrize("cause", list(Cause))
def test_every_household_gets_a_referral_or_service_and_money(cause: str, category: str) -> None:
    found = routing.measures(SHANTOU, [cause], category)
    assert {"referral", "money"} <= {measure.act for measure in found}


def test_money_names_an_aid_kind_and_a_recipient() -> None:
    for measure in SHANTOU.document.measures:
        if measure.act == "money":
            assert measure.aid_kind is not None, measure.id
            assert measure.recipient is not None, measure.id


def test_every_measure_is_reached_by_some_route() -> None:
    reached = {
        measure.id
        for category in SHANTOU.categories
        for cause in Cause
        for measure in routing.measures(SHANTOU, [cause], category)
    }
    assert {measure.id for measure in SHANTOU.document.measures} - reached == set()


def test_an_unknown_cause_or_category_is_refused() -> None:
    with pytest.raises(ValueError, match="flu"):
        routing.measures(SHANTOU, ["flu"], "1")
    with pytest.raises(KeyError):
        routing.measures(SHANTOU, [], "4")


@pytest.mark.parametrize(
    ("one", "other", "row"),
    [
        ("living_subsidy", "living_subsidy", "same_kind_same_person_same_period"),
        ("tuition_aid", "tuition_aid", "one_tuition_grant_per_school_year"),
        ("tuition_aid", "education_relief", "state_student_aid_with_tuition_aid"),
        ("dibao", "living_subsidy", "dibao_with_union_subsidy"),
        ("medical_aid", "charity_grant", "medical_with_mutual_temporary_and_charity"),
        ("dibao", "dibao", "same_kind_same_person_same_period"),
        ("tuition_aid", "dibao", None),
    ],
)
def test_the_row_that_names_the_kinds_speaks_first(one: str, other: str, row: str | None) -> None:
    for pair in ((one, other), (other, one)):
        found = overlaps.between(SHANTOU, *pair)
        assert (found.id if found else None) == row
