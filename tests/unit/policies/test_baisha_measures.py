"""Which measures of baisha-2020 a household is led to, whose they are, and what two acts of aid mean."""

import pytest

from kernel.causes import Cause
from policies.judging import overlaps, routing
from policies.traceability.clauses import clauses, folded
from tests.unit.policies.households_of_baisha import BAISHA

MEASURES = BAISHA.document.measures


@pytest.mark.parametrize("category", ["1", "2"])
@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_leads_to_a_referral_and_money_and_a_helper(cause: str, category: str) -> None:
    found = routing.measures(BAISHA, [cause], category)
    assert {"referral", "money"} <= {measure.act for measure in found}
    assert "paired_helper" in [measure.id for measure in found]


def test_every_measure_is_reached_by_some_route() -> None:
    routes = [(cause, category) for cause in Cause for category in BAISHA.categories]
    reached = {measure.id for cause, category in routes for measure in routing.measures(BAISHA, [cause], category)}
    assert {measure.id for measure in MEASURES} - reached == set()


def test_lead_and_responsible_are_the_whole_line_of_agencies_that_closes_the_clause() -> None:
    lines = {
        (m.clause, f"(牵头单位:{'、'.join(m.lead)};责任单位:{'、'.join(m.responsible)})") for m in MEASURES if m.lead
    }
    assert sorted(clause for clause, _ in lines) == [f"四({number})" for number in "一七三二五八六四"]
    text = clauses("baisha-2020")
    assert {clause for clause, line in lines if not folded(text[clause]).endswith(folded(line))} == set()


def test_a_measure_that_the_text_gives_to_nobody_names_nobody() -> None:
    assert {m.clause for m in MEASURES if not m.lead} == {"二", "二(四)", "二(五)", "六(五)"}


def test_money_and_nothing_else_names_a_recipient() -> None:
    assert {m.id: m.recipient for m in MEASURES if m.recipient or m.act == "money"} == {
        "training_subsidy": "household",
        "training_allowance": "household",
        "residents_insurance_premium": "insurer",
        "mutual_aid": "insurer",
        "tuition_aid_from_society": "household",
        "standing_union_aid": "household",
    }


@pytest.mark.parametrize(
    ("one", "other", "row", "effect"),
    [
        ("medical_aid", "charity_grant", "medical_with_mutual_temporary_and_charity", "allow"),
        ("education_relief", "tuition_aid", "state_student_aid_with_tuition_aid", "allow"),
        ("tuition_aid", "tuition_aid", "one_tuition_grant_per_school_year", "forbid"),
        ("living_subsidy", "living_subsidy", "same_kind_same_person_same_period", "forbid"),
        ("dibao", "living_subsidy", "dibao_with_union_subsidy", "allow"),
        ("employment_grant", "training_allowance", "training_subsidy_with_training_allowance", "allow"),
        ("rural_support", "medical_mutual_aid", "rural_support_with_mutual_aid", "forbid"),
        ("rural_support", "living_subsidy", "rural_support_with_living_subsidy", "forbid"),
        ("rural_support", "dibao", None, None),
    ],
)
def test_what_two_acts_mean_for_each_other(one: str, other: str, row: str | None, effect: str | None) -> None:
    for pair in ((one, other), (other, one)):
        found = overlaps.between(BAISHA, *pair)
        assert (found and found.id, found and found.effect) == (row, effect)
