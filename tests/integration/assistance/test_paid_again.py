"""Money that the bank returned goes out again as one decision, once two people have corrected the account."""

from typing import Any

import pytest

from chassis.service import Service
from contracts import intake, ledger
from services.ledger.bootstrap import bootstrap
from tests.integration.assistance.conftest import BOOKER, CLOSER, UNION, Assistance, as_recorded
from tests.integration.assistance.test_changes_of_a_file import new_account
from tests.integration.assistance.test_with_the_ledger import opened_for_both, settle
from tests.integration.assistance.test_work_list import tasks
from tests.support.parameters import keep
from tests.support.service import START, Begin, SettingsOf

CORRECTED = "6200000000000000002"
AGAIN = {"reason": "账户已更正"}


def returned(assistance: Assistance, household: str, fund: str) -> str:
    act = assistance.cleared(household, fund)
    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.check(batch)
    come_back(assistance, batch, act)
    return act


def come_back(assistance: Assistance, batch: str, act: str) -> None:
    result = {"act": act, "outcome": "returned", "on": "2026-11-02", "reason": "AC04"}
    answer = assistance.post(f"/v1/batches/{batch}/results", {"results": [result]}, BOOKER)
    assert answer.status_code == 200, answer.text


def pay_again(assistance: Assistance, act: str, **body: Any) -> Any:
    return assistance.post(f"/v1/acts/{act}/payment-again", {**AGAIN, **body})


@pytest.fixture
def the_ledger(assistance: Assistance, settings_of: SettingsOf, begin: Begin) -> Service[Any]:
    return begin(bootstrap, settings_of("ledger"))


def test_the_ledger_clears_what_is_paid_again_and_the_bank_file_names_the_corrected_account(
    assistance: Assistance, the_ledger: Service[Any]
) -> None:
    fund = assistance.fund("600.00")
    household = opened_for_both(assistance, the_ledger)
    act = assistance.propose(household, fund).json()["act"]
    settle(assistance, the_ledger)
    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    settle(assistance, the_ledger)
    come_back(assistance, batch, act)
    new_account(assistance, household, CORRECTED)

    again = pay_again(assistance, act)
    assert again.status_code == 200, again.text
    told = again.json()
    assert (told["instead_of"], told["household"], told["status"]) == (act, household, "proposed")
    assert assistance.balances(fund) == {"available": 0, "committed": 60_000, "paid": 0}, "the whole fund, once"
    settle(assistance, the_ledger)
    shown = assistance.get(f"/v1/acts/{told['act']}").json()
    assert (shown["status"], shown["instead_of"], shown["amount"]) == ("cleared", act, "600.00")
    assert assistance.get(f"/v1/acts/{act}").json()["status"] == "withdrawn"
    second = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    settle(assistance, the_ledger)
    assert assistance.bank_file(second)[0][2:6] == (told["act"], "陈测试", "示例银行", CORRECTED)
    assert tasks(assistance, asked="?kind=returned_payment") == []
    assert assistance.story(household).count("AidProposed") == 2
    assert assistance.drifted() == {}


def test_what_came_back_waits_with_reason_and_day_and_says_what_is_next(assistance: Assistance) -> None:
    household = assistance.opened()
    act = returned(assistance, household, assistance.fund())
    (task,) = tasks(assistance, asked="?kind=returned_payment")
    assert (task["about"], task["reason"], task["due_on"]) == (act, ["AC04"], "2026-11-09")
    shown = assistance.get(f"/v1/acts/{act}").json()
    assert "更正收款账户" in shown["next"]["zh"]
    assert "another approves" in pay_again(assistance, act).json()["next"]["en"]


def test_nothing_goes_to_the_account_that_it_came_back_from_unless_a_person_says_that_it_is_right(
    assistance: Assistance,
) -> None:
    fund, household = assistance.fund(), assistance.opened()
    act = returned(assistance, household, fund)
    refused = pay_again(assistance, act)
    assert (refused.status_code, refused.json()["code"]) == (409, "account_not_corrected")
    assert assistance.get(f"/v1/acts/{act}").json()["status"] == "returned"
    assert pay_again(assistance, act, same_account=True).status_code == 200
    assert assistance.balances(fund) == {"available": 940_000, "committed": 60_000, "paid": 0}


def test_only_what_came_back_is_paid_again_and_by_its_giver(assistance: Assistance) -> None:
    fund, household = assistance.fund(), assistance.opened()
    cleared = assistance.cleared(household, fund)
    refused = pay_again(assistance, cleared)
    assert (refused.status_code, refused.json()["code"]) == (409, "act_not_returned")
    assistance.post(f"/v1/acts/{cleared}/withdrawal", AGAIN)
    act = returned(assistance, household, fund)
    new_account(assistance, household, CORRECTED)
    path = f"/v1/acts/{act}/payment-again"
    assert assistance.post(path, AGAIN, org_path=UNION).json()["code"] == "act_of_another_giver"
    assert assistance.post(path, AGAIN, "case_worker").status_code == 403
    assert pay_again(assistance, act).status_code == 200
    assert pay_again(assistance, act).json()["code"] == "act_not_returned", "once"


def test_a_place_says_within_how_many_working_days_what_waits_is_done(assistance: Assistance) -> None:
    entry = intake.ParameterSet(
        name="task_days_hold", kind="count", region="4405", first_day=START.date(), value=2, source="市总工会通知"
    )
    keep(assistance.service, [as_recorded(entry)])
    household = assistance.opened()
    act = assistance.propose(household, assistance.fund()).json()["act"]
    assistance.hear(household, ledger.AidHeld(act=act, rule="same_bill", clause="五(二)"))
    due = {task["kind"]: task["due_on"] for task in tasks(assistance)}
    assert due["hold"] == "2026-11-04"
    assert due["plan"] == "2026-11-09", "five working days where no place says otherwise"
    assert None not in due.values()
    assert assistance.drifted() == {}
