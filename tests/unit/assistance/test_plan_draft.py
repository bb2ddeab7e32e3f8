"""How a plan is drafted from causes, category and wishes under shantou-2016."""

import pytest

from contracts.intake import Account, FileOpened, Person, Situation
from kernel.errors import DomainError
from policies.documents import profile as profiles
from services.assistance.handlers.measures import draft
from tests.unit.assistance.given import TODAY, UNION

SHANTOU = profiles.load("shantou-2016")
PEOPLE = (
    Person(token="worker", relation="self", can_work=True, employment="employed", health="healthy"),
    Person(token="ill", relation="spouse", can_work=False, employment="none", health="seriously_ill"),
    Person(
        token="pupil",
        relation="child",
        can_work=False,
        employment="student",
        school_stage="primary",
        health="healthy",
    ),
)


def drafted(primary: str, *needs: str, category: str = "2") -> dict[str, tuple[str, ...]]:
    """The money measures' beneficiaries by aid kind."""
    situation = Situation(
        causes=(primary,), primary_cause=primary, people=PEOPLE, account=Account("b", "1"), needs=needs
    )
    opened = FileOpened(
        org_path=UNION,
        region="440507",
        profile="shantou-2016",
        category=category,
        opened_on=TODAY,
        discovered_on=TODAY,
        applicant="worker",
        members=tuple(person.token for person in PEOPLE),
        account="account:1",
        situation=situation,
    )
    return {
        str(measure.aid_kind): measure.beneficiaries
        for measure in draft(SHANTOU, opened.category, situation)
        if measure.means == "money"
    }


EVERYBODY = ("worker", "ill", "pupil")


def test_each_kind_reaches_those_it_is_meant_for() -> None:
    assert drafted("child_schooling", "tuition_aid") == {
        "tuition_aid": ("pupil",),
        "insurance_premium": EVERYBODY,
        "warmth_grant": EVERYBODY,
    }
    assert drafted("serious_illness", "serious_illness_aid")["serious_illness_aid"] == ("ill",)


def test_what_the_household_asks_for_is_in_the_plan_though_no_cause_leads_there() -> None:
    assert "living_subsidy" not in drafted("laid_off")
    assert next(iter(drafted("laid_off", "living_subsidy"))) == "living_subsidy"


def of_single_parents() -> tuple[str, Situation]:
    situation = Situation(
        causes=("single_parent", "serious_illness"),
        primary_cause="single_parent",
        people=PEOPLE,
        account=Account("b", "1"),
    )
    return "1", situation


def test_every_referral_names_the_agency_that_takes_it() -> None:
    referrals = [measure for measure in draft(SHANTOU, *of_single_parents()) if measure.means == "referral"]
    assert referrals
    assert [measure.id for measure in referrals if not measure.refer_to] == []


def test_who_leads_is_kept_apart_from_who_is_responsible_and_from_who_takes_a_referral() -> None:
    """LAW_FAULTS X13."""
    plan = {measure.id: measure for measure in draft(SHANTOU, *of_single_parents())}
    assert plan["government_relief"].refer_to == "civil_affairs"
    assert (plan["government_relief"].leads, plan["government_relief"].responsible) == ((), ("政府",))
    assert (plan["public_housing"].refer_to, plan["paired_helper"].refer_to) == ("政府", None)
    assert plan["paired_helper"].leads == ("市、区（县）总工会", "各产业工委", "各单位工会")


def test_a_category_that_the_profile_does_not_know_parks_the_fact() -> None:
    with pytest.raises(DomainError, match="file_unroutable"):
        drafted("laid_off", category="9")
