"""通知地址: a portal is told when its own applications move; a real receiver, a real database, one turn at a time."""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from services.intake.handlers.webhook_delivery import AFTER_S
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import UNION, Intake
from tests.support.deliveries import turn
from tests.support.receivers import Receiver, receiver

ALL = [
    "application.under_verification", "application.under_review", "application.returned", "application.on_notice",
    "application.under_second_review", "application.rejected", "objection.answered",
]  # fmt: skip
PORTAL = "person-portal"


@pytest.fixture
def told() -> Iterator[Receiver]:
    with receiver() as made:
        yield made


@pytest.fixture
def hooked(make_intake: Callable[..., Intake], told: Receiver) -> Intake:
    return make_intake(webhook_hosts=[told.host, "portal.example"], webhook_networks=["127.0.0.0/8"])


def put(intake: Intake, url: str, events: list[str] = ALL, name: str = "status", who: str = PORTAL, **more: str) -> Any:
    headers = intake.headers("portal", org_path=UNION, subject=who, **more)
    return intake.door.put(f"/v1/webhooks/{name}", json={"url": url, "events": events}, headers=headers)


def get(intake: Intake, path: str = "", who: str = PORTAL, name: str = "status") -> Any:
    return intake.get(f"/v1/webhooks/{name}{path}", "portal", UNION, who)


def sent(intake: Intake) -> int:
    """Everything that is due, until nothing is."""
    count = 0
    while leased := turn(intake.service.store, intake.service.senders):
        count += leased
    return count


def due_now(intake: Intake) -> None:
    """The back-off is over."""
    with intake.service.store.single() as connection:
        connection.execute("UPDATE deliveries SET next_try = now()")


def verified(secret: str, told: Receiver) -> list[dict[str, Any]]:
    """As a receiver checks it."""
    bodies = []
    for one in told.received:
        signed = f"{one.headers['webhook-id']}.{one.headers['webhook-timestamp']}.".encode() + one.body
        key = b64decode(secret.removeprefix("whsec_"))
        mac = b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        assert one.headers["webhook-signature"] == f"v1,{mac}"
        bodies.append(json.loads(one.body))
    return bodies


def test_a_portal_is_told_of_each_status_and_nothing_of_the_people(hooked: Intake, told: Receiver) -> None:
    answer = put(hooked, told.url)
    assert answer.status_code == 200, answer.text
    household = hooked.submitted(application(1))
    hooked.hear(household, report())
    hooked.decide(household, decision="return", papers=["income_certificate"])
    sent(hooked)

    bodies = sorted(verified(answer.json()["secret"], told), key=lambda body: body["data"]["version"])
    assert [body["type"] for body in bodies] == [
        "application.under_verification",
        "application.under_review",
        "application.returned",
    ]
    assert bodies[-1]["data"] == {
        "household": household,
        "status": "returned",
        "version": 3,
        "link": f"/v1/applications/{household}/status",
    }
    assert hooked.get(bodies[-1]["data"]["link"], "portal", UNION).json()["status"] == "returned"
    items = get(hooked, "/deliveries").json()["items"]
    assert {(item["state"], item["attempts"], item["reason"]) for item in items} == {("delivered", None, None)}
    assert hooked.drifted() == {}


def test_what_was_answered_to_an_objection_is_told(hooked: Intake, told: Receiver) -> None:
    put(hooked, told.url, ["objection.answered"])
    household = hooked.submitted(application(1))
    hooked.hear(household, report())
    hooked.decide(household, decision="approve")
    hooked.post(f"/v1/households/{household}/objection", {"text": "少报一人"}, "portal", UNION)
    hooked.answer_objection(household)
    sent(hooked)
    assert [json.loads(one.body)["type"] for one in told.received] == ["objection.answered"]


def test_of_anothers_application_nothing_is_told(hooked: Intake, told: Receiver) -> None:
    put(hooked, told.url, who="another-portal")
    headers = hooked.headers("portal", org_path="44/4405/440511", subject=PORTAL)
    body = {"url": told.url, "events": ALL}
    assert hooked.door.put("/v1/webhooks/elsewhere", json=body, headers=headers).status_code == 200
    hooked.submitted(application(1))
    assert sent(hooked) == 0


def test_a_webhook_is_its_portals_alone_and_the_secret_is_told_once(hooked: Intake, told: Receiver) -> None:
    again = {"Idempotency-Key": "made-once"}
    first = put(hooked, told.url, **again)
    assert put(hooked, told.url, **again).json() == first.json(), "a lost answer is given again"
    assert put(hooked, told.url).json() == {"name": "status", "version": 1, "secret": None}
    assert get(hooked).headers["ETag"] == '"1"'
    assert get(hooked, who="another-portal").status_code == 404
    assert get(hooked, who="Person-Portal").status_code == 200
    assert "secret" not in get(hooked).text
    assert first.json()["secret"] not in str(hooked.rows("SELECT response FROM idempotency"))
    stale = put(hooked, told.url, ["application.open"], **{"If-Match": '"7"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")

    removed = hooked.door.delete("/v1/webhooks/status", headers=hooked.headers("portal", org_path=UNION))
    assert removed.status_code == 200, removed.text
    assert get(hooked).status_code == 404
    assert put(hooked, told.url).json()["secret"] not in (None, first.json()["secret"])


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://elsewhere.example/x", "webhook.host"),
        ("https://portal.example:8443/x", "webhook.host"),
        ("http://portal.example/x", "webhook.https"),
        ("http://127.0.0.1:1/x", "webhook.host"),
        ("http://10.0.0.1/x", "webhook.https"),
        ("https://portal.example@elsewhere.example/x", "webhook.url"),
        ("https://portal.example/x?token=1", "webhook.url"),
        ("https://portal.example/x#a", "webhook.url"),
        ("ftp://portal.example/x", "webhook.https"),
        ("https:///x", "webhook.url"),
        ("https://portal.example:99999/x", "webhook.url"),
        ("https://portal.example/中文", "webhook.url"),
        ("portal.example", "webhook.url"),
    ],
)
def test_an_address_that_nobody_allowed_is_refused(hooked: Intake, url: str, code: str) -> None:
    answer = put(hooked, url)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_receiver_that_fails_is_asked_again_and_then_given_up_where_the_portal_sees_it(
    hooked: Intake, told: Receiver
) -> None:
    put(hooked, told.url, ["application.under_verification"])
    told.statuses = [500, 302, 0] + [503] * (len(AFTER_S) - 2)
    household = hooked.submitted(application(1))
    while hooked.one("SELECT count(*) FROM deliveries"):
        hooked.service.senders["webhook"].args[1].breaker.succeeded(*ids_of(hooked))
        due_now(hooked)
        turn(hooked.service.store, hooked.service.senders)

    assert {one.path for one in told.received} == {"/told"}, "no redirect is followed"
    assert len({one.headers["webhook-id"] for one in told.received}) == 1
    (item,) = get(hooked, "/deliveries?state=failed").json()["items"]
    assert (item["attempts"], item["reason"], item["household"]) == (len(AFTER_S) + 1, "status_503", household)
    assert get(hooked).json()["failed"] == 1
    (task,) = hooked.get("/v1/tasks", "portal", UNION).json()["items"]
    assert (task["kind"], task["household"], task["reason"]) == ("webhook", None, ["status_503"])

    replay = f"/v1/webhooks/status/deliveries/{item['delivery']}/replay"
    assert hooked.post(replay, {}, "portal", UNION).json()["state"] == "waiting"
    assert hooked.get("/v1/tasks", "portal", UNION).json()["items"] == []
    hooked.service.senders["webhook"].args[1].breaker.succeeded(*ids_of(hooked))
    sent(hooked)
    assert hooked.post(replay, {}, "portal", UNION).json()["state"] == "delivered", "and is not sent again"
    assert sent(hooked) == 0
    assert hooked.drifted() == {}


def test_a_receiver_that_is_gone_is_given_up_at_once(hooked: Intake, told: Receiver) -> None:
    put(hooked, told.url, ["application.under_verification"])
    told.statuses = [410]
    hooked.submitted(application(1))
    sent(hooked)
    (item,) = get(hooked, "/deliveries").json()["items"]
    assert (item["state"], item["attempts"], item["reason"]) == ("failed", 1, "status_410")


def test_what_waits_for_a_webhook_that_is_removed_is_not_sent(hooked: Intake, told: Receiver) -> None:
    put(hooked, told.url, ["application.under_verification"])
    hooked.submitted(application(1))
    hooked.door.delete("/v1/webhooks/status", headers=hooked.headers("portal", org_path=UNION))
    assert (sent(hooked), told.received) == (1, [])
    assert hooked.drifted() == {}


def change_secret(intake: Intake, hours: int = 24, who: str = PORTAL, **more: str) -> Any:
    headers = intake.headers("portal", org_path=UNION, subject=who, **more)
    return intake.door.post("/v1/webhooks/status/secret", json={"old_valid_hours": hours}, headers=headers)


def signed_by(told: Receiver, *secrets: str) -> bool:
    """Whether the last message is signed by these and no other, in this order."""
    last = told.received[-1]
    signed = f"{last.headers['webhook-id']}.{last.headers['webhook-timestamp']}.".encode() + last.body
    keys = [b64decode(secret.removeprefix("whsec_")) for secret in secrets]
    macs = [b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode() for key in keys]
    return last.headers["webhook-signature"].split(" ") == [f"v1,{mac}" for mac in macs]


def test_a_secret_is_changed_and_for_a_day_both_sign_in_one_header(hooked: Intake, told: Receiver) -> None:
    again = {"Idempotency-Key": "changed-once"}
    first = put(hooked, told.url, ["application.under_verification"]).json()["secret"]
    changed = change_secret(hooked, **again)
    assert changed.status_code == 200, changed.text
    second = changed.json()["secret"]
    assert change_secret(hooked, **again).json() == changed.json(), "a lost answer is given again"
    assert second not in str(hooked.rows("SELECT response FROM idempotency"))
    until = datetime.fromisoformat(changed.json()["old_until"])
    assert datetime.fromisoformat(get(hooked).json()["old_until"]) == until
    hooked.submitted(application(1))
    sent(hooked)
    assert signed_by(told, second, first)

    assert put(hooked, told.url, ["application.under_verification"]).json()["secret"] is None
    hooked.set_clock(until)
    hooked.submitted(application(2))
    sent(hooked)
    assert signed_by(told, second)
    assert get(hooked).json()["old_until"] is None
    assert hooked.drifted() == {}


def test_two_secrets_sign_and_no_third_but_one_that_leaked_ends_at_once(hooked: Intake, told: Receiver) -> None:
    put(hooked, told.url, ["application.under_verification"])
    second = change_secret(hooked).json()
    refused = change_secret(hooked)
    assert (refused.status_code, refused.json()["code"]) == (409, "webhook.two_secrets")
    assert refused.json()["params"] == {"until": second["old_until"]}
    third = change_secret(hooked, 0).json()["secret"]
    hooked.submitted(application(1))
    sent(hooked)
    assert signed_by(told, third)
    assert change_secret(hooked).status_code == 200


def test_a_secret_is_its_own_portals_to_change_on_the_version_that_it_saw(hooked: Intake, told: Receiver) -> None:
    put(hooked, told.url)
    assert change_secret(hooked, who="another-portal").status_code == 404
    assert change_secret(hooked, **{"If-Match": '"7"'}).json()["code"] == "stale_version"
    assert change_secret(hooked, 169).status_code == 422
    assert change_secret(hooked, -1).status_code == 422
    hooked.door.delete("/v1/webhooks/status", headers=hooked.headers("portal", org_path=UNION))
    assert change_secret(hooked).status_code == 404


def test_a_delivery_of_another_webhook_is_unknown(hooked: Intake, told: Receiver) -> None:
    put(hooked, told.url)
    for delivery in ("nonsense", "0198ab3f-0000-7000-8000-000000000000"):
        answer = hooked.post(f"/v1/webhooks/status/deliveries/{delivery}/replay", {}, "portal", UNION)
        assert answer.status_code == 404


def ids_of(intake: Intake) -> list[str]:
    return [webhook for (webhook,) in intake.rows("SELECT webhook FROM webhooks")]


def test_deliveries_are_listed_page_by_page_and_by_a_state_of_the_list(hooked: Intake, told: Receiver) -> None:
    put(hooked, told.url, ["application.under_verification"])
    households = [hooked.submitted(application(sequence)) for sequence in (1, 2, 3)]
    first = get(hooked, "/deliveries?state=waiting&limit=2").json()
    rest = get(hooked, f"/deliveries?state=waiting&limit=2&cursor={first['next']}").json()
    assert [item["household"] for item in first["items"] + rest["items"]] == households[::-1]
    assert (rest["next"], get(hooked, "/deliveries?state=failed").json()["items"]) == (None, [])
    refused = get(hooked, "/deliveries?state=opne").json()["errors"][0]
    assert "waiting、delivered、failed" in refused["texts"]["zh"]
    assert get(hooked, "/deliveries?cursor=nonsense").status_code in (400, 422)
    assert get(hooked, name="NOT-A-NAME").status_code == 422
