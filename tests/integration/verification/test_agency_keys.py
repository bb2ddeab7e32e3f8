"""Keys are events: the agencies file is their first version, two people change them, all processes follow, and what a
stolen one signed is found."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dci.keys import SigningKey
from services.verification.adapters import known_keys
from tests.integration.verification.applications import submitted
from tests.integration.verification.conftest import OURS, POPULATION, Town
from tests.integration.verification.letters import Asked, read_all, written
from tests.support.until import wait_until

BODY = POPULATION.households[0].body
UNION = "44/4405/440507/longhu-dianzi"
NEW = SigningKey.generate("tax", "2027")
SOON_S = 5
"""A machine that is full still proposes it before it begins."""


@pytest.fixture
def town(make_town: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The ring is read anew for each message, so that no test waits."""
    made: Town = make_town(agencies=False)
    made.made_ready()
    monkeypatch.setattr(known_keys, "FRESH_S", 0.0)
    made.household = made.apply(submitted(made.service.vault, BODY, org_path=UNION))
    made.deliver()
    return made


def tax(town: Town) -> Asked:
    (found,) = (one for one in read_all(town.asked) if one.item == "tax")
    return found


def answer(town: Town, key: SigningKey, income: str = "1200.00") -> int:
    asked = tax(town)
    body = written(asked, key, {"person": asked.tokens[0], "monthly_income": income})
    return int(town.callback(body).status_code)


def until(instant: datetime) -> None:
    wait_until(lambda: datetime.now(UTC) >= instant, "the instant")


def form(key: SigningKey, **changes: Any) -> dict[str, Any]:
    told = key.known(datetime.now(UTC) + timedelta(seconds=SOON_S))
    return {
        "sender": told.sender_id,
        "key_id": told.key_id,
        "algorithm": told.algorithm,
        "public_key": told.public_key,
        "valid_from": told.valid_from.isoformat(),
        "reason": "部门来函",
    } | changes


def standing(town: Town, sender: str, key_id: str) -> dict[str, Any]:
    items = town.get(f"/v1/agency-keys?sender={sender}", "operator").json()["items"]
    (found,) = (one for one in items if (one["key_id"], one["standing"]) == (key_id, "set"))
    return {name: found[name] for name in ("sender", "key_id", "algorithm", "public_key", "valid_from")}


def changed(town: Town, body: dict[str, Any]) -> None:
    proposed = town.post("/v1/agency-keys", body, "operator", subject="op-1")
    assert (proposed.status_code, proposed.json()["proposed"]) == (200, True), proposed.text
    confirmed = town.post("/v1/agency-keys/confirmation", body, "operator", subject="op-2")
    assert (confirmed.status_code, confirmed.json()["changed"]) == (200, True), confirmed.text


def test_the_agencies_file_is_the_first_version_and_our_own_key_is_among_them(town: Town) -> None:
    first = town.get("/v1/agency-keys?limit=200", "operator").json()["items"]
    assert {one["sender"] for one in first} == set(town.agency_keys) | {OURS.sender_id}
    assert {(one["standing"], one["by"]) for one in first} == {("set", "system:verification")}
    assert answer(town, town.agency_keys["tax"]) == 200


def test_a_key_is_added_by_two_people_and_believed_without_a_restart(town: Town) -> None:
    assert answer(town, NEW) == 401
    body = form(NEW)
    assert town.post("/v1/agency-keys", body, "operator", subject="op-1").json()["proposed"] is True
    assert answer(town, NEW) == 401
    again = town.post("/v1/agency-keys/confirmation", body, "operator", subject="op-1")
    assert (again.status_code, again.json()["code"]) == (403, "key.confirmed_by_another")
    other = town.post("/v1/agency-keys/confirmation", body | {"reason": "另一理由"}, "operator", subject="op-2")
    assert (other.status_code, other.json()["code"]) == (409, "key.not_proposed")
    until(datetime.fromisoformat(body["valid_from"]))
    assert town.post("/v1/agency-keys/confirmation", body, "operator", subject="op-2").json()["changed"] is True
    assert answer(town, NEW) == 200


def test_a_key_that_ends_is_believed_up_to_then_and_its_id_is_nobody_elses(town: Town) -> None:
    key_id = town.agency_keys["tax"].key_id
    body = standing(town, "tax", key_id) | {"reason": "换用新密钥"}
    ends = datetime.now(UTC) + timedelta(seconds=SOON_S)
    changed(town, body | {"valid_until": ends.isoformat()})
    until(ends)
    assert answer(town, town.agency_keys["tax"]) == 401
    another = form(SigningKey.generate("tax", key_id))
    refused = town.post("/v1/agency-keys", another, "operator")
    assert (refused.status_code, refused.json()["code"]) == (409, "key.another")
    revived = town.post("/v1/agency-keys", body, "operator")
    assert (revived.status_code, revived.json()["code"]) == (422, "key.reaches_back")


def test_what_came_in_since_a_key_was_stolen_is_found_and_what_came_before_stays(town: Town) -> None:
    key = town.agency_keys["tax"]
    assert answer(town, key, "1200.00") == 200
    stolen = datetime.now(UTC)
    assert answer(town, key, "9900.00") == 200
    body = standing(town, "tax", key.key_id) | {"reason": "私钥外泄", "revoked_from": stolen.isoformat()}
    changed(town, body)
    assert answer(town, key, "5500.00") == 401
    path = f"/v1/agency-keys/received-since?sender=tax&key_id={key.key_id}"
    (found,) = town.get(path, "auditor").json()["items"]
    assert (found["household"], found["type"], found["item"]) == (town.household, "AnswerContradicted", "tax")
    assert town.get(path, "auditor", org_path="44/4451").json()["items"] == []
    back = town.post("/v1/agency-keys", body | {"revoked_from": None}, "operator")
    assert (back.status_code, back.json()["code"]) == (409, "key.revoked")
    assert town.get("/v1/agency-keys/received-since?sender=tax&key_id=none", "auditor").status_code == 404


def test_what_is_no_key_is_refused(town: Town) -> None:
    refused = town.post("/v1/agency-keys", form(NEW, public_key="AAAA"), "operator")
    assert (refused.status_code, refused.json()["code"]) == (422, "key.unusable")
    late = town.post("/v1/agency-keys", form(NEW, valid_from="2020-01-01T00:00:00+08:00"), "operator")
    assert (late.status_code, late.json()["code"]) == (422, "key.reaches_back")
    assert town.post("/v1/agency-keys", form(NEW), "lawkeeper").status_code == 403
