"""Application in, questions out, answers in, report out: with the agencies' own app on the other side."""

import pytest

from agencies.behaviour import Behaviour, Manner
from agencies.faults import Fault
from contracts.verification import ReportCompleted
from kernel.fen import fen
from policies.documents import profile as profiles
from policies.judgement import engine
from tests.integration.verification.applications import TODAY, items, labelled, submitted
from tests.integration.verification.conftest import POPULATION
from tests.support.parameters import in_force as in_force_at


def test_every_household_of_the_population_gets_a_complete_report_that_leads_to_its_category(make_town) -> None:
    town = make_town()
    applied = {town.apply(submitted(town.service.vault, one.body)): one for one in POPULATION.households}
    town.deliver()
    for household, one in applied.items():
        town.reported(household)
        (report,) = (event for event in town.events(household) if isinstance(event, ReportCompleted))
        assert report.complete
        facts = {fact.name: fact.value for fact in report.facts}
        law, in_force = profiles.load("shantou-2016"), in_force_at(one.body["region"], TODAY)
        expected = one.expected.category or "none"
        assert engine.evaluate(law, facts, in_force).proposal == expected, (one.label, one.expected)
    assert town.open_deliveries() == 0
    assert town.one("SELECT count(*) FROM parked") == 0


def test_a_concealed_income_is_a_mismatch_and_the_answered_one_is_the_fact(make_town) -> None:
    town = make_town()
    one = labelled(POPULATION, "fraud")[0]
    household = town.apply(submitted(town.service.vault, one.body))
    town.deliver()
    town.reported(household)
    report = town.events(household)[-1]
    (income,) = (each for each in report.comparisons if each.item == "tax" and not each.agrees)
    assert income.declared == fen(one.body["members"][0]["monthly_income"])
    assert {item.item: item.outcome for item in report.items}["tax"] == "mismatched"
    (fact,) = (each for each in report.facts if each.name == "household_income")
    assert fact.provenance == "verified:tax"
    assert fact.value > sum(fen(member["monthly_income"]) for member in one.body["members"])


def test_a_double_and_a_forged_answer_change_nothing(make_town) -> None:
    town = make_town(Behaviour(default=Manner(faults={Fault.TWICE: 1.0, Fault.WRONG_SIGNATURE: 1.0})))
    household = town.apply(submitted(town.service.vault, POPULATION.households[0].body))
    town.deliver()
    town.reported(household)
    assert town.agencies is not None
    told = town.story(household)
    assert told.count("AnswerRecorded") == len(items())
    assert told.count("ReportCompleted") == 1
    assert "AnswerContradicted" not in told
    assert town.one("SELECT count(*) FROM events WHERE type LIKE '%%AnswerRefused%%'") == 0


@pytest.mark.parametrize("org_path", ["44/4405/440507", "44/4405"])
def test_the_inquiries_are_shown_in_scope_and_nothing_personal_in_them(make_town, org_path: str) -> None:
    town = make_town()
    one = next(each for each in POPULATION.households if each.union.startswith("44/4405/440507"))
    household = town.apply(submitted(town.service.vault, one.body))
    town.deliver()
    town.reported(household)
    shown = town.get(f"/v1/households/{household}/inquiries", org_path=org_path)
    (inquiry,) = shown.json()["items"]
    assert (inquiry["round"], inquiry["status"], inquiry["complete"]) == (1, "reported", True)
    assert len(inquiry["items"]) == len(items())
    told = town.get(f"/v1/households/{household}/timeline", org_path=org_path)
    assert told.json()["items"][0]["type"] == "jiekun.verification.internal.InquiryOpened.v1"
    for member in one.body["members"]:
        assert member["id_number"] not in shown.text + told.text
        assert member["name"] not in shown.text + told.text
    assert town.get(f"/v1/households/{household}/inquiries", org_path="44/4405/440511").status_code == 404


def test_a_reviewer_reads_declared_against_answered_in_yuan_and_nobody_else_does(make_town) -> None:
    town = make_town()
    one = labelled(POPULATION, "fraud")[0]
    county = one.union.rpartition("/")[0]
    household = town.apply(submitted(town.service.vault, one.body))
    assert town.get(f"/v1/households/{household}/report", org_path=county).status_code == 404
    town.deliver()
    town.reported(household)
    report = town.get(f"/v1/households/{household}/report", org_path=county).json()
    (income,) = (each for each in report["comparisons"] if each["item"] == "tax" and not each["agrees"])
    assert income["declared"] == one.body["members"][0]["monthly_income"]
    assert fen(income["answered"]) > fen(income["declared"])
    assert report["complete"] is True
    assert town.get(f"/v1/households/{household}/report", org_path="44/4451").status_code == 404
