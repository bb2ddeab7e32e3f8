"""Two workers on one database: the last money goes once, an act is in one batch, a message has one effect."""

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from starlette.testclient import TestClient

from contracts import ledger
from services.assistance.bootstrap import bootstrap
from tests.integration.assistance.conftest import CLOSER, UNION, Assistance
from tests.support.service import START, Begin


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """The answers of calls that begin together."""
    together, answers = Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        together.wait()
        answers[place] = call()

    threads = [Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def another(assistance: Assistance, begin: Begin) -> Assistance:
    """One more process of the same service."""
    return Assistance(begin(bootstrap, assistance.settings), assistance.key)


def doors(assistance: Assistance, begin: Begin) -> list[TestClient]:
    return [assistance.door, another(assistance, begin).door]


def test_of_two_proposals_for_the_last_money_exactly_one_passes(assistance: Assistance, begin: Begin) -> None:
    both = doors(assistance, begin)
    terms = {"kind": "living_subsidy", "amount": "600.00", "first": "2026-11-01", "last": "2026-11-30"}

    def proposal(door: TestClient, household: str, fund: str) -> Callable[[], Any]:
        path, headers = f"/v1/plans/{household}/aid", assistance.headers("reviewer")
        return lambda: door.post(path, json={**terms, "fund": fund}, headers=headers)

    for _ in range(5):
        fund = assistance.fund("600.00")
        answers = at_once(*(proposal(door, assistance.opened(), fund) for door in both))
        assert sorted(answer.json().get("code", "passed") for answer in answers) == ["budget_exhausted", "passed"]
        assert assistance.balances(fund) == {"available": 0, "committed": 60_000, "paid": 0}


def test_two_batch_closings_at_once_take_each_act_once(assistance: Assistance, begin: Begin) -> None:
    both, fund = doors(assistance, begin), assistance.fund()
    acts = {assistance.cleared(assistance.opened(), fund, "100.00") for _ in range(6)}
    answers = at_once(
        *(
            lambda door=door: door.post("/v1/batches", json={"fund": fund}, headers=assistance.headers(CLOSER))
            for door in both
        )
    )
    batches = [answer.json()["batch"] for answer in answers if answer.status_code == 201]
    refused = [answer.json()["code"] for answer in answers if answer.status_code != 201]
    assert (len(batches), refused) == (1, ["nothing_to_pay"])
    lines = Counter(line.act for batch in batches for line in assistance.events(batch)[0].acts)
    assert lines == dict.fromkeys(acts, 1)


def test_a_message_that_two_workers_handle_has_one_effect(assistance: Assistance, begin: Begin) -> None:
    other, fund, household = another(assistance, begin), assistance.fund(), assistance.opened()
    act = assistance.propose(household, fund).json()["act"]
    message = assistance.said(household, ledger.AidCleared(act=act, expires_on=START.date()))
    at_once(
        lambda: assistance.handle(message),
        lambda: other.handle(message),
    )
    assert assistance.story(household).count("ClearanceRecorded") == 1


def test_an_approval_sent_twice_at_once_is_carried_out_once(assistance: Assistance, begin: Begin) -> None:
    both, fund, household = doors(assistance, begin), assistance.fund(), assistance.opened()
    aid = {"measure": "tuition_aid", "fund": fund, "amount": "100.00", "first": "2026-09-01", "last": "2027-08-31"}
    body = {"measures": ["tuition_aid"], "aid": [aid]}
    headers = assistance.headers("reviewer", **{"If-Match": '"2"'})
    answers = at_once(
        *(lambda door=door: door.post(f"/v1/plans/{household}/approval", json=body, headers=headers) for door in both)
    )
    settled = [answer for answer in answers if answer.status_code == 200]
    assert settled
    assert all(answer.json() == settled[0].json() for answer in settled)
    assert assistance.story(household).count("AidProposed") == 1
    assert assistance.balances(fund) == {"available": 990_000, "committed": 10_000, "paid": 0}


@pytest.mark.parametrize("step", ["release", "book"])
def test_of_two_steps_that_one_person_takes_at_once_exactly_one_passes(
    assistance: Assistance, begin: Begin, step: str
) -> None:
    """FAULTS A2: the bank file and the bank's word are steps like all others, also at the instant of an allotment."""
    here, there = doors(assistance, begin)
    for _ in range(5):
        fund, household = assistance.fund(), assistance.opened()
        act = assistance.cleared(household, fund)
        batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
        assistance.check(batch)
        who = assistance.headers("finance:both")
        paid = {"results": [{"act": act, "outcome": "paid", "on": "2026-11-02"}]}
        with_the_bank: Callable[[], Any] = {
            "release": lambda path=f"/v1/batches/{batch}/bank-file", who=who: here.get(path, headers=who),
            "book": lambda path=f"/v1/batches/{batch}/results", paid=paid, who=who: here.post(
                path, json=paid, headers=who
            ),
        }[step]
        allotting = assistance.headers("finance:both")
        answers = at_once(
            with_the_bank,
            lambda fund=fund, who=allotting: there.post(
                f"/v1/funds/{fund}/allotments", json={"org_path": UNION, "amount": "1.00"}, headers=who
            ),
        )
        codes = sorted(answer.status_code for answer in answers)
        assert codes == [200, 403], [answer.text[:200] for answer in answers]
