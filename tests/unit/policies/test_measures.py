"""Which measures a household is led to, whose they are, and what two acts of aid mean for each other."""

import pytest

from kernel.causes import Cause
from policies.documents import profile
from policies.documents.profile import Profile
from policies.judgement import overlaps, routing
from policies.traceability.clauses import clauses, folded
from tests.unit.policies.cases import Case, asks, cases, each, page

LAWS = [profile.load(name) for name in profile.names()]
BAISHA = profile.load("baisha-2020")
of_each = pytest.mark.parametrize("law", LAWS, ids=[law.id for law in LAWS])


@each("overlaps")
def test_overlap(case: Case) -> None:
    for pair in (("one", "other"), ("other", "one")):
        found = overlaps.between(case.law, *(case.given[kind] for kind in pair))
        said = {"row": found.id, "effect": found.effect} if found else {"row": "none", "effect": "none"}
        assert said == case.expected, f"{case} (§{found.clause if found else ''})"


@of_each
def test_every_row_of_the_overlap_matrix_has_a_case(law: Profile) -> None:
    shown = {case.expected["row"] for case in cases() if case.law.id == law.id and asks(case) == "overlaps"}
    assert {row.id for row in law.document.overlaps} - shown == set()


@each("routes")
def test_route(case: Case) -> None:
    found = [measure.id for measure in routing.measures(case.law, case.given["causes"], case.given["category"])]
    said = {"measures": found, "first": found[0]}
    assert {name: said[name] for name in case.expected} == case.expected, str(case)


@of_each
def test_every_cause_in_every_category_leads_to_what_everyone_gets(law: Profile) -> None:
    everyone = page(law.id)["everyone"]
    for cause in Cause:
        for category in law.categories:
            found = routing.measures(law, [cause], category)
            assert set(everyone["means"]) <= {measure.means for measure in found}, (cause, category)
            assert set(everyone["measures"]) <= {measure.id for measure in found}, (cause, category)


@of_each
def test_every_measure_is_reached_by_some_route(law: Profile) -> None:
    routes = [routing.measures(law, [cause], category) for cause in Cause for category in law.categories]
    assert {measure.id for found in routes for measure in found} == {measure.id for measure in law.document.measures}


@of_each
def test_money_names_its_kind_and_its_recipient_and_nearly_nothing_else_names_one(law: Profile) -> None:
    paid = {measure.id for measure in law.document.measures if measure.means == "money"}
    assert paid <= {measure.id for measure in law.document.measures if measure.aid_kind}
    # Kaifeng's subsidy is not the union's to pay, and goes to the employer.
    referred = {"placement_subsidy"} if law.id == "kaifeng-2019" else set()
    assert {measure.id for measure in law.document.measures if measure.recipient} == paid | referred


def test_an_unknown_cause_or_category_is_refused() -> None:
    shantou = profile.load("shantou-2016")
    with pytest.raises(ValueError, match="flu"):
        routing.measures(shantou, ["flu"], "1")
    with pytest.raises(KeyError):
        routing.measures(shantou, [], "4")


def test_baisha_pays_a_household_or_its_insurer() -> None:
    assert {m.id: m.recipient for m in BAISHA.document.measures if m.recipient} == {
        "training_subsidy": "household",
        "training_allowance": "household",
        "residents_insurance_premium": "insurer",
        "mutual_aid": "insurer",
        "tuition_aid_from_society": "household",
        "standing_union_aid": "household",
    }


def test_in_baisha_lead_and_responsible_are_the_whole_line_of_agencies_that_closes_the_clause() -> None:
    lines = {
        (m.clause, f"(牵头单位:{'、'.join(m.lead)};责任单位:{'、'.join(m.responsible)})")
        for m in BAISHA.document.measures
        if m.lead
    }
    assert sorted(clause for clause, _ in lines) == [f"四({number})" for number in "一七三二五八六四"]
    text = clauses("baisha-2020")
    assert {clause for clause, line in lines if not folded(text[clause]).endswith(folded(line))} == set()


def test_in_baisha_a_measure_that_the_text_gives_to_nobody_names_nobody() -> None:
    assert {m.clause for m in BAISHA.document.measures if not m.lead} == {"二", "二(四)", "二(五)", "六(五)"}


def test_qinhuangdao_names_no_lead_department_so_none_stands_there_but_the_union() -> None:
    measures = profile.load("qinhuangdao-2017").document.measures
    assert {lead for measure in measures for lead in measure.lead} == {"工会"}
