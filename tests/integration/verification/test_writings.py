"""What agencies answered can be read: values that count, that contradict, that came late; and the bytes they signed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from dci.keys import KeyHistory
from dci.signatures import verify
from tests.integration.verification.applications import submitted
from tests.integration.verification.conftest import LONG_AGO, POPULATION, Town
from tests.integration.verification.letters import Asked, declined, read_all, written

BODY = POPULATION.households[0].body
UNION = "44/4405/440507/longhu-dianzi"
REASON = {"reason": "核实申请人申诉"}


@pytest.fixture
def town(make_town: Any) -> Town:
    """One household whose questions went out; nobody has answered yet."""
    made: Town = make_town(agencies=False)
    made.household = made.apply(submitted(made.service.vault, BODY, org_path=UNION))
    made.deliver()
    return made


def asked_of(town: Town, item: str) -> Asked:
    (found,) = (one for one in read_all(town.asked) if one.item == item)
    return found


def writings(town: Town, household: str, role: str = "reviewer", query: str = "") -> list[dict[str, Any]]:
    answer = town.post(f"/v1/households/{household}/writings{query}", REASON, role)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items[::-1]


def test_answers_that_count_contradict_or_are_declined_are_read_with_their_values(town: Town) -> None:
    household, tax, dibao = town.household, asked_of(town, "tax"), asked_of(town, "dibao")
    key = town.agency_keys["tax"]
    first = {"person": tax.tokens[0], "monthly_income": "1200.00"}
    second = {**first, "monthly_income": "9000.00"}
    for body in (written(tax, key, first), written(tax, key, second)):
        town.callback(body)
    town.callback(declined(dibao, town.agency_keys[dibao.agency]))
    told = [(one["kind"], one["words"]["item"], one["words"].get("records")) for one in writings(town, household)]
    assert told == [
        ("agency_answer", "tax", [{**first, "monthly_income": "1200.00"}]),
        ("contradicting_answer", "tax", [{**second, "monthly_income": "9000.00"}]),
        ("declined_answer", "dibao", None),
    ]
    listed = town.get(f"/v1/households/{household}/accesses", "auditor").json()["items"]
    assert [(one["who"], one["what"]) for one in listed] == [("person-reviewer", "writings")]


def test_an_answer_is_given_out_as_its_agency_signed_it(town: Town) -> None:
    household, tax = town.household, asked_of(town, "tax")
    key = town.agency_keys["tax"]
    body = written(tax, key, {"person": tax.tokens[0], "monthly_income": "1200.00"})
    town.callback(body)
    (answer,) = writings(town, household, "auditor", "?kind=agency_answer")
    path = f"/v1/households/{household}/answers/{answer['event']}/signed-body"

    given = town.post(path, REASON, "auditor")

    assert given.content == body
    assert given.headers["Content-Disposition"] == f'attachment; filename="{answer["event"]}.json"'
    assert verify(given.content, KeyHistory([key.known(LONG_AGO)]), datetime.now(UTC)).sender_id == "tax"
    listed = town.get(f"/v1/households/{household}/accesses", "auditor").json()["items"]
    assert [one["what"] for one in listed] == ["signed_body", "writings"]
    reasons = [one["words"]["reason"] for one in writings(town, household, "auditor", "?kind=look")]
    assert set(reasons) == {REASON["reason"]}


def test_signed_bytes_are_for_reviewers_and_auditors_with_a_reason_and_of_an_answer_alone(town: Town) -> None:
    household, tax = town.household, asked_of(town, "tax")
    town.callback(written(tax, town.agency_keys["tax"], {"person": tax.tokens[0], "monthly_income": "1.00"}))
    (answer,) = writings(town, household)
    path = f"/v1/households/{household}/answers/{{}}/signed-body"
    mine = path.format(answer["event"])
    opened = town.one(
        "SELECT id::text FROM events WHERE subject = %s AND version = 1 AND stream LIKE 'inq%%'", household
    )
    before = town.one("SELECT position FROM counter")
    assert town.post(mine, REASON, "case_worker").status_code == 403
    assert town.post(mine, {}, "reviewer").status_code == 422
    assert town.post(mine, REASON, "reviewer", "44/4451").status_code == 404
    assert town.post(path.format(opened), REASON, "reviewer").status_code == 404
    assert town.post(path.format("no-id"), REASON, "reviewer").status_code == 404
    assert town.one("SELECT position FROM counter") == before


def test_of_an_erased_household_no_signed_bytes_are_left(town: Town, shred: Any) -> None:
    household, tax = town.household, asked_of(town, "tax")
    town.callback(written(tax, town.agency_keys["tax"], {"person": tax.tokens[0], "monthly_income": "1.00"}))
    (answer,) = writings(town, household)
    shred(town.service.vault, household)
    path = f"/v1/households/{household}/answers/{answer['event']}/signed-body"
    refused = town.post(path, REASON, "reviewer")
    assert (refused.status_code, refused.json()["code"]) == (410, "household_erased")
    assert [(one["words"].get("records"), one["erased"]) for one in writings(town, household)] == [(None, True)]
