"""Which measures of qinhuangdao-2017 a household is led to, and what two acts of aid mean for each other."""

import pytest

from kernel.causes import Cause
from policies.judging import overlaps, routing
from tests.unit.policies.households_of_qinhuangdao import QINHUANGDAO

MEASURES = QINHUANGDAO.document.measures


def test_the_group_leads_to_its_own_task() -> None:
    first = {group: routing.measures(QINHUANGDAO, [], group)[0].id for group in QINHUANGDAO.categories}
    assert first == {
        "1": "employment_policies",
        "2": "dibao",
        "3": "emergency_cover",
        "4": "equal_public_services",
        "5": "restructuring_placement",
    }


@pytest.mark.parametrize("group", list(QINHUANGDAO.categories))
@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_in_every_group_leads_to_a_referral_and_money_and_a_helper(cause: str, group: str) -> None:
    found = routing.measures(QINHUANGDAO, [cause], group)
    assert {"referral", "money"} <= {measure.act for measure in found}
    assert "paired_helper" in [measure.id for measure in found]


def test_every_measure_is_reached_by_some_route() -> None:
    routes = [(cause, group) for cause in Cause for group in QINHUANGDAO.categories]
    reached = {measure.id for cause, group in routes for measure in routing.measures(QINHUANGDAO, [cause], group)}
    assert {measure.id for measure in MEASURES} - reached == set()


def test_money_and_nothing_else_names_a_recipient() -> None:
    assert {
        (m.act == "money", m.recipient is not None, m.act != "money" or m.aid_kind is not None) for m in MEASURES
    } == {
        (True, True, True),
        (False, False, True),
    }


def test_the_text_names_no_lead_department_so_none_stands_there_but_the_union() -> None:
    assert {lead for measure in MEASURES for lead in measure.lead} == {"工会"}


@pytest.mark.parametrize(
    ("one", "other", "row", "effect"),
    [
        ("tuition_aid", "education_relief", "state_student_aid_with_tuition_aid", "allow"),
        ("tuition_aid", "tuition_aid", "one_tuition_grant_per_school_year", "forbid"),
        ("dibao", "living_subsidy", "dibao_with_union_subsidy", "allow"),
        ("medical_aid", "serious_illness_aid", "medical_with_mutual_temporary_and_charity", "allow"),
        ("rural_support", "living_subsidy", "rural_support_with_living_subsidy", "forbid"),
        ("rural_support", "warmth_grant", "rural_support_with_warmth_grant", "forbid"),
        ("living_subsidy", "living_subsidy", "same_kind_same_person_same_period", "forbid"),
        ("rural_support", "dibao", None, None),
    ],
)
def test_what_two_acts_mean_for_each_other(one: str, other: str, row: str | None, effect: str | None) -> None:
    for pair in ((one, other), (other, one)):
        found = overlaps.between(QINHUANGDAO, *pair)
        assert (found and found.id, found and found.effect) == (row, effect)
