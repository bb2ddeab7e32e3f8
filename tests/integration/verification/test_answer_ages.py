"""How old an earlier round's answer may be, and what stands in for one that does not come: as the place says."""

from collections.abc import Callable
from typing import Any

import pytest

from chassis.rebuild import drift
from contracts.intake import ParameterSet, RecheckBegun
from contracts.verification import Fact, ItemOutcome, ReportCompleted
from services.verification.projections import TABLES, project
from tests.integration.verification.applications import TODAY, consent, details_of, submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import read_all, written

BODY = POPULATION.households[0].body
REGION = BODY["region"]


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    """One household with a report: tax has said 3,000 yuan of the applicant; of dibao nobody is on file."""
    made = make_town(agencies=False)
    made.org_path = BODY["org_path"]
    made.household = made.apply(submitted(made.service.vault, BODY, items=("dibao", "tax")))
    made.deliver()
    for one in read_all(made.asked):
        records = [{"person": one.tokens[0], "monthly_income": "3000.00"}] if one.item == "tax" else []
        assert made.callback(written(one, made.agency_keys[one.agency], *records)).status_code == 200
    made.reported(made.household)
    return made


def lay_down(town: Town, name: str, value: str | int, region: str = REGION) -> None:
    kind = "count" if isinstance(value, int) else "code"
    entry = ParameterSet(name=name, kind=kind, region=region, first_day=TODAY, value=value, source="示例文件")
    town.hear(f"parameter-{name}-{region}", entry)


def recheck(town: Town, *items: str, days: int = 0, round: int = 2, **changes: Any) -> set[str]:
    """After so many days; the items that were asked."""
    town.move(days=days)
    before = len(town.asked)
    given: dict[str, Any] = {
        "round": round,
        "reasons": ("term",),
        "items": items,
        "consent": consent(town.service.vault, BODY),
        "details": details_of(town.service.vault, BODY),
    }
    town.hear(town.household, RecheckBegun(**given | changes))
    town.deliver()
    return {one.item for one in read_all(town.asked[before:])}


def report(town: Town) -> ReportCompleted:
    return [event for event in town.events(town.household) if isinstance(event, ReportCompleted)][-1]


def income(town: Town) -> Fact:
    return next(fact for fact in report(town).facts if fact.name == "household_income")


def outcome(town: Town, item: str = "tax") -> ItemOutcome:
    return next(each for each in report(town).items if each.item == item)


def test_without_a_bound_an_answer_stands_however_old_it_is(town: Town) -> None:
    assert recheck(town, "dibao", days=300) == {"dibao"}


def test_an_answer_older_than_the_place_allows_is_asked_again(town: Town) -> None:
    lay_down(town, "answer_age_days_tax", 90, REGION[:4])
    lay_down(town, "answer_age_days_dibao", 3650)
    assert recheck(town, "dibao", days=90) == {"dibao"}
    assert recheck(town, "dibao", days=200, round=3) == {"dibao", "tax"}


def test_the_narrower_place_goes_before_the_wider(town: Town) -> None:
    lay_down(town, "answer_age_days_tax", 30, REGION[:2])
    lay_down(town, "answer_age_days_tax", 300)
    assert recheck(town, "dibao", days=90) == {"dibao"}


def test_what_must_be_asked_is_asked_in_each_round(town: Town) -> None:
    lay_down(town, "answer_missing_tax", "must_be_asked")
    assert recheck(town, "dibao", days=1) == {"dibao", "tax"}
    town.move(days=60)
    assert (income(town).value, income(town).provenance) == (None, "unanswered:tax")


def test_unset_a_missing_answer_is_unknown_whatever_was_known_before(town: Town) -> None:
    recheck(town, "tax", days=100)
    town.move(days=150)
    assert (income(town).value, income(town).provenance) == (None, "unanswered:tax")
    assert not report(town).complete


def test_where_the_place_allows_it_the_last_known_answer_stands_in_with_its_own_day(town: Town) -> None:
    lay_down(town, "answer_missing_tax", "last_known")
    known = income(town)
    assert recheck(town, "tax", days=100) == {"tax"}
    town.move(days=150)
    assert (income(town).value, income(town).provenance, income(town).as_of) == (known.value, "last_known:tax", TODAY)
    told = outcome(town)
    assert (told.outcome, told.stand_in, told.answered_at) == ("no_answer", "last_known", TODAY)
    assert not report(town).complete, "a decision that rests on it takes two people"
    shown = town.get(f"/v1/households/{town.household}/report").json()
    assert [one["stand_in"] for one in shown["items"]] == [None, "last_known"]
    assert drifted(town) == {}


def test_it_may_stand_in_more_than_once_and_is_asked_each_time(town: Town) -> None:
    lay_down(town, "answer_missing_tax", "last_known")
    recheck(town, "tax", days=100)
    town.move(days=150)
    assert recheck(town, "dibao", days=160, round=3) == {"dibao", "tax"}
    town.move(days=250)
    assert (income(town).provenance, income(town).as_of) == ("last_known:tax", TODAY)


def test_of_persons_who_were_not_asked_about_nothing_stands_in(town: Town) -> None:
    """It would say that nothing is on file about who joined."""
    whole = consent(town.service.vault, BODY).persons
    assert len(whole) > 1
    lay_down(town, "answer_missing_tax", "last_known")
    recheck(town, "tax", days=1, consent=consent(town.service.vault, BODY, persons=whole[:1]))
    asked = read_all(town.asked)[-1]
    record = {"person": asked.tokens[0], "monthly_income": "5000.00"}
    assert town.callback(written(asked, town.agency_keys["tax"], record)).status_code == 200
    assert outcome(town).outcome == "mismatched"
    recheck(town, "tax", days=100, round=3)
    town.move(days=150)
    assert income(town).provenance == "unanswered:tax"


def test_what_may_be_missing_is_unknown_and_the_report_is_complete(town: Town) -> None:
    lay_down(town, "answer_missing_tax", "may_be_missing")
    recheck(town, "tax", days=100)
    town.move(days=150)
    assert (income(town).value, income(town).provenance) == (None, "unanswered:tax")
    assert report(town).complete
    assert (outcome(town).outcome, outcome(town).stand_in) == ("no_answer", "may_be_missing")


def test_what_the_consent_does_not_cover_has_no_stand_in(town: Town) -> None:
    lay_down(town, "answer_missing_tax", "last_known")
    narrower = consent(town.service.vault, BODY, items=("dibao",))
    recheck(town, "tax", "dibao", days=100, consent=narrower)
    town.move(days=150)
    assert income(town).provenance == "unanswered:tax"
    assert (outcome(town).outcome, outcome(town).stand_in) == ("refused", "")


def drifted(town: Town) -> dict[str, Any]:
    with town.service.store.pool.connection() as connection:
        return drift(connection, town.service.store.codec, project, TABLES)
