"""One person with every role at the door: from the fund to the bank's word nobody goes the way of money alone."""

from typing import Any

import pytest

from contracts import ledger
from tests.integration.assistance.conftest import BOOKER, CLOSER, TAKER, UNION, Assistance
from tests.support.service import START

FOUNDER, PROPOSER = "finance", "reviewer"
EVERYTHING = ("finance", "reviewer", "case_worker", "operator")


def steps(assistance: Assistance) -> dict[str, Any]:
    """A batch that waits for its file and the bank's word, each step by its own person."""
    fund, household = assistance.fund(), assistance.opened()
    act = assistance.cleared(household, fund)
    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.check(batch)
    return {"fund": fund, "household": household, "act": act, "batch": batch}


def as_somebody(assistance: Assistance, who: str, method: str, path: str, body: Any = None) -> Any:
    """`who` named by their step, holding every role there is."""
    headers = assistance.headers(who, *EVERYTHING)
    if method == "GET":
        return assistance.door.get(path, headers=headers)
    return assistance.door.post(path, json=body, headers=headers)


def refused(answer: Any) -> Any:
    return (answer.status_code, answer.json().get("code"))


APART = (403, "duties_apart")
ALLOTTED = {"org_path": UNION, "amount": "1.00"}


@pytest.mark.parametrize("who", [FOUNDER, PROPOSER])
def test_a_batch_is_closed_by_neither_the_funds_founder_nor_the_acts_proposer(assistance: Assistance, who: str) -> None:
    """FAULTS A2."""
    fund = assistance.fund()
    assistance.cleared(assistance.opened(), fund)
    assert refused(as_somebody(assistance, who, "POST", "/v1/batches", {"fund": fund})) == APART
    assert assistance.rows("SELECT batch FROM batches") == []


@pytest.mark.parametrize("who", [FOUNDER, CLOSER])
def test_the_bank_file_is_taken_by_neither_founder_nor_closer(assistance: Assistance, who: str) -> None:
    """FAULTS A2."""
    batch = steps(assistance)["batch"]
    assert refused(as_somebody(assistance, who, "GET", f"/v1/batches/{batch}/bank-file")) == APART
    assert "BankFileShown" not in assistance.story(batch)


@pytest.mark.parametrize("who", [FOUNDER, CLOSER, TAKER])
def test_results_are_booked_by_none_of_founder_closer_and_taker(assistance: Assistance, who: str) -> None:
    """FAULTS A2."""
    made = steps(assistance)
    assistance.bank_file(made["batch"])
    paid = {"results": [{"act": made["act"], "outcome": "paid", "on": "2026-11-02"}]}
    path = f"/v1/batches/{made['batch']}/results"
    assert refused(as_somebody(assistance, who, "POST", path, paid)) == APART
    assert as_somebody(assistance, BOOKER, "POST", path, paid).status_code == 200
    assert refused(as_somebody(assistance, BOOKER, "GET", f"/v1/batches/{made['batch']}/bank-file")) == APART


@pytest.mark.parametrize("who", [PROPOSER, CLOSER, TAKER, BOOKER])
def test_a_fund_is_allotted_and_raised_by_nobody_who_took_another_step_with_it(
    assistance: Assistance, who: str
) -> None:
    """FAULTS A2: it holds both ways, across every act and batch of the fund."""
    made = steps(assistance)
    assistance.bank_file(made["batch"])
    paid = {"results": [{"act": made["act"], "outcome": "paid", "on": "2026-11-02"}]}
    assert assistance.post(f"/v1/batches/{made['batch']}/results", paid, BOOKER).status_code == 200
    fund = f"/v1/funds/{made['fund']}"
    more = {"amount": "5.00", "reason": "追加"}
    assert refused(as_somebody(assistance, who, "POST", f"{fund}/allotments", ALLOTTED)) == APART
    assert refused(as_somebody(assistance, who, "POST", f"{fund}/raises", more)) == APART
    assert as_somebody(assistance, FOUNDER, "POST", f"{fund}/raises", more).status_code == 200
    assert refused(as_somebody(assistance, who, "POST", f"{fund}/raises/confirmation", {"amount": "5.00"})) == APART
    elsewhere = f"/v1/funds/{assistance.fund()}/allotments"
    assert as_somebody(assistance, who, "POST", elsewhere, ALLOTTED).status_code == 200, "of another fund they may"


def test_who_agreed_to_an_act_allots_nothing_of_its_fund(assistance: Assistance) -> None:
    """FAULTS A2."""
    fund, household = assistance.fund(), assistance.opened()
    wish = {"kind": "living_subsidy", "fund": fund, "amount": "1.00", "first": "2026-11-01", "last": "2026-11-30"}
    act = assistance.post(f"/v1/plans/{household}/aid", wish, "reviewer:union", UNION).json()["act"]
    assert as_somebody(assistance, "reviewer:keeper", "POST", f"/v1/acts/{act}/consent", {}).status_code == 200
    for who in ("reviewer:keeper", "reviewer:union"):
        assert refused(as_somebody(assistance, who, "POST", f"/v1/funds/{fund}/allotments", ALLOTTED)) == APART


@pytest.mark.parametrize(
    "result",
    [
        {"outcome": "paid", "on": "2099-12-31"},
        {"outcome": "paid", "on": "1970-01-01"},
        {"outcome": "paid", "on": "0001-01-01"},
        {"outcome": "paid", "on": "2026-11-03"},
        {"outcome": "returned", "on": "2026-11-01"},
    ],
)
def test_a_banks_day_lies_between_closing_and_today(assistance: Assistance, result: dict[str, str]) -> None:
    """FAULTS B20."""
    made = steps(assistance)
    told = {"results": [{"act": made["act"], **result}]}
    answer = assistance.post(f"/v1/batches/{made['batch']}/results", told, BOOKER)
    assert answer.status_code == 422
    assert assistance.get(f"/v1/acts/{made['act']}").json()["status"] == "confirmed"


def test_another_word_about_what_is_booked_says_what_stands(assistance: Assistance) -> None:
    """FAULTS B20."""
    made = steps(assistance)
    path = f"/v1/batches/{made['batch']}/results"

    def told(outcome: str, on: str, reason: str = "AC04") -> Any:
        one = {"act": made["act"], "outcome": outcome, "on": on, "reason": reason}
        return assistance.post(path, {"results": [one]}, BOOKER)

    assistance.set_clock(START.replace(day=9))
    assert told("paid", "2026-11-03").json()["recorded"] == 1
    assert told("paid", "2026-11-03").json()["recorded"] == 0
    other_day = told("paid", "2026-11-04")
    assert (other_day.status_code, other_day.json()["code"]) == (409, "result_contradicted")
    assert "2026-11-03" in other_day.json()["detail"]
    assert told("returned", "2026-11-02").json()["code"] == "result_contradicted", "it came back before it left"
    assert told("returned", "2026-11-05").json()["recorded"] == 1
    assert told("returned", "2026-11-05", "AC06").json()["code"] == "result_contradicted"
    assert told("paid", "2026-11-03").json()["code"] == "result_contradicted"


def test_an_act_in_two_hands_is_paid(assistance: Assistance) -> None:
    made = steps(assistance)
    assistance.bank_file(made["batch"])
    paid = {"results": [{"act": made["act"], "outcome": "paid", "on": "2026-11-02"}]}
    assistance.post(f"/v1/batches/{made['batch']}/results", paid, BOOKER)
    assert assistance.get(f"/v1/acts/{made['act']}").json()["status"] == "paid"
    assistance.hear(made["household"], ledger.ClearanceExpired(act=made["act"]))
    assert assistance.get(f"/v1/acts/{made['act']}").json()["status"] == "paid"
