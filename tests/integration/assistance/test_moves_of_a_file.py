"""A household's file goes to another union: its plan and what waits go along, money promised stays promised."""

from datetime import datetime
from typing import Any

from contracts.intake import FileMoved
from kernel.calendar import CHINA_STANDARD_TIME
from tests.integration.assistance.conftest import CITY, CLOSER, COUNTY, UNION, Assistance
from tests.integration.assistance.test_changes_of_a_file import approve
from tests.support.places import KAIFENG
from tests.support.service import START

BESIDE = "44/4405/440507/longhu-wanju"


def moved(assistance: Assistance, household: str, to: str = BESIDE, **changes: Any) -> None:
    """Intake tells that the other union took it."""
    given: dict[str, Any] = {
        "move": f"move-to-{to}",
        "org_path": to,
        "region": "440507",
        "profile": "shantou-2016",
        "items": ("tax",),
        "from_org_path": UNION,
        "from_region": "440507",
        "from_profile": "shantou-2016",
        "moved_on": START.date(),
    }
    assistance.hear(household, FileMoved(**{**given, **changes}))


def to_kaifeng(assistance: Assistance, household: str) -> None:
    moved(assistance, household, KAIFENG.union, region=KAIFENG.region, profile=KAIFENG.profile)


def sees(assistance: Assistance, path: str, at: str) -> bool:
    return bool(assistance.get(path, org_path=at).status_code == 200)


def acts_seen(assistance: Assistance, at: str) -> list[str]:
    return [act["act"] for act in assistance.get("/v1/acts", org_path=at).json()["items"]]


def tasks(assistance: Assistance, at: str) -> list[str]:
    return sorted(task["kind"] for task in assistance.get("/v1/tasks", org_path=at).json()["items"])


def test_the_plan_and_what_waits_for_its_people_go_along(assistance: Assistance) -> None:
    household = assistance.opened()
    assert tasks(assistance, UNION) == ["helper", "plan"]
    moved(assistance, household)
    assert [sees(assistance, f"/v1/plans/{household}", at) for at in (UNION, BESIDE)] == [False, True]
    assert tasks(assistance, UNION) == []
    assert tasks(assistance, BESIDE) == ["helper", "plan"]
    assert "FileMoveRecorded" in assistance.story(household)
    assert assistance.drifted() == {}


def test_money_that_was_set_aside_is_given_by_whom_it_was_promised_and_both_unions_see_it(
    assistance: Assistance,
) -> None:
    fund, household = assistance.fund(org_path=CITY), assistance.opened()
    act = assistance.cleared(household, fund)
    giver = assistance.get(f"/v1/acts/{act}").json()["giver"]
    to_kaifeng(assistance, household)
    assert (acts_seen(assistance, giver), acts_seen(assistance, KAIFENG.union)) == ([act], [act])
    assert acts_seen(assistance, UNION) == []
    refused = assistance.post(f"/v1/acts/{act}/withdrawal", {"reason": "x"}, org_path=KAIFENG.union)
    assert refused.json()["code"] == "act_of_another_giver"
    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.check(batch)
    line, _ = assistance.bank_file(batch)  # and the total
    assert line[5] == "6200000000000000001"
    assert [one["act"] for one in assistance.get(f"/v1/batches/{batch}").json()["acts"]] == [act]
    assert assistance.balances(fund) == {"available": 940_000, "committed": 60_000, "paid": 0}
    assert assistance.drifted() == {}


def test_new_aid_comes_out_of_funds_of_the_new_place_alone(assistance: Assistance) -> None:
    here, household = assistance.fund(org_path=COUNTY), assistance.opened()
    there = assistance.post("/v1/funds", fund_body(KAIFENG.county), "finance", org_path=KAIFENG.county).json()["fund"]
    to_kaifeng(assistance, household)
    assert assistance.propose(household, here).status_code == 404
    body = {"kind": "tuition_aid", "amount": "600.00", "first": "2026-11-01", "last": "2026-11-30"}

    def propose(fund: str) -> Any:
        sent = {**body, "fund": fund, "beneficiaries": [f"person:{household}-1"]}
        return assistance.post(f"/v1/plans/{household}/aid", sent, org_path=KAIFENG.county)

    assert propose(here).json()["code"] == "fund_unknown"
    assert propose(there).status_code == 200


def fund_body(org_path: str) -> dict[str, Any]:
    return {
        "name": "送温暖资金",
        "source": "union_dues",
        "year": 2026,
        "budget": "10000.00",
        "uses": ["tuition_aid"],
        "org_path": org_path,
    }


def test_what_was_only_asked_for_is_off_where_the_fund_does_not_reach_and_waits_where_it_does(
    assistance: Assistance,
) -> None:
    fund = assistance.fund(org_path=CITY)
    near, far = assistance.opened(), assistance.opened()
    asked = {}
    for household in (near, far):
        answer = assistance.post(
            f"/v1/plans/{household}/aid",
            {
                "kind": "tuition_aid",
                "fund": fund,
                "amount": "600.00",
                "first": "2026-11-01",
                "last": "2026-11-30",
                "beneficiaries": [f"person:{household}-1"],
            },
            org_path=UNION,
        )
        assert answer.json()["status"] == "awaits_consent", answer.text
        asked[household] = answer.json()["act"]
    moved(assistance, near)
    to_kaifeng(assistance, far)
    assert assistance.get(f"/v1/acts/{asked[near]}").json()["status"] == "awaits_consent"
    assert assistance.get(f"/v1/acts/{asked[far]}", org_path=UNION).json()["status"] == "withdrawn"
    (refused,) = [event for event in assistance.events(far) if type(event).__name__ == "ConsentRefused"]
    assert refused.reason == "file_moved"
    assert assistance.post(f"/v1/acts/{asked[near]}/consent", {}, "reviewer:keeper").status_code == 200
    assert assistance.drifted() == {}


def test_what_was_chosen_from_another_places_measures_is_approved_anew(assistance: Assistance) -> None:
    near, far = assistance.opened(), assistance.opened()
    for household in (near, far):
        assert approve(assistance, household, []).status_code == 200
    moved(assistance, near)
    to_kaifeng(assistance, far)
    assert assistance.get(f"/v1/plans/{near}").json()["status"] == "approved"
    shown = assistance.get(f"/v1/plans/{far}", org_path=KAIFENG.union).json()
    assert (shown["status"], shown["chosen_before"], shown["profile"]) == ("drafted", [], KAIFENG.profile)
    assert tasks(assistance, KAIFENG.union) == ["helper", "plan"]
    assert assistance.drifted() == {}


def test_under_another_document_what_was_found_is_asked_anew_and_within_one_it_stands(assistance: Assistance) -> None:
    household = assistance.opened()
    assistance.post(f"/v1/plans/{household}/difficulty", {"finding": "eased", "reason": "有稳定补助"})
    assistance.move_to(datetime(2026, 11, 3, 9, tzinfo=CHINA_STANDARD_TIME))
    moved(assistance, household)
    assert assistance.get(f"/v1/plans/{household}", org_path=BESIDE).json()["findings"] == ["eased"]
    to_kaifeng(assistance, household)
    assert assistance.get(f"/v1/plans/{household}", org_path=KAIFENG.union).json()["findings"] == []
    assert assistance.drifted() == {}
