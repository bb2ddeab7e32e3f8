"""Which measures a household is led to, whose they are, and what two acts of aid mean for each other."""

import pytest

from kernel.causes import Cause
from policies.documents import profile
from policies.documents.profile import Profile
from policies.judgement import overlaps, routing
from policies.language.facts import FACTS
from policies.traceability.clauses import clauses, folded
from tests.unit.policies.cases import Case, asks, cases, each, page

LAWS = [profile.load(name) for name in profile.names()]
BAISHA = profile.load("baisha-2020")
SHANTOU = profile.load("shantou-2016")
of_each = pytest.mark.parametrize("law", LAWS, ids=[law.id for law in LAWS])


@each("overlaps")
def test_overlap(case: Case) -> None:
    for pair in (("one", "other"), ("other", "one")):
        kinds = [case.given[kind] for kind in pair]
        found = overlaps.between(case.law, *kinds, migrant_worker=case.given.get("migrant_worker", True))
        said = {"row": found.id, "effect": found.effect} if found else {"row": "none", "effect": "none"}
        assert said == case.expected, f"{case} (§{found.clause if found else ''})"


@of_each
def test_every_row_of_the_overlap_matrix_has_a_case(law: Profile) -> None:
    shown = {case.expected["row"] for case in cases() if case.law.id == law.id and asks(case) == "overlaps"}
    assert {row.id for row in law.document.overlaps} - shown == set()


@each("routes")
def test_route(case: Case) -> None:
    facts = {name: value for name, value in case.given.items() if name in FACTS}
    found = [measure.id for measure in routing.measures(case.law, case.given["causes"], case.given["category"], facts)]
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
    by_a_fact = {measure.id for measure in law.document.measures if measure.condition}
    reached = {measure.id for found in routes for measure in found} | by_a_fact
    assert reached == {measure.id for measure in law.document.measures}


@of_each
def test_money_names_its_kind_and_its_recipient_and_nearly_nothing_else_names_one(law: Profile) -> None:
    paid = {measure.id for measure in law.document.measures if measure.means == "money"}
    assert paid <= {measure.id for measure in law.document.measures if measure.aid_kind}
    # Kaifeng's subsidy is not the union's to pay, and goes to the employer.
    referred = {"placement_subsidy"} if law.id == "kaifeng-2019" else set()
    assert {measure.id for measure in law.document.measures if measure.recipient} == paid | referred


def test_an_unknown_cause_or_category_is_refused() -> None:
    with pytest.raises(ValueError, match="flu"):
        routing.measures(SHANTOU, ["flu"], "1")
    with pytest.raises(KeyError):
        routing.measures(SHANTOU, [], "4")


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
    assert {m.clause for m in BAISHA.document.measures if not m.lead} == {"二", "二(四)", "六(五)"}


def test_in_shantou_the_departments_lead_to_work_and_the_unions_go_along() -> None:
    """LAW_FAULTS X5."""
    (policies,) = [one for one in SHANTOU.document.measures if one.id == "employment_policies"]
    assert (policies.lead, policies.responsible) == (("人社", "工信", "国资", "发改"), ("各级工会",))


def test_in_shantou_a_disaster_leads_to_disaster_relief_at_civil_affairs() -> None:
    """LAW_FAULTS X6."""
    first = routing.measures(SHANTOU, ["natural_disaster"], "3")[0]
    assert (first.means, first.aid_kind, first.refer_to) == ("referral", "disaster_relief", "civil_affairs")


@pytest.mark.parametrize("cause", Cause)
def test_in_kaifeng_the_living_subsidy_is_for_below_the_line_and_no_labour_capacity(cause: Cause) -> None:
    """LAW_FAULTS X7."""
    kaifeng = profile.load("kaifeng-2019")
    for category in kaifeng.categories:
        proposed = "living_subsidy" in {one.id for one in routing.measures(kaifeng, [cause], category)}
        assert proposed is (category == "1" or cause is Cause.NO_LABOUR_CAPACITY), category


@pytest.mark.parametrize(
    ("document", "id"),
    [("yunnan-2017", "one_job_for_a_zero_employment_family"), ("qinhuangdao-2017", "zero_employment_family")],
)
@pytest.mark.parametrize(
    ("can_work", "employed", "cause", "proposed"),
    [
        (1, 0, "serious_illness", True),
        (1, 0, "able_but_unemployed", True),
        (2, 1, "able_but_unemployed", False),
        (0, 0, "able_but_unemployed", False),
        (None, None, "able_but_unemployed", True),
        (None, None, "serious_illness", False),
    ],
)
def test_a_family_in_which_nobody_works_is_asked_for(
    document: str, id: str, can_work: int | None, employed: int | None, cause: str, proposed: bool
) -> None:
    """LAW_FAULTS X11."""
    facts = {"can_work": can_work, "employed_members": employed}
    found = routing.measures(profile.load(document), [cause], "2", facts)
    assert (id in {one.id for one in found}) is proposed


def test_money_goes_where_the_text_or_a_reading_says_that_the_union_pays() -> None:
    """LAW_FAULTS X12."""
    qinhuangdao = profile.load("qinhuangdao-2017").document
    assert {one.id: one.means for one in qinhuangdao.measures}["mutual_aid"] == "service"
    assert "standing_union_aid_is_a_subsidy" in {one.id for one in qinhuangdao.readings}


@pytest.mark.parametrize(
    ("document", "items"),
    [
        ("baisha-2020", {"real_estate", "vehicle", "finance"}),
        ("shantou-2016", {"real_estate"}),
        ("qinhuangdao-2017", {"real_estate"}),
        ("yunnan-2017", {"real_estate"}),
        ("kaifeng-2019", {"real_estate", "vehicle", "finance"}),
    ],
)
def test_whoever_is_given_a_home_or_judged_by_property_is_asked_about_it(document: str, items: set[str]) -> None:
    """LAW_FAULTS X8."""
    asked = {str(one.item) for one in profile.load(document).document.items}
    assert items == asked & {"real_estate", "vehicle", "finance"}


def test_qinhuangdao_names_no_lead_department_so_none_stands_there_but_the_union() -> None:
    measures = profile.load("qinhuangdao-2017").document.measures
    assert {lead for measure in measures for lead in measure.lead} == {"工会"}
