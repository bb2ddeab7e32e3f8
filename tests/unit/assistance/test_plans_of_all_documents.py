"""Whatever document keeps the file: every cause and category leads to a plan that can be carried out."""

from itertools import product

import pytest

from contracts.assistance import Measure
from contracts.intake import Account, FileOpened, Person, Situation
from kernel.causes import Cause
from policies.documents import profile as profiles
from policies.documents.profile import Profile
from services.assistance.handlers.measures import draft
from services.intake.domain.situation import ASKED_BY_MEASURES
from tests.unit.assistance.given import TODAY, UNION

PEOPLE = (
    Person(token="worker", relation="self", can_work=True, employment="laid_off", health="healthy"),
    Person(token="ill", relation="spouse", can_work=False, employment="none", health="seriously_ill"),
    Person(
        token="pupil", relation="child", can_work=False, employment="student", school_stage="primary", health="healthy"
    ),
)
RECIPIENTS = ("household", "insurer", "school", "landlord", "employer")


def drafted(
    profile: Profile, cause: str, category: str, facts: dict[str, str | int | bool | None] | None = None
) -> tuple[Measure, ...]:
    account = Account("b", "1")
    situation = Situation(causes=(cause,), primary_cause=cause, people=PEOPLE, account=account, facts=facts or {})
    opened = FileOpened(
        org_path=UNION,
        region="440507",
        profile=profile.id,
        category=category,
        opened_on=TODAY,
        discovered_on=TODAY,
        applicant="worker",
        members=tuple(person.token for person in PEOPLE),
        account="account:1",
        situation=situation,
    )
    return draft(profile, opened.category, situation)


@pytest.mark.parametrize("name", profiles.names())
def test_every_cause_and_category_leads_to_a_plan(name: str) -> None:
    profile = profiles.load(name)
    plans = {
        (cause, category): drafted(profile, cause, category) for cause, category in product(Cause, profile.categories)
    }
    assert [at for at, plan in plans.items() if not plan] == []


@pytest.mark.parametrize("name", profiles.names())
def test_every_measure_can_be_carried_out(name: str) -> None:
    """A referral has somebody who takes it; money has a kind, who it is for, and who gets it."""
    profile = profiles.load(name)
    measures = {
        measure.id: measure
        for cause, category in product(Cause, profile.categories)
        for measure in drafted(profile, cause, category)
    }
    assert [one.id for one in measures.values() if one.means == "referral" and not one.refer_to] == []
    money = [one for one in measures.values() if one.means == "money"]
    assert [one.id for one in money if not (one.aid_kind and one.beneficiaries)] == []
    assert [one.id for one in money if one.recipient not in RECIPIENTS] == []


@pytest.mark.parametrize("name", profiles.names())
def test_every_measure_names_its_clause(name: str) -> None:
    profile = profiles.load(name)
    clauses = {one.clause for cause in Cause for one in drafted(profile, cause, profile.document.prefer[0])}
    assert {clause.partition(" §")[0] for clause in clauses} == {name.partition("-")[0]}
    assert {clause.partition(" §")[2] for clause in clauses} - {m.clause for m in profile.document.measures} == set()


def test_what_was_known_at_the_decision_leads_to_what_the_text_gives_by_a_fact() -> None:
    """A file stands under one category; a household that the reform struck besides is led to both."""
    kaifeng = profiles.load("kaifeng-2019")
    by_facts = {
        "reemployment_policies": {"restructuring_affected": True},
        "living_subsidy": {"household_income": 10_000, "members": 3, "dibao_line": 60_000},
    }
    for measure, facts in by_facts.items():
        assert measure not in {one.id for one in drafted(kaifeng, "illness", "4")}
        assert measure in {one.id for one in drafted(kaifeng, "illness", "4", facts)}


def test_whatever_measures_ask_for_is_passed_on_when_the_file_opens() -> None:
    told_with_the_people = {"can_work", "employed_members"}
    otherwise_told = {"income_per_capita"}  # the total goes before it
    for name in profiles.names():
        asked = {fact for fact in profiles.load(name).measures_program.given if not fact.startswith("cause_")}
        assert asked <= {*ASKED_BY_MEASURES, *told_with_the_people, *otherwise_told}, name
