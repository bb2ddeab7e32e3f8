"""待办 of assistance: plans, helpers, referrals, acts and batches that wait for a person, until which day."""

from typing import Any

from msgspec.structs import replace

from contracts import ledger
from contracts.intake import Situation
from tests.integration.assistance.conftest import BOOKER, CLOSER, Assistance, file_opened
from tests.security.worlds.world import COUNTY, UNION


def tasks(assistance: Assistance, role: str = "reviewer", asked: str = "", **by: Any) -> list[dict[str, Any]]:
    answer = assistance.get(f"/v1/tasks{asked}", role, **by)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def kinds(assistance: Assistance, role: str = "reviewer", **by: Any) -> list[str]:
    return sorted(task["kind"] for task in tasks(assistance, role, **by))


def test_an_opened_file_waits_for_a_plan_and_a_helper(assistance: Assistance) -> None:
    household = assistance.opened()
    assert kinds(assistance) == ["helper", "plan"]
    assert kinds(assistance, "case_worker") == ["helper"]
    assert kinds(assistance, "finance") == []
    helper = {"unit": "示例单位", "name": "王示例", "phone": "0754-0000 1234"}
    assistance.post(f"/v1/plans/{household}/helper", helper)
    seen = assistance.get(f"/v1/plans/{household}").headers["ETag"]
    approved = assistance.post(
        f"/v1/plans/{household}/approval", {"measures": ["state_student_aid"]}, **{"If-Match": seen}
    )
    assert approved.status_code == 200, approved.text
    (referral,) = tasks(assistance)
    assert (referral["kind"], referral["about"]) == ("referral", approved.json()["referrals"][0])
    assert referral["due_on"] == assistance.one("SELECT due_on::text FROM referrals")
    assistance.post(f"/v1/referrals/{referral['about']}/answer", {"outcome": "accepted"})
    assert kinds(assistance) == []
    assert assistance.drifted() == {}


def test_a_household_is_called_by_its_masked_name(assistance: Assistance) -> None:
    situation = file_opened("x").situation
    assert isinstance(situation, Situation)
    household = assistance.opened(situation=replace(situation, holder="陈示例"))
    assert {(task["household"], task["name"]) for task in tasks(assistance)} == {(household, "陈**")}
    assert assistance.rows("SELECT * FROM tasks WHERE tasks::text LIKE '%%陈%%'") == []


def test_acts_and_batches_wait_for_their_own_people(assistance: Assistance) -> None:
    fund = assistance.fund("10000.00", COUNTY)
    household = assistance.opened()
    body = {"kind": "living_subsidy", "amount": "600.00", "first": "2026-11-01", "last": "2026-11-30", "fund": fund}
    asked = assistance.post(f"/v1/plans/{household}/aid", body, "reviewer", UNION).json()["act"]
    assert "consent" in kinds(assistance, org_path=COUNTY)
    assert "consent" not in kinds(assistance, org_path=UNION), "the keeper of the fund is asked, not who asks"
    assistance.post(f"/v1/acts/{asked}/consent", {}, "reviewer:keeper", COUNTY)
    assert "consent" not in kinds(assistance)
    assistance.hear(household, ledger.AidHeld(act=asked, rule="same_kind_same_person", clause="五(二)"))
    (hold,) = [task for task in tasks(assistance, org_path=UNION) if task["kind"] == "hold"]
    assert (hold["about"], hold["reason"], hold["household"]) == (asked, ["same_kind_same_person"], household)
    assistance.post(f"/v1/acts/{asked}/withdrawal", {"reason": "重复"}, "reviewer", UNION)
    assert "hold" not in kinds(assistance)

    fund = assistance.fund("10000.00")
    act = assistance.cleared(assistance.opened(), fund)
    closed = assistance.post("/v1/batches", {"fund": fund}, CLOSER)
    assert closed.status_code < 300, closed.text
    batch = closed.json()["batch"]
    assert kinds(assistance, "finance") == []
    assistance.check(batch)
    (waiting,) = tasks(assistance, "finance")
    assert (waiting["kind"], waiting["about"], waiting["household"], waiting["name"]) == ("batch", batch, None, None)
    taken = assistance.post(f"/v1/tasks/{waiting['task']}/take", {}, "finance")
    assert taken.status_code == 200, taken.text
    back = {"act": act, "outcome": "returned", "on": "2026-11-02", "reason": "account_closed"}
    assistance.post(f"/v1/batches/{batch}/results", {"results": [back]}, BOOKER)
    (returned,) = tasks(assistance, "finance")
    assert (returned["kind"], returned["about"], returned["reason"]) == ("returned_payment", act, ["account_closed"])
    assert assistance.drifted() == {}


def test_files_that_no_aid_was_ever_paid_of_are_listed(assistance: Assistance) -> None:
    fund = assistance.fund("10000.00")
    helped, forgotten = assistance.opened(), assistance.opened()
    act = assistance.cleared(helped, fund)
    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.check(batch)
    assistance.bank_file(batch)
    paid = {"results": [{"act": act, "outcome": "paid", "on": "2026-11-02"}]}
    assert assistance.post(f"/v1/batches/{batch}/results", paid, BOOKER).status_code == 200
    assert assistance.get("/v1/never-helped").json()["items"] == []
    (file,) = assistance.get("/v1/never-helped?months=0").json()["items"]
    assert file["household"] == forgotten


def test_who_was_helped_by_an_agency_was_helped(assistance: Assistance) -> None:
    """A referral that is done is help as money is; one that was taken on is none yet."""
    household = assistance.opened()
    body = {"measures": ["state_student_aid"]}
    helper = {"unit": "示例单位", "name": "王示例", "phone": "0754-0000 1234"}
    assistance.post(f"/v1/plans/{household}/helper", helper)
    seen = assistance.get(f"/v1/plans/{household}").headers["ETag"]
    approved = assistance.post(f"/v1/plans/{household}/approval", body, **{"If-Match": seen})
    (referral,) = approved.json()["referrals"]
    for outcome, unhelped in (("accepted", [household]), ("done", [])):
        answered = assistance.post(f"/v1/referrals/{referral}/answer", {"outcome": outcome})
        assert answered.status_code < 300, answered.text
        listed = assistance.get("/v1/never-helped?months=0").json()["items"]
        assert [file["household"] for file in listed] == unhelped


def test_a_raise_of_a_budget_waits_for_another_of_the_keepers(assistance: Assistance) -> None:
    fund = assistance.fund()
    path, more = f"/v1/funds/{fund}/raises", {"amount": "500.00", "reason": "市财政追加"}
    assistance.post(path, more, CLOSER)
    (waiting,) = tasks(assistance, "finance")
    assert (waiting["kind"], waiting["about"], waiting["household"]) == ("raise", fund, None)
    assert (waiting["not_by"],) in assistance.rows("SELECT convert_from(body, 'UTF8')::jsonb ->> 'actor' FROM events")
    assert assistance.post(f"{path}/confirmation", {"amount": "500.00"}, BOOKER).json()["status"] == "raised"
    assert tasks(assistance, "finance") == []
    assert assistance.drifted() == {}
