"""Assistance and the real ledger, each reading what the other published, until nothing moves any more."""

from itertools import groupby
from typing import Any

import pytest

from chassis.message import Message
from chassis.service import Service
from chassis.subscription import step
from services.ledger.bootstrap import bootstrap
from tests.integration.assistance.conftest import BOOKER, CLOSER, COUNTY, Assistance, file_opened
from tests.support.neighbours import Neighbours, ring
from tests.support.rechecks import file_kept, recheck_begun
from tests.support.service import Begin, SettingsOf

PUBLISHED = (
    "SELECT partition, position, previous, subject, type, body FROM published WHERE position > 0"
    " ORDER BY partition, position"
)


@pytest.fixture
def ledger(assistance: Assistance, settings_of: SettingsOf, begin: Begin) -> Service[Any]:
    return begin(bootstrap, settings_of("ledger"))


def settle(assistance: Assistance, ledger: Service) -> None:
    """Each reads everything of the other from the beginning, as a follower may; marks drop what is known."""
    for _ in range(6):
        follow(assistance.service, "assistance", ledger, "ledger")
        follow(ledger, "ledger", assistance.service, "assistance")


def follow(source: Service, name: str, reader: Service, subscription: str) -> None:
    with source.store.reading() as connection:
        rows = connection.execute(PUBLISHED).fetchall()
    known = next(one for one in reader.subscriptions if (one.name, one.source) == (subscription, name))
    for partition, group in groupby(rows, key=lambda row: row[0]):
        rest: Any = [Message(name, *row) for row in group]
        while rest:
            rest = step(reader.store, known, partition, rest).rest


def opened_for_both(assistance: Assistance, ledger: Service) -> str:
    household = assistance.opened()
    Neighbours(ledger, assistance.service.vault).hear(household, file_opened(household))
    return household


def test_an_act_is_cleared_batched_checked_and_paid(assistance: Assistance, ledger: Service) -> None:
    fund = assistance.fund()
    household = opened_for_both(assistance, ledger)
    first = assistance.propose(household, fund).json()["act"]
    second = assistance.propose(household, fund, "100.00").json()["act"]
    settle(assistance, ledger)
    acts = {act["act"]: act for act in assistance.get(f"/v1/acts?household={household}").json()["items"]}
    assert {act: shown["status"] for act, shown in acts.items()} == {first: "cleared", second: "held"}
    assert (acts[second]["rule"], acts[second]["other"]["amount"]) == ("same_kind_same_person", "600.00")

    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assistance.post(f"/v1/acts/{second}/withdrawal", {"reason": "重复"})
    settle(assistance, ledger)
    assert assistance.get(f"/v1/batches/{batch}").json()["status"] == "checked"
    paid = {"results": [{"act": first, "outcome": "paid", "on": "2026-11-02"}]}
    assistance.post(f"/v1/batches/{batch}/results", paid, BOOKER)
    settle(assistance, ledger)
    assert assistance.balances(fund) == {"available": 940_000, "committed": 0, "paid": 60_000}
    with ledger.store.reading() as connection:
        statuses = dict(connection.execute("SELECT act, status FROM aid_index").fetchall())
    assert statuses == {first: "paid", second: "released"}


def test_two_unions_propose_the_same_aid_and_one_is_held(assistance: Assistance, ledger: Service) -> None:
    city, county = assistance.fund(), assistance.fund(org_path=COUNTY)
    household = opened_for_both(assistance, ledger)
    pupil = [f"person:{household}-1"]
    body = {
        "kind": "tuition_aid",
        "amount": "500.00",
        "first": "2026-09-01",
        "last": "2027-08-31",
        "beneficiaries": pupil,
    }
    path = f"/v1/plans/{household}/aid"
    answers = [
        assistance.post(path, {**body, "fund": city}),
        assistance.post(path, {**body, "fund": county}, org_path=COUNTY),
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    settle(assistance, ledger)
    statuses = [assistance.get(f"/v1/acts/{answer.json()['act']}").json()["status"] for answer in answers]
    assert sorted(statuses) == ["cleared", "held"]


def test_a_cleared_act_is_held_while_its_file_is_in_doubt_and_cleared_when_it_is_kept(
    assistance: Assistance, ledger: Service
) -> None:
    fund = assistance.fund()
    household, intake = assistance.opened(), Neighbours(ledger, assistance.service.vault)
    intake.hear(household, file_opened(household))
    act = assistance.propose(household, fund).json()["act"]
    settle(assistance, ledger)
    intake.hear(household, recheck_begun())
    ring(ledger, ledger.clock.now())
    settle(assistance, ledger)
    held = assistance.get(f"/v1/acts/{act}").json()
    assert (held["status"], held["rule"]) == ("held", "facts_in_doubt")
    assert assistance.balances(fund)["committed"] > 0, "it is set aside"
    intake.hear(household, file_kept())
    ring(ledger, ledger.clock.now())
    settle(assistance, ledger)
    cleared = assistance.get(f"/v1/acts/{act}").json()
    assert (cleared["status"], cleared["rule"]) == ("cleared", None)
