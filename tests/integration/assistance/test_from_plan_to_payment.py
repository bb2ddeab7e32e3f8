"""The whole way: file opened, plan drafted, approved, aid proposed, cleared, batched, checked, paid."""

from typing import Any

from contracts import intake, ledger
from kernel.period import Period
from services.assistance.domain import events
from tests.integration.assistance.conftest import BOOKER, CITY, CLOSER, TAKER, Assistance
from tests.support.service import START


def test_a_household_is_helped_from_the_open_file_to_the_bank(assistance: Assistance) -> None:
    fund = assistance.fund("10000.00")
    household = assistance.opened()

    plan = assistance.get(f"/v1/plans/{household}")
    tuition = next(measure for measure in plan.json()["measures"] if measure["id"] == "tuition_aid")
    assert tuition == {
        "id": "tuition_aid",
        "name_zh": "金秋助学",
        "act": "money",
        "clause": "shantou §三(五)",
        "leads": [],
        "responsible": [],
        "refer_to": None,
        "aid_kind": "tuition_aid",
        "beneficiaries": [f"person:{household}-1"],
        "recipient": "household",
    }

    body = {
        "measures": ["tuition_aid", "state_student_aid"],
        "aid": [
            {
                "measure": "tuition_aid",
                "fund": fund,
                "amount": "2000.00",
                "first": "2026-09-01",
                "last": "2027-08-31",
            }
        ],
    }
    approved = assistance.post(f"/v1/plans/{household}/approval", body, **{"If-Match": plan.headers["ETag"]})
    assert approved.status_code == 200, approved.text
    (act,), (referral,) = approved.json()["acts"], approved.json()["referrals"]
    assert assistance.balances(fund) == {"available": 800_000, "committed": 200_000, "paid": 0}

    assistance.hear(household, ledger.AidCleared(act=act, expires_on=START.date()))
    closed = assistance.post("/v1/batches", {"fund": fund}, CLOSER)
    batch = closed.json()["batch"]
    assert closed.json() == {"batch": batch, "acts": 1, "total": "2000.00", "taken": [act]}
    early = assistance.get(f"/v1/batches/{batch}/bank-file", TAKER)
    assert early.json()["code"] == "batch_not_checked"

    assistance.check(batch)
    assert assistance.bank_file(batch) == [
        ("1", batch, act, "", "示例银行", "6200000000000000001", "2000.00", "工会帮扶"),
        ("合计", batch, "1", "", "", "", "2000.00", ""),
    ]
    assert assistance.events(batch)[-1] == events.BankFileShown(
        batch=batch, lines=1, total=200_000, plans={household: 3}
    )

    paid = {"results": [{"act": act, "outcome": "paid", "on": "2026-11-02"}]}
    assert assistance.post(f"/v1/batches/{batch}/results", paid, BOOKER).json() == {"batch": batch, "recorded": 1}
    assert assistance.post(f"/v1/batches/{batch}/results", paid, BOOKER).json() == {"batch": batch, "recorded": 0}
    assert assistance.balances(fund) == {"available": 800_000, "committed": 0, "paid": 200_000}
    assert assistance.get(f"/v1/batches/{batch}").json()["status"] == "settled"
    assert assistance.get(f"/v1/acts/{act}").json()["status"] == "paid"
    assert assistance.story(household) == [
        "FileRecorded",
        "PlanDrafted",
        "Accessed",
        "PlanApproved",
        "ReferralSent",
        "AidProposed",
        "BudgetCommitted",
        "JournalPosted",
        "ClearanceRecorded",
        "TakenIntoBatch",
        "ConfirmationRecorded",
        "AidPaid",
        "JournalPosted",
    ]
    answered = assistance.post(f"/v1/referrals/{referral}/answer", {"outcome": "accepted"}, "case_worker")
    assert answered.json() == {"referral": referral, "status": "accepted"}
    assert assistance.get(f"/v1/households/{household}/timeline").json()["items"][4]["summary_zh"] == (
        f"{CITY} 申报救助：金秋助学"
    )


def test_a_held_act_is_shown_and_withdrawn_and_its_budget_is_free_again(assistance: Assistance) -> None:
    fund, household = assistance.fund(), assistance.opened()
    act = assistance.propose(household, fund).json()["act"]
    other = ledger.OtherAct(
        giver="44/4405/440511",
        kind="living_subsidy",
        period=Period(START.date(), START.date()),
        amount=50_000,
        office="示例工会",
        office_phone="0754-0000 0201",
    )
    assistance.hear(
        household, ledger.AidHeld(act=act, rule="same_kind_same_person", clause="kaifeng §二3", other=other)
    )
    (held,) = assistance.get("/v1/acts?status=held").json()["items"]
    assert (held["act"], held["rule"], held["other"]["office"]) == (act, "same_kind_same_person", "示例工会")
    assert assistance.post(f"/v1/acts/{act}/withdrawal", {"reason": "重复"}).json()["status"] == "withdrawn"
    assert assistance.balances(fund) == {"available": 1_000_000, "committed": 0, "paid": 0}
    assert assistance.story(household)[-4:] == [
        "WithdrawalExplained",
        "BudgetReleased",
        "JournalPosted",
        "AidWithdrawn",
    ]


def test_what_the_check_revokes_is_withdrawn_and_the_rest_goes_to_the_bank(assistance: Assistance) -> None:
    fund = assistance.fund()
    kept, revoked = (assistance.cleared(assistance.opened(), fund) for _ in range(2))
    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.check(batch, revoked=(revoked,))
    shown = assistance.get(f"/v1/batches/{batch}").json()
    assert {act["act"]: act["status"] for act in shown["acts"]} == {kept: "confirmed", revoked: "withdrawn"}
    assert (shown["status"], shown["confirmed"], shown["total"]) == ("checked", 1, "600.00")
    assert assistance.balances(fund) == {"available": 940_000, "committed": 60_000, "paid": 0}
    assert [act for _, _, act, *_ in assistance.bank_file(batch)] == [kept, "1"]


def test_a_returned_payment_stays_committed_until_somebody_takes_it_back(assistance: Assistance) -> None:
    fund = assistance.fund()
    act = assistance.cleared(assistance.opened(), fund)
    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.check(batch)
    result: dict[str, Any] = {"act": act, "outcome": "returned", "on": "2026-11-02", "reason": "account_closed"}
    assistance.post(f"/v1/batches/{batch}/results", {"results": [result]}, BOOKER)
    assert assistance.balances(fund) == {"available": 940_000, "committed": 60_000, "paid": 0}
    (listed,) = assistance.get("/v1/acts?status=returned").json()["items"]
    assert (listed["act"], listed["bank_reason"]) == (act, "account_closed")
    assistance.post(f"/v1/acts/{act}/withdrawal", {"reason": "账户有误"})
    assert assistance.balances(fund) == {"available": 1_000_000, "committed": 0, "paid": 0}


def test_an_expired_clearance_and_a_closed_file_end_unpaid_acts(assistance: Assistance) -> None:
    fund, household = assistance.fund(), assistance.opened()
    expired = assistance.cleared(household, fund)
    assistance.hear(household, ledger.ClearanceExpired(act=expired))
    unpaid = assistance.propose(household, fund).json()["act"]
    on_its_way = assistance.cleared(household, fund, "100.00", kind="warmth_grant")
    assistance.post("/v1/batches", {"fund": fund}, CLOSER)
    members = (f"person:{household}-0", f"person:{household}-1")
    closed = intake.FileClosed(
        org_path="44/4405/440507/longhu-dianzi", reason="exit", closed_on=START.date(), members=members
    )
    assistance.hear(household, closed)
    acts = assistance.get(f"/v1/acts?household={household}").json()["items"]
    assert {act["act"]: act["status"] for act in acts} == {
        expired: "withdrawn",
        unpaid: "withdrawn",
        on_its_way: "in_batch",
    }
    assert assistance.balances(fund) == {"available": 990_000, "committed": 10_000, "paid": 0}
    assert assistance.propose(household, fund).json()["code"] == "plan_closed"


def test_a_finding_that_is_withdrawn_is_gone_from_the_act_and_stays_in_its_story(assistance: Assistance) -> None:
    fund, household = assistance.fund(), assistance.opened()
    act = assistance.cleared(household, fund)
    other = ledger.OtherAct(
        giver="charity",
        kind="living_subsidy",
        period=Period(START.date(), START.date()),
        amount=100,
        office="慈善会",
        office_phone="",
    )
    raised = ledger.FindingRaised(finding="f1", act=act, rule="same_kind_same_person", clause="", other=other)
    assistance.hear(household, raised)
    assert assistance.get(f"/v1/acts/{act}").json()["finding"] == "f1"
    assistance.hear(household, ledger.FindingWithdrawn(finding="another", act=act))
    assert assistance.get(f"/v1/acts/{act}").json()["finding"] == "f1"
    assistance.hear(household, ledger.FindingWithdrawn(finding="f1", act=act))
    told = assistance.get(f"/v1/acts/{act}").json()
    assert (told["finding"], told["rule"], told["other"]) == (None, None, None)
    assert [one for one in assistance.story(household) if one.startswith("Finding")] == [
        "FindingRecorded",
        "FindingDropped",
        "FindingDropped",
    ]
    assert assistance.drifted() == {}
