"""Answers that contradict one another: side by side before a person, settled by two, and the report told anew."""

from collections.abc import Callable
from typing import Any

import pytest

from chassis.rebuild import drift
from contracts.intake import RecheckBegun
from contracts.verification import ReportCompleted
from services.verification.projections import TABLES, project
from tests.integration.verification.applications import consent, details_of, items, submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import Asked, read_all, written

BODY = POPULATION.households[0].body
UNION = BODY["org_path"]


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    """One household; the tax bureau has said 10 yuan and then 9,000, and nobody else has answered yet."""
    made = make_town(agencies=False)
    made.org_path = UNION
    made.household = made.apply(submitted(made.service.vault, BODY, items=("dibao", "tax")))
    made.deliver()
    for income in ("10.00", "9000.00"):
        answer(made, asked_of(made, "tax"), income)
    return made


def asked_of(town: Town, item: str) -> Asked:
    return [one for one in read_all(town.asked) if one.item == item][-1]


def answer(town: Town, one: Asked, income: str) -> None:
    record = {"person": one.tokens[0], "monthly_income": income}
    assert town.callback(written(one, town.agency_keys["tax"], record)).status_code == 200


def tasks(town: Town) -> list[tuple[str, list[str], str | None]]:
    found = town.get("/v1/tasks")
    assert found.status_code == 200, found.text
    return [(one["kind"], one["reason"], one["not_by"]) for one in found.json()["items"]]


def side_by_side(town: Town) -> tuple[list[dict[str, Any]], str]:
    found = town.get(f"/v1/households/{town.household}/contradictions")
    assert found.status_code == 200, found.text
    return found.json()["items"], found.headers["ETag"]


def settle(town: Town, tail: str, body: dict[str, Any], role: str = "reviewer") -> Any:
    _, seen = side_by_side(town)
    path = f"/v1/households/{town.household}/contradictions/1.tax/settlement{tail}"
    return town.post(path, body, role, **{"If-Match": seen})


WORD = {"stands": 2, "reason": "税务部门来函更正"}


def test_two_answers_of_one_agency_wait_for_a_person_and_then_for_another(town: Town) -> None:
    assert tasks(town) == [("contradiction", ["tax"], None)]
    ((found,), _) = side_by_side(town)
    assert (found["contradiction"], found["status"], found["signatures"]) == ("1.tax", "waiting", 2)
    assert [side["records"][0]["monthly_income"] for side in found["sides"]] == ["10.00", "9000.00"]
    assert {side["agency_zh"] for side in found["sides"]} == {"税务"}
    assert settle(town, "", WORD).json()["status"] == "to_sign"
    assert tasks(town) == [("settlement_signature", [], "person-reviewer")]
    refused = settle(town, "/second-signature", {"signature": "given"})
    assert (refused.status_code, refused.json()["code"]) == (403, "settlement_signed_by_another")
    signed = settle(town, "/second-signature", {"signature": "given"}, "reviewer:another")
    assert signed.json()["status"] == "settled", signed.text
    assert tasks(town) == []
    ((found,), _) = side_by_side(town)
    assert (found["stands"], found["by"], found["reason"]) == (2, "person-reviewer", WORD["reason"])
    town.move(days=30)
    report = town.get(f"/v1/households/{town.household}/report").json()
    (income,) = (fact for fact in report["comparisons"] if fact["fact"] == "monthly_income")
    assert income["answered"] == "9000.00"
    assert drifted(town) == {}


def test_a_settlement_after_the_report_tells_it_anew(town: Town) -> None:
    town.move(days=30)
    settle(town, "", WORD)
    settle(town, "/second-signature", {"signature": "given"}, "reviewer:another")
    first, revised = (event for event in town.events(town.household) if isinstance(event, ReportCompleted))
    assert (first.revision, first.because) == (0, "")
    assert (revised.revision, revised.because) == (1, "settled")
    (income,) = (one for one in revised.comparisons if one.fact == "monthly_income")
    assert income.answered == 900_000
    shown = town.get(f"/v1/households/{town.household}/timeline").json()["items"]
    assert [line for line in shown if "裁定" in str(line)]
    assert drifted(town) == {}


def test_a_declined_settlement_waits_again(town: Town) -> None:
    settle(town, "", WORD)
    declined = settle(town, "/second-signature", {"signature": "declined", "reason": "先问税务"}, "reviewer:another")
    assert declined.json()["status"] == "waiting"
    assert tasks(town) == [("contradiction", ["signature_declined"], None)]


def test_what_nobody_settled_is_asked_anew_in_the_next_round(town: Town) -> None:
    town.move(days=30)
    before = len(town.asked)
    again = RecheckBegun(
        round=2,
        reasons=("term",),
        items=("dibao",),
        consent=consent(town.service.vault, BODY),
        details=details_of(town.service.vault, BODY),
    )
    town.hear(town.household, again)
    town.deliver()
    assert {one.item for one in read_all(town.asked[before:])} == {"dibao", "tax"}
    assert tasks(town) == []
    assert side_by_side(town)[0] == []
    assert drifted(town) == {}


def test_nobody_out_of_scope_sees_or_settles_anything(town: Town) -> None:
    elsewhere = "44/4451/445102"
    path = f"/v1/households/{town.household}/contradictions"
    assert town.get(path, org_path=elsewhere).status_code == 404
    refused = town.post(f"{path}/1.tax/settlement", WORD, org_path=elsewhere, **{"If-Match": '"3"'})
    assert refused.status_code == 404
    stale = town.post(f"{path}/1.tax/settlement", WORD, **{"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")


def test_households_of_the_population_contradict_nothing(make_town: Callable[..., Town]) -> None:
    """What stands before a person is worth looking at: honest agencies lead to no such task."""
    made = make_town()
    for one in POPULATION.households[:12]:
        household = made.apply(submitted(made.service.vault, one.body))
        made.deliver()
        made.reported(household)
        assert "AgenciesContradicted" not in made.story(household), (one.label, items())


def drifted(town: Town) -> dict[str, Any]:
    with town.service.store.pool.connection() as connection:
        return drift(connection, town.service.store.codec, project, TABLES)
