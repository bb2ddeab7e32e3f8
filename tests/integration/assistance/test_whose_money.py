"""Whose money it is: a fund's keeper allots it, agrees or refuses, names what it pays; a year and a cap bound it."""

from typing import Any

import pytest

from contracts import intake, ledger
from services.assistance.errors.acts import RECIPIENTS
from tests.integration.assistance.conftest import (
    BOOKER,
    CITY,
    CLOSER,
    COUNTY,
    TAKER,
    UNION,
    Assistance,
    as_recorded,
)
from tests.support.parameters import keep
from tests.support.service import START

KEEPER = "reviewer:keeper"


def by_the_union(assistance: Assistance, household: str, fund: str, amount: str = "600.00", **changes: Any) -> Any:
    """An enterprise's union proposes aid out of the city's fund."""
    body = {"kind": "living_subsidy", "fund": fund, "amount": amount, "first": "2026-11-01", "last": "2026-11-30"}
    return assistance.post(f"/v1/plans/{household}/aid", {**body, **changes}, "reviewer", UNION)


def allot(assistance: Assistance, fund: str, union: str, amount: str, role: str = "finance", at: str = CITY) -> Any:
    return assistance.post(f"/v1/funds/{fund}/allotments", {"org_path": union, "amount": amount}, role, at)


def status(assistance: Assistance, act: str) -> str:
    return str(assistance.get(f"/v1/acts/{act}").json()["status"])


UNTOUCHED = {"available": 1_000_000, "committed": 0, "paid": 0}


@pytest.mark.parametrize("amount", ["600.00", "9000.00", "10000.00"])
def test_a_union_commits_nothing_of_a_fund_above_it_that_allots_it_nothing(assistance: Assistance, amount: str) -> None:
    """FAULTS A3."""
    fund, household = assistance.fund(), assistance.opened()
    asked = by_the_union(assistance, household, fund, amount)
    assert asked.status_code == 200
    assert status(assistance, asked.json()["act"]) == "awaits_consent"
    assert assistance.balances(fund) == UNTOUCHED
    assert "AidProposed" not in assistance.story(household)


def test_the_keeper_agrees_and_the_money_is_committed(assistance: Assistance) -> None:
    """FAULTS A3."""
    fund, household = assistance.fund(), assistance.opened()
    act = by_the_union(assistance, household, fund).json()["act"]
    agreed = assistance.post(f"/v1/acts/{act}/consent", {}, KEEPER)
    assert agreed.json() == {"act": act, "status": "proposed"}
    assert assistance.balances(fund) == {"available": 940_000, "committed": 60_000, "paid": 0}
    assert assistance.post(f"/v1/acts/{act}/consent", {}, KEEPER).json()["code"] == "consent_not_asked"
    assistance.hear(household, ledger.AidCleared(act=act, expires_on=START.date()))
    assert assistance.post("/v1/batches", {"fund": fund}, CLOSER).status_code == 201


def test_agreeing_is_neither_the_proposers_nor_the_founders_nor_the_unions_nor_the_closers(
    assistance: Assistance,
) -> None:
    """FAULTS A2, A3."""
    fund, household = assistance.fund(), assistance.opened()
    act = by_the_union(assistance, household, fund).json()["act"]
    path = f"/v1/acts/{act}/consent"
    assert assistance.post(path, {}, KEEPER, UNION).status_code == 404
    assert assistance.post(path, {}, KEEPER, COUNTY).status_code == 404
    for who in ("reviewer", "finance"):
        headers = assistance.headers(who, "reviewer", "finance")
        assert assistance.door.post(path, json={}, headers=headers).json()["code"] == "duties_apart"
    assert assistance.post(path, {}, KEEPER).status_code == 200
    assistance.hear(household, ledger.AidCleared(act=act, expires_on=START.date()))
    headers = assistance.headers(KEEPER, "finance")
    assert assistance.door.post("/v1/batches", json={"fund": fund}, headers=headers).json()["code"] == "duties_apart"
    headers = assistance.headers("reviewer", "finance")
    assert assistance.door.post("/v1/batches", json={"fund": fund}, headers=headers).json()["code"] == "duties_apart"


def test_what_the_keeper_refuses_and_what_its_giver_takes_back_is_off_and_costs_nothing(assistance: Assistance) -> None:
    """FAULTS A3."""
    fund, household = assistance.fund(), assistance.opened()
    first, second, third = (by_the_union(assistance, household, fund).json()["act"] for _ in range(3))
    assert assistance.post(f"/v1/acts/{first}/refusal", {"reason": "不同意"}, KEEPER).status_code == 200
    taken_back = assistance.post(f"/v1/acts/{second}/withdrawal", {"reason": "撤回"}, "reviewer", UNION)
    assert taken_back.json()["status"] == "withdrawn"
    members = (f"person:{household}-0", f"person:{household}-1")
    closing = intake.FileClosed(org_path=UNION, reason="exit", closed_on=START.date(), members=members)
    assistance.hear(household, closing)
    assert [status(assistance, act) for act in (first, second, third)] == ["withdrawn"] * 3
    assert assistance.balances(fund) == UNTOUCHED
    assert "AidWithdrawn" not in assistance.story(household), "the ledger never heard of them"


def test_an_allotment_bears_what_a_union_gives_and_no_more(assistance: Assistance) -> None:
    """FAULTS A3."""
    fund, household = assistance.fund(), assistance.opened()
    assert allot(assistance, fund, COUNTY, "1000.00").status_code == 200
    within = by_the_union(assistance, household, fund).json()["act"]
    beyond = by_the_union(assistance, household, fund).json()["act"]
    assert [status(assistance, act) for act in (within, beyond)] == ["proposed", "awaits_consent"]
    assert assistance.balances(fund)["committed"] == 60_000
    assistance.post(f"/v1/acts/{within}/withdrawal", {"reason": "撤回"}, "reviewer", UNION)
    again = by_the_union(assistance, household, fund).json()["act"]
    assert status(assistance, again) == "proposed", "what was taken back may be given again"
    shown = assistance.get(f"/v1/funds/{fund}/allotments", "finance").json()["items"]
    assert shown == [{"org_path": COUNTY, "amount": "1000.00", "used": "600.00"}]


def test_who_has_to_wait_for_a_consent_is_told_of_what_and_whose_and_what_to_do(assistance: Assistance) -> None:
    """Which fund, how much of it is left to the giver, who agrees, what comes next; in both languages."""
    fund, household = assistance.fund(), assistance.opened()
    allot(assistance, fund, UNION, "400.00")
    asked = by_the_union(assistance, household, fund).json()
    assert (asked["status"], asked["consent"]["code"]) == ("awaits_consent", "keepers_consent_needed")
    assert (asked["consent"]["fund"], asked["consent"]["left"], asked["consent"]["amount"]) == (
        fund,
        "400.00",
        "600.00",
    )
    keeper = asked["consent"]["keeper"]
    assert keeper["org_path"] == CITY
    for language in ("zh", "en"):
        told, what_next = asked["consent"]["texts"][language], asked["consent"]["next"][language]
        assert all(word in told for word in (asked["consent"]["fund_name"], keeper["name"], "400.00", "600.00"))
        assert all(word in what_next for word in (keeper["name"], keeper["phone"]))
    story = assistance.get(f"/v1/households/{household}/timeline").json()["items"]
    assert "困难生活补贴 600.00 元" in story[-1]["summary_zh"]
    within = by_the_union(assistance, household, fund, "399.00").json()
    assert within == {"household": household, "act": within["act"], "status": "proposed"}


def test_what_a_fund_has_not_is_told_with_the_fund_and_what_is_free(assistance: Assistance) -> None:
    fund, household = assistance.fund(), assistance.opened()
    beyond = by_the_union(assistance, household, fund, "10000.01").json()
    assert beyond["code"] == "budget_exhausted"
    assert (beyond["params"]["free"], beyond["params"]["amount"]) == ("10000.00", "10000.01")
    assert beyond["params"]["name"] in beyond["detail"]


def test_a_union_with_an_allotment_of_its_own_does_not_reach_into_its_countys(assistance: Assistance) -> None:
    """FAULTS A3."""
    fund, household = assistance.fund(), assistance.opened()
    allot(assistance, fund, COUNTY, "5000.00")
    allot(assistance, fund, UNION, "100.00")
    act = by_the_union(assistance, household, fund).json()["act"]
    assert status(assistance, act) == "awaits_consent"


def test_a_keeper_alone_allots_and_only_below_itself(assistance: Assistance) -> None:
    """FAULTS A3."""
    fund = assistance.fund()
    assert allot(assistance, fund, UNION, "5000.00", at=UNION).status_code == 404
    assert allot(assistance, fund, UNION, "5000.00", role="reviewer").status_code == 403
    for elsewhere in (CITY, "44/4403", "44/44050", "44"):
        assert allot(assistance, fund, elsewhere, "1.00").json()["code"] == "allotment_elsewhere"


def test_a_keeper_pays_the_acts_that_it_names(assistance: Assistance) -> None:
    """FAULTS A3."""
    fund = assistance.fund()
    named, other = (assistance.cleared(assistance.opened(), fund) for _ in range(2))
    answer = assistance.post("/v1/batches", {"fund": fund, "acts": [named]}, CLOSER)
    assert answer.json()["taken"] == [named]
    assert [status(assistance, act) for act in (named, other)] == ["in_batch", "cleared"]
    again = assistance.post("/v1/batches", {"fund": fund, "acts": [named, other]}, CLOSER)
    assert again.json()["code"] == "act_not_cleared"


def test_one_act_stays_within_the_cap_of_its_kind_there(assistance: Assistance) -> None:
    """FAULTS A3."""
    fund, household = assistance.fund(), assistance.opened()
    cap = intake.ParameterSet(
        name="aid_cap_living_subsidy",
        kind="money",
        region="4405",
        first_day=START.date(),
        value="600.00",
        source="示例〔2026〕1号",
    )
    keep(assistance.service, [as_recorded(cap)])
    refused = assistance.propose(household, fund, "600.01")
    assert (refused.json()["code"], "600.00" in refused.json()["detail"]) == ("amount_over_cap", True)
    assert assistance.propose(household, fund, "600.00").status_code == 200


def test_a_fund_of_another_year_pays_nothing(assistance: Assistance) -> None:
    """FAULTS A2, A3: issue 12, item 9."""
    fund, household = assistance.fund(), assistance.opened()
    assistance.cleared(household, fund)
    waiting = by_the_union(assistance, assistance.opened(), fund).json()["act"]
    assistance.set_clock(START.replace(year=2027, month=1))
    assert assistance.propose(household, fund).json()["code"] == "fund_of_another_year"
    assert assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["code"] == "fund_of_another_year"
    assert assistance.post(f"/v1/acts/{waiting}/consent", {}, KEEPER).json()["code"] == "fund_of_another_year"


@pytest.mark.parametrize(
    ("kind", "profile", "recipient"),
    [
        ("insurance_premium", "shantou-2016", "insurer"),
        ("medical_mutual_aid", "shantou-2016", "insurer"),
        ("insurance_premium", "kaifeng-2019", "insurer"),
        ("rent_cut", "shantou-2016", "landlord"),
    ],
)
def test_what_is_an_insurers_or_a_landlords_never_goes_to_the_household(
    assistance: Assistance, kind: str, profile: str, recipient: str
) -> None:
    """Issue 12, item 9: whichever route proposes it."""
    fund, household = assistance.fund(uses=(kind,)), assistance.opened(profile=profile)
    refused = assistance.propose(household, fund, kind=kind).json()
    assert refused["code"] == "aid_pays_another"
    assert recipient in refused["texts"]["en"]
    assert RECIPIENTS[recipient] in refused["detail"]
    assert assistance.balances(fund) == UNTOUCHED


def test_a_budget_is_raised_by_two_people_with_a_reason(assistance: Assistance) -> None:
    """FAULTS A2: issue 12, item 9."""
    fund = assistance.fund()
    path = f"/v1/funds/{fund}/raises"
    assert assistance.post(path, {"amount": "500.00"}, CLOSER).status_code == 422
    asked = assistance.post(path, {"amount": "500.00", "reason": "市财政追加"}, CLOSER)
    assert asked.json()["status"] == "awaits_confirmation"
    assert assistance.balances(fund) == UNTOUCHED
    alone = assistance.post(f"{path}/confirmation", {"amount": "500.00"}, CLOSER)
    assert (alone.status_code, alone.json()["code"]) == (403, "confirmed_by_another")
    other = assistance.post(f"{path}/confirmation", {"amount": "5000.00"}, TAKER)
    assert other.json()["code"] == "raise_not_asked"
    assert assistance.post(f"{path}/confirmation", {"amount": "500.00"}, TAKER).json()["status"] == "raised"
    assert assistance.balances(fund) == {"available": 1_050_000, "committed": 0, "paid": 0}
    assert assistance.post(f"{path}/confirmation", {"amount": "500.00"}, BOOKER).json()["code"] == "raise_not_asked"
    assistance.cleared(assistance.opened(), fund)
    assert assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["code"] == "duties_apart"


def test_one_raise_waits_at_a_time_and_is_replaced_only_by_name(assistance: Assistance) -> None:
    """FAULTS A2."""
    fund = assistance.fund()

    def ask(role: str, amount: str, **more: str) -> Any:
        return assistance.post(f"/v1/funds/{fund}/raises", {"amount": amount, "reason": "追加", **more}, role)

    assert ask("finance", "500.00", instead_of="1.00").json()["code"] == "raise_not_asked"
    assert ask("finance", "500.00").status_code == 200
    assert ask("finance", "500.00").status_code == 200, "the same again changes nothing"
    second = ask(CLOSER, "50000.00")
    assert (second.status_code, second.json()["code"]) == (409, "raise_waits")
    assert "500.00" in second.json()["detail"]
    assert ask(CLOSER, "50000.00", instead_of="400.00").json()["code"] == "raise_waits"
    assert ask(CLOSER, "50.00", instead_of="500.00").status_code == 200
    confirmation = f"/v1/funds/{fund}/raises/confirmation"
    assert assistance.post(confirmation, {"amount": "500.00"}, TAKER).json()["code"] == "raise_not_asked"
    assert assistance.post(confirmation, {"amount": "50.00"}, "finance").json()["status"] == "raised"


def test_an_allotment_stays_within_the_budget_as_it_stands(assistance: Assistance) -> None:
    """FAULTS A3."""
    fund = assistance.fund()
    beyond = allot(assistance, fund, UNION, "10000.01")
    assert (beyond.status_code, beyond.json()["code"]) == (409, "allotment_over_budget")
    assert "10000.00" in beyond.json()["detail"]
    assistance.post(f"/v1/funds/{fund}/raises", {"amount": "0.01", "reason": "追加"}, "finance")
    assistance.post(f"/v1/funds/{fund}/raises/confirmation", {"amount": "0.01"}, "finance:second")
    assert allot(assistance, fund, UNION, "10000.01").status_code == 200


def test_the_read_models_of_all_this_made_again_are_the_live_ones(assistance: Assistance) -> None:
    fund, household = assistance.fund(), assistance.opened()
    allot(assistance, fund, UNION, "700.00")
    acts = [by_the_union(assistance, household, fund).json()["act"] for _ in range(3)]
    assistance.post(f"/v1/acts/{acts[1]}/consent", {}, KEEPER)
    assistance.post(f"/v1/acts/{acts[2]}/refusal", {"reason": "不同意"}, KEEPER)
    assistance.post(f"/v1/acts/{acts[0]}/withdrawal", {"reason": "撤回"}, "reviewer", UNION)
    assistance.post(f"/v1/funds/{fund}/raises", {"amount": "5.00", "reason": "追加"}, "finance")
    assistance.post(f"/v1/funds/{fund}/raises/confirmation", {"amount": "5.00"}, "finance:second")
    assert assistance.drifted() == {}
