"""An agency is a registry of the standard: a stranger asks in every way, and each answer is as the schemas say."""

import base64
import hashlib
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from agencies.behaviour import Behaviour, Manner
from agencies.delay import Fixed
from dci.keys import SigningKey
from tests.conformance import schemas
from tests.conformance.stranger import BASE, SIGNED_AS, Registry, now, registry

SEED = base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
KNOWN = SigningKey.of(SIGNED_AS, "1", SEED).known(datetime(2020, 1, 1, tzinfo=UTC))
AGENCY = "civil_affairs"
RESIDENT = "ns:cn:IdType:ResidentId"


@pytest.fixture
def open_registry() -> Iterator[Registry]:
    with registry(SEED, KNOWN) as opened:
        yield opened


def person(opened: Registry, household: int = 0, member: int = 0) -> str:
    return str(opened.population.households[household].body["members"][member]["id_number"])


def criteria(opened: Registry, **changes: Any) -> dict[str, Any]:
    return {
        "reg_type": "ns:cn:RegistryType:CivilAffairs",
        "reg_event_type": "ns:cn:RegistryEventType:Marriage",
        "query_type": "idtype-value",
        "query": {"type": RESIDENT, "value": person(opened)},
    } | changes


def search(asked: dict[str, Any], transaction: str = "", **changes: Any) -> dict[str, Any]:
    request = {"reference_id": "r-1", "timestamp": now(), "search_criteria": asked} | changes
    return {"transaction_id": transaction or str(uuid.uuid4()), "search_request": [request]}


def subscribe(opened: Registry, transaction: str = "t-1", **changes: Any) -> dict[str, Any]:
    wanted = {
        "reg_event_type": "ns:cn:RegistryEventType:Marriage",
        "filter": {"type": RESIDENT, "value": person(opened)},
        "notify_record_type": "ns:cn:RegRecordType:Marriage",
    } | changes
    request = {"reference_id": "r-1", "timestamp": now(), "subscribe_criteria": wanted}
    return {"transaction_id": transaction, "subscribe_request": [request]}


def status_of(kind: str, by: str, value: Any) -> dict[str, Any]:
    query = {"reference_id": "q-1", "txn_type": kind, "attribute_type": by, "attribute_value": value}
    return {"transaction_id": str(uuid.uuid4()), "txnstatus_request": query}


def asked(opened: Registry, action: str, path: str, message: dict[str, Any], **header: Any) -> dict[str, Any]:
    """Acknowledged, and called back: the callback."""
    body = opened.stranger.envelope(action, message, AGENCY, **header)
    status, told = opened.stranger.send(AGENCY, path, body)
    schemas.require(schemas.ACK, told)
    assert (status, told["message"]["ack_status"]) == (202, "ACK"), told
    return opened.stranger.heard_for(told["message"]["correlation_id"])


def at_once(opened: Registry, action: str, path: str, message: dict[str, Any], **header: Any) -> dict[str, Any]:
    status, told = opened.stranger.send(AGENCY, path, opened.stranger.envelope(action, message, AGENCY, **header))
    assert status == 200, told
    schemas.require_message(told)
    return told


def change(opened: Registry, id_number: str, spouse: str, agency: str = AGENCY) -> int:
    body = {"type": "changed", "id_number": id_number, "item": "marriage", "facts": {"married": True, "spouse": spouse}}
    return int(opened.client.post(f"/{agency}/register", content=msgspec.json.encode(body)).json()["told"])


def test_a_search_is_acknowledged_and_called_back(open_registry: Registry) -> None:
    message = search(criteria(open_registry), "t-9")
    told = asked(open_registry, "search", "registry/search", message)["message"]
    assert told["transaction_id"] == "t-9"
    assert told["search_response"][0]["reference_id"] == "r-1"
    assert told["search_response"][0]["status"] == "succ"


def test_a_sync_search_answers_the_whole_envelope(open_registry: Registry) -> None:
    told = at_once(open_registry, "search", "registry/sync/search", search(criteria(open_registry)))
    assert told["header"]["action"] == "on-search"
    assert told["header"]["status"] == "succ"


@pytest.mark.parametrize(
    "strange",
    [
        {"query": {"type": "BIRTH_REG_NO", "value": "BIRTH-TEST-001"}},
        {"reg_type": "ns:org:RegistryType:Civil"},
        {"query_type": "predicate", "query": [{"expression1": {"attribute_name": "age", "operator": "lt"}}]},
        {"query_type": "expression", "query": {"type": "x", "value": {"expression": {"collection": "Person"}}}},
        {"sort": [{"attribute_name": "poverty_score", "sort_order": "desc"}]},
    ],
)
@pytest.mark.parametrize("path", ["registry/search", "registry/sync/search"])
def test_what_a_registry_does_not_know_is_acknowledged_and_refused_in_the_answer(
    open_registry: Registry, strange: dict[str, Any], path: str
) -> None:
    message = search(criteria(open_registry, **strange))
    (one,) = (at_once if "sync" in path else asked)(open_registry, "search", path, message)["message"][
        "search_response"
    ]
    assert one["status"] == "rjct"
    assert one["status_reason_code"] in ("rjct.search_criteria.invalid", "rjct.sort.invalid")
    assert one["data"]["reg_records"] == []


def test_nothing_on_file_is_a_success_without_records(open_registry: Registry) -> None:
    message = search(criteria(open_registry, query={"type": RESIDENT, "value": "110101199003070011"}))
    (one,) = at_once(open_registry, "search", "registry/sync/search", message)["message"]["search_response"]
    assert (one["status"], one["data"]["reg_records"]) == ("succ", [])


@pytest.mark.parametrize("inside", [True, False], ids=["inside the criteria", "beside them"])
def test_pages_are_really_cut(open_registry: Registry, inside: bool) -> None:
    numbers = [person(open_registry, household) for household in range(5)]
    for number in numbers:
        change(open_registry, number, "p")
    seen: list[Any] = []
    for number in (1, 2, 3, 4):
        page = {"page_size": 2, "page_number": number}
        query = [{"expression1": {"attribute_name": RESIDENT, "operator": "in", "attribute_value": numbers}}]
        wanted = criteria(open_registry, query_type="predicate", query=query) | ({"pagination": page} if inside else {})
        beside = {} if inside else {"pagination": page}
        told = asked(open_registry, "search", "registry/search", search(wanted, **beside))["message"]
        (one,) = told["search_response"]
        assert one["pagination"] == page | {"total_count": 5}
        seen.append(len(one["data"]["reg_records"]))
    assert seen == [2, 2, 1, 0]


@pytest.mark.parametrize(
    "page", [{"page_size": 0, "page_number": 1}, {"page_size": 10, "page_number": 0}, {"page_size": -1}]
)
def test_no_page_has_a_number_below_one(open_registry: Registry, page: dict[str, int]) -> None:
    body = open_registry.stranger.envelope("search", search(criteria(open_registry), pagination=page), AGENCY)
    status, told = open_registry.stranger.send(AGENCY, "registry/search", body)
    schemas.require(schemas.ACK, told)
    assert (status, told["message"]["error"]["code"]) == (400, "err.request.bad")


def test_subscribe_change_notify_unsubscribe_silence(open_registry: Registry) -> None:
    who, heard = person(open_registry), open_registry.stranger.heard
    (made,) = asked(open_registry, "subscribe", "registry/subscribe", subscribe(open_registry))["message"][
        "subscribe_response"
    ]
    (kept,) = made["subscriptions"]
    assert (made["status"], kept["status"]) == ("succ", "subscribe")

    assert change(open_registry, who, "p-2") == 1
    assert change(open_registry, person(open_registry, 1), "p-2") == 0
    told = at_once(open_registry, "search", "registry/sync/search", search(criteria(open_registry)))["message"]
    assert told["search_response"][0]["data"]["reg_records"] == [{"married": True, "spouse": "p-2"}]
    (url, notified) = _the_notify(open_registry)
    assert url == f"{BASE}/registry/notify"
    (event,) = notified["message"]["notify_event"]
    assert event["data"]["reg_records"] == {"id_number": who, "married": True, "spouse": "p-2"}
    assert notified["message"]["transaction_id"] == "t-1"

    ended = {"transaction_id": "t-2", "timestamp": now(), "subscription_codes": [kept["code"]]}
    answer = asked(open_registry, "unsubscribe", "registry/unsubscribe", ended)["message"]
    assert answer["status"] == "succ"
    assert answer["subscription_status"] == [{"code": kept["code"], "status": "unsubscribe"}]
    before = len(heard)
    assert change(open_registry, who, "p-3") == 0
    assert len(heard) == before


def _the_notify(opened: Registry) -> tuple[str, dict[str, Any]]:
    from tests.support.until import wait_until

    def found() -> list[tuple[str, dict[str, Any]]]:
        return [one for one in opened.stranger.heard if one[1]["header"]["action"] == "notify"]

    wait_until(found, "the notify")
    (only,) = found()
    return only


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"reg_event_type": "BIRTH"}, "rjct.notify_types.invalid"),
        ({"reg_event_type": "ns:cn:RegistryEventType:Tax"}, "rjct.notify_types.invalid"),
        ({"notify_record_type": "Person"}, "rjct.notify_details.invalid"),
        ({"filter": {"type": "UIN", "value": "TEST-001"}}, "rjct.person_id.invalid"),
    ],
)
def test_a_subscription_that_cannot_be_is_refused_in_the_callback(
    open_registry: Registry, changes: dict[str, Any], reason: str
) -> None:
    told = asked(open_registry, "subscribe", "registry/subscribe", subscribe(open_registry, **changes))["message"]
    (one,) = told["subscribe_response"]
    assert (one["status"], one["status_reason_code"]) == ("rjct", reason)


def test_the_same_wish_twice_is_refused_and_the_same_request_gets_the_same_answer(open_registry: Registry) -> None:
    first, repeated, another = (
        asked(open_registry, "subscribe", "registry/subscribe", subscribe(open_registry, transaction))["message"][
            "subscribe_response"
        ][0]
        for transaction in ("t-1", "t-1", "t-2")
    )
    assert first["subscriptions"][0]["code"] == repeated["subscriptions"][0]["code"]
    assert another["status_reason_code"] == "rjct.event.already_subscribed"


@pytest.mark.parametrize("spelling", ["right", "as the originals have it", "both"])
def test_a_code_that_is_nobodys_is_acknowledged_and_refused_in_the_callback(
    open_registry: Registry, spelling: str
) -> None:
    code = "s" * 99
    right = {"timestamp": now(), "subscription_codes": [code]}
    wrong = {"timesstamp": right["timestamp"], "sunscription_codes": [code]}
    message = {"right": right, "both": right | wrong}.get(spelling, wrong)
    told = asked(open_registry, "unsubscribe", "registry/unsubscribe", {"transaction_id": "t"} | message)["message"]
    assert (told["status"], told["status_reason_code"]) == ("rjct", "rjct.subscription_code.invalid")


def test_what_has_ended_does_not_end_again(open_registry: Registry) -> None:
    made = asked(open_registry, "subscribe", "registry/subscribe", subscribe(open_registry))["message"]
    code = made["subscribe_response"][0]["subscriptions"][0]["code"]
    told = [
        asked(
            open_registry,
            "unsubscribe",
            "registry/unsubscribe",
            {"transaction_id": f"t-{number}", "timestamp": now(), "subscription_codes": [code]},
        )["message"]
        for number in range(2)
    ]
    assert [one["status"] for one in told] == ["succ", "rjct"]
    assert told[1]["status_reason_code"] == "rjct.event.already_unsubscribed"


@pytest.mark.parametrize("path", ["registry/txn/status", "registry/sync/txn/status"])
@pytest.mark.parametrize("kind", ["search", "subscribe", "unsubscribe"])
def test_a_transaction_that_nobody_knows_has_a_status_too(open_registry: Registry, path: str, kind: str) -> None:
    ask = at_once if "sync" in path else asked
    told = ask(open_registry, "txn-status", path, status_of(kind, "transaction_id", "t-0"))["message"]
    assert told["txnstatus_response"]["txn_type"] == f"on-{kind}"
    standing = told["txnstatus_response"]["txn_status"]
    assert (
        standing.get("search_response", standing.get("subscribe_response", standing.get("subscription_status"))) == []
    )


@pytest.mark.parametrize("by", ["transaction_id", "reference_id_list", "correlation_id"])
def test_a_status_query_tells_the_true_state(by: str) -> None:
    """An answer that is days away is pending; a search without an address is answered to status queries alone."""
    with registry(SEED, KNOWN, Behaviour(default=Manner(delay=Fixed(value=3)))) as opened:
        for address, state in ((f"{BASE}/registry/on-search", "pdng"), (None, "succ")):
            message = search(criteria(opened), reference_id=f"r-{state}")
            body = opened.stranger.envelope("search", message, AGENCY, sender_uri=address)
            _, told = opened.stranger.send(AGENCY, "registry/search", body)
            named = {
                "transaction_id": message["transaction_id"],
                "reference_id_list": [f"r-{state}"],
                "correlation_id": told["message"]["correlation_id"],
            }[by]
            answer = at_once(opened, "txn-status", "registry/sync/txn/status", status_of("search", by, named))
            (one,) = answer["message"]["txnstatus_response"]["txn_status"]["search_response"]
            assert (one["reference_id"], one["status"]) == (f"r-{state}", state)
        assert opened.stranger.heard == []


def test_subscriptions_have_a_status_by_their_code(open_registry: Registry) -> None:
    made = asked(open_registry, "subscribe", "registry/subscribe", subscribe(open_registry))["message"]
    code = made["subscribe_response"][0]["subscriptions"][0]["code"]
    query = status_of("subscribe", "subscription_code_list", [code])
    told = at_once(open_registry, "txn-status", "registry/sync/txn/status", query)["message"]
    (one,) = told["txnstatus_response"]["txn_status"]["subscribe_response"]
    assert one["subscriptions"][0]["code"] == code


def test_a_message_that_came_before_changes_nothing_at_whichever_door(open_registry: Registry) -> None:
    body = open_registry.stranger.envelope("search", search(criteria(open_registry)), AGENCY)
    assert open_registry.stranger.send(AGENCY, "registry/search", body)[0] == 202
    status, told = open_registry.stranger.send(AGENCY, "registry/search", body)
    schemas.require(schemas.ACK, told)
    assert (status, told["message"]["ack_status"]) == (200, "NACK")
    assert told["message"]["error"]["message"] == "rjct.message_id.duplicate"
    status, whole = open_registry.stranger.send(AGENCY, "registry/sync/search", body)
    schemas.require_message(whole)
    assert (status, whole["header"]["status_reason_code"]) == (200, "rjct.message_id.duplicate")
    assert whole["message"]["search_response"] == []
    wish = open_registry.stranger.envelope("subscribe", subscribe(open_registry), AGENCY)
    assert open_registry.stranger.send(AGENCY, "registry/subscribe", wish)[0] == 202
    assert open_registry.stranger.send(AGENCY, "registry/subscribe", wish)[1]["message"]["ack_status"] == "NACK"
    for door in ("unsubscribe", "search", "sync/search", "txn/status", "sync/txn/status"):
        status, told = open_registry.stranger.send(AGENCY, f"registry/{door}", wish)
        assert (status, told["message"]["error"]["message"]) == (400, "action_not_served_here")
    status, told = open_registry.stranger.send("tax", "registry/subscribe", wish)
    assert (status, told["message"]["error"]["code"]) == (400, "err.receiver_id.invalid")


SECRET = "a secret of the stranger's"


def test_who_must_show_a_token_gets_one_for_its_secret_and_nothing_without() -> None:
    secrets = {SIGNED_AS: hashlib.sha256(SECRET.encode()).hexdigest()}
    with registry(SEED, KNOWN, secrets=secrets, with_token=frozenset({SIGNED_AS})) as opened:

        def tried(**headers: str) -> int:
            body = opened.stranger.envelope("search", search(criteria(opened)), AGENCY)
            status, told = opened.stranger.send(AGENCY, "registry/search", body, **headers)
            schemas.require(schemas.ACK, told)
            assert status == 202 or told["message"]["error"]["code"] == "err.request.unauthorized"
            return status

        def token(agency: str = AGENCY, **changes: str) -> Any:
            asked = {"grant_type": "client_credentials", "client_id": SIGNED_AS, "client_secret": SECRET} | changes
            return opened.client.post(f"/{agency}/oauth2/client/token", data=asked)

        given = token().json()
        assert given["token_type"] == "Bearer"
        right = given["access_token"]
        other = token("tax").json()["access_token"]
        assert token(client_secret="wrong").status_code == 401
        assert token(client_id="nobody").status_code == 401
        assert token(grant_type="password").status_code == 400
        assert tried(authorization=f"Bearer {right}") == 202
        head, claims, signature = right.split(".")
        for wrong in ("", "Bearer ", f"Bearer {other}", f"Basic {right}", f"Bearer {head}.{claims}.{signature[:-2]}AA"):
            assert tried(authorization=wrong) == 401
        assert tried() == 401
        forged = opened.stranger.envelope("search", search(criteria(opened)), AGENCY).replace(b"r-1", b"r-2")
        assert opened.stranger.send(AGENCY, "registry/search", forged, authorization=f"Bearer {right}")[0] == 401


def test_a_token_is_not_looked_at_where_none_is_asked_for(open_registry: Registry) -> None:
    body = open_registry.stranger.envelope("search", search(criteria(open_registry)), AGENCY)
    assert open_registry.stranger.send(AGENCY, "registry/search", body, authorization="Bearer x.y.z")[0] == 202


def test_the_key_set_verifies_what_the_registry_signs(open_registry: Registry) -> None:
    (key,) = open_registry.client.get(f"/{AGENCY}/.well-known/jwks.json").json()["keys"]
    assert (key["kty"], key["crv"], key["kid"]) == ("OKP", "Ed25519", "1")
    public = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key["x"] + "="))
    body = open_registry.stranger.envelope("search", search(criteria(open_registry)), AGENCY)
    answer = open_registry.client.post(f"/{AGENCY}/registry/sync/search", content=body).content
    raw = msgspec.json.decode(answer, type=dict[str, msgspec.Raw])
    parts = dict(part.split("=", 1) for part in msgspec.json.decode(raw["signature"]).split(", "))
    digest = base64.b64encode(hashlib.sha256(bytes(raw["header"]) + bytes(raw["message"])).digest()).decode()
    signed = f"(created): {parts['created'][1:-1]}\n(expires): {parts['expires'][1:-1]}\ndigest: SHA-256={digest}"
    public.verify(base64.b64decode(parts["signature"][1:-1]), signed.encode())
