"""The inspection page: what came and what went, by masked number, for this machine or who has the token."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from agencies.behaviour import Behaviour, Manner
from agencies.faults import Fault
from agencies.inspection import KEPT_EACH
from dci.keys import SigningKey
from tests.support.until import wait_until
from tests.unit.agencies.office import POPULATION, Office, opened, question

TOKEN = "only-for-the-connectors"


def from_here(office: Office) -> TestClient:
    return TestClient(office.client.app, base_url="http://127.0.0.1", client=("127.0.0.1", 50_000))


def passages(office: Office) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = from_here(office).get("/inspection.json").json()["items"]
    return [one for one in items if one["agency"] == "tax"]


def test_what_came_and_what_went_is_told_with_its_signature() -> None:
    with opened(Behaviour(default=Manner(faults={Fault.REVOKED_KEY: 1.0}))) as office:
        office.ask(question())
        office.ask(question(), message_id="m-2", key=SigningKey.generate("verification", "1"))
        wait_until(office.is_quiet, "the answers")
        told = passages(office)

    came = [(one["signature"], one["outcome"], one["key"]) for one in told if one["direction"] == "received"]
    went = {(one["signature"], one["outcome"], one["transaction_id"]) for one in told if one["direction"] == "sent"}
    assert came == [("refused: signature_does_not_match", "HTTP 401", ""), ("valid", "HTTP 202", "verification|1")]
    assert went == {("revoked_key", "HTTP 200", "t-1"), ("right", "HTTP 200", "t-1")}


def test_nobody_can_be_told_from_it() -> None:
    with opened() as office:
        office.ask(question())
        wait_until(office.is_quiet, "the answer")
        here = from_here(office)
        shown = here.get("/inspection").text + here.get("/inspection.json").text
        persons = passages(office)[0]["persons"]

    members = POPULATION.households[0].body["members"]
    assert len(persons) == len(members)
    for member in members:
        assert member["id_number"] not in shown
        assert member["name"] not in shown


def test_what_a_stranger_writes_is_text_on_the_page() -> None:
    with opened() as office:
        office.ask(question(), message_id="<script>alert(1)</script>")
        page = from_here(office).get("/inspection")

    assert "&lt;script&gt;" in page.text
    assert "<script" not in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_each_agency_keeps_its_last_few_and_strangers_names_are_not_kept() -> None:
    with opened(Behaviour(default=Manner(faults={Fault.SILENT: 1.0}))) as office:
        for number in range(KEPT_EACH + 5):
            office.client.post("/tax/registry/search", content=b"{}")
            office.client.post(f"/nobody-{number}/registry/search", content=b"{}")
        told = passages(office)
        agencies = {one["agency"] for one in from_here(office).get("/inspection.json").json()["items"]}

    assert len(told) == KEPT_EACH
    assert not any(agency.startswith("nobody") for agency in agencies)


@pytest.mark.parametrize(
    ("host", "base", "headers", "status"),
    [
        ("127.0.0.1", "http://127.0.0.1", {}, 200),
        ("::1", "http://localhost", {}, 200),
        ("192.0.2.7", "http://127.0.0.1", {}, 403),
        ("127.0.0.1", "http://elsewhere.example", {}, 403),
        ("127.0.0.1", "http://127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 403),
        ("192.0.2.7", "http://elsewhere.example", {"Authorization": f"Bearer {TOKEN}"}, 200),
        ("192.0.2.7", "http://elsewhere.example", {"Authorization": "Bearer another"}, 403),
    ],
)
def test_only_this_machine_or_who_has_the_token_looks(
    host: str, base: str, headers: dict[str, str], status: int
) -> None:
    with opened(inspection_token=TOKEN) as office:
        looker = TestClient(office.client.app, base_url=base, client=(host, 50_000))
        assert [looker.get(path, headers=headers).status_code for path in ("/inspection", "/inspection.json")] == [
            status,
            status,
        ]


def test_without_a_token_set_none_opens_it() -> None:
    with opened() as office:
        looker = TestClient(office.client.app, base_url="http://127.0.0.1", client=("192.0.2.7", 50_000))
        assert looker.get("/inspection", headers={"Authorization": "Bearer "}).status_code == 403
