"""Verification's doors as the standard's seeker has them: what nobody asked for, how it stands, many at once."""

import hashlib
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from dci.answers import Answer, response
from dci.codes import Action, Status, SubscriptionStatus, TxnType
from dci.envelope import callback
from dci.messages import OnSearch
from dci.statuses import StatusAnswer, TxnOnStatus
from dci.subscriptions import OnSubscribe, OnUnsubscribe, SubscribeResponse, SubscriptionState
from services.verification.domain.events import AnswerRecorded
from tests.conformance import schemas
from tests.integration.verification.applications import submitted
from tests.integration.verification.conftest import POPULATION, Town, exchange_files
from tests.integration.verification.letters import Asked, read_all, written

BODY = POPULATION.households[0].body


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    made = make_town(agencies=False)
    made.household = made.apply(submitted(made.service.vault, BODY))
    made.deliver()
    return made


def asked_of(town: Town, item: str = "tax") -> Asked:
    (found,) = (one for one in read_all(town.asked) if one.item == item)
    return found


def signed(town: Town, action: Action, message: Any, agency: str = "tax", **more: Any) -> bytes:
    return callback(
        action,
        message,
        town.agency_keys[agency],
        message_id=more.pop("message_id", "m-1"),
        receiver_id="verification",
        now=datetime.now(UTC),
        **more,
    )


def ack(town: Town, path: str, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
    answer = town.door.post(f"/registry/{path}", content=body, headers=headers)
    schemas.require(schemas.ACK, answer.json())
    assert answer.headers["content-type"] == "application/json"
    return answer.status_code, answer.json()["message"]


def never_asked(now: datetime) -> list[tuple[str, Action, Any]]:
    told = SubscribeResponse(reference_id="r", timestamp=now, status=Status.SUCCEEDED, subscriptions=[])
    state = SubscriptionState(code="s-1", status=SubscriptionStatus.UNSUBSCRIBE)
    nothing = msgspec.Raw(msgspec.json.encode(OnSearch(transaction_id="t", correlation_id="c", search_response=[])))
    standing = StatusAnswer(txn_type=TxnType.SEARCH, txn_status=nothing)
    about: Any = {"transaction_id": "t", "correlation_id": "c"}
    ended = {"timestamp": now, "status": Status.SUCCEEDED, "subscription_status": [state]}
    return [
        ("on-subscribe", Action.ON_SUBSCRIBE, OnSubscribe(**about, subscribe_response=[told])),
        ("on-unsubscribe", Action.ON_UNSUBSCRIBE, OnUnsubscribe(**about, **ended)),
        ("txn/on-status", Action.TXN_ON_STATUS, TxnOnStatus(**about, txnstatus_response=standing)),
    ]


@pytest.mark.parametrize("place", range(3))
def test_what_was_never_asked_for_gets_a_good_status_and_a_nack_and_is_kept_once_an_hour(
    town: Town, place: int
) -> None:
    path, action, message = never_asked(datetime.now(UTC))[place]
    for number in range(3):
        status, told = ack(town, path, signed(town, action, message, message_id=f"m-{number}"))
        assert (status, told["ack_status"]) == (200, "NACK")
    assert town.one("SELECT count(*) FROM events WHERE stream LIKE 'refused-%%'") == 1


def standing_of(asked: Asked, status: Status, *records: dict[str, Any]) -> TxnOnStatus:
    answer = Answer(
        asked.transaction_id, asked.reference_id, "c-1", status, list(records), datetime.now(UTC), asked.hash
    )
    about: Any = {"transaction_id": asked.transaction_id, "correlation_id": "c-1"}
    told = OnSearch(**about, search_response=[response(answer)])
    raw = msgspec.Raw(msgspec.json.encode(told))
    return TxnOnStatus(**about, txnstatus_response=StatusAnswer(txn_type=TxnType.ON_SEARCH, txn_status=raw))


def test_an_answer_that_comes_with_the_status_counts_as_an_answer(town: Town) -> None:
    asked = asked_of(town)
    pending = signed(town, Action.TXN_ON_STATUS, standing_of(asked, Status.PENDING), question_hash=asked.hash)
    assert ack(town, "txn/on-status", pending)[1]["ack_status"] == "ACK"
    assert town.story(town.household).count("AnswerRecorded") == 0
    record = {"person": asked.tokens[0], "monthly_income": "1.00"}
    message = standing_of(asked, Status.SUCCEEDED, record)
    unbound = signed(town, Action.TXN_ON_STATUS, message, message_id="m-2")
    assert ack(town, "txn/on-status", unbound)[1]["error"]["message"] == "answers_another_question"
    bound = signed(town, Action.TXN_ON_STATUS, message, message_id="m-3", question_hash=asked.hash)
    for _ in range(2):
        assert ack(town, "txn/on-status", bound)[1]["ack_status"] == "ACK"
    assert town.story(town.household).count("AnswerRecorded") == 1


def both(town: Town) -> list[bytes]:
    other = town.apply(submitted(town.service.vault, POPULATION.households[1].body))
    town.asked.clear()
    town.deliver()
    theirs = next(one for one in read_all(town.asked) if one.item == "tax" and other in one.transaction_id)
    return [written(theirs, town.agency_keys["tax"])]


@pytest.mark.parametrize("lines", [False, True], ids=["an array", "one a line"])
def test_many_envelopes_in_one_body_are_judged_and_kept_each_alone(town: Town, lines: bool) -> None:
    """One household's is altered, another's is right, one is nobody's, one is no answer."""
    asked = asked_of(town)
    mine = written(asked, town.agency_keys["tax"], {"person": asked.tokens[0], "monthly_income": "900.00"})
    altered = mine.replace(b'"900.00"', b'"100.00"')
    (theirs,) = both(town)
    subscribed = signed(town, *never_asked(datetime.now(UTC))[0][1:])
    pieces = [altered, mine, b'{"header":{}}', theirs, subscribed]
    body = b"\n".join(pieces) if lines else b"[" + b" , ".join(pieces) + b"]"
    kind = "application/x-ndjson" if lines else "application/json"
    answer = town.door.post("/registry/envelopes", content=body, headers={"content-type": kind})
    assert answer.status_code == 200
    acks = [msgspec.json.decode(line) for line in answer.content.splitlines()] if lines else answer.json()
    for one in acks:
        schemas.require(schemas.ACK, one)
    assert [one["message"]["ack_status"] for one in acks] == ["ERR", "ACK", "ERR", "ACK", "NACK"]
    assert town.story(town.household).count("AnswerRecorded") == 1
    (kept,) = (event.raw for event in town.events(town.household) if isinstance(event, AnswerRecorded))
    assert zlib.decompress(kept) == mine


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"[" * 10_000, b"[{}" + b",{}" * 100 + b"]", b"\xff"])
def test_what_is_no_batch_is_refused_whole(town: Town, body: bytes) -> None:
    before = town.one("SELECT position FROM counter")
    assert ack(town, "envelopes", body)[0] == 400
    assert town.one("SELECT position FROM counter") == before


def test_the_key_set_is_for_everybody(town: Town) -> None:
    (key,) = town.door.get("/.well-known/jwks.json").json()["keys"]
    assert (key["kty"], key["crv"], key["kid"]) == ("OKP", "Ed25519", "1")


SECRET = "of the tax office"


@pytest.fixture
def guarded(settings_of: Any, begin: Any, key: Any, tmp_path: Any) -> Town:
    """The tax office must show a token."""
    from agencies.partners import load_keys

    given = exchange_files(tmp_path)
    known = msgspec.json.decode(given["agencies_file"].read_bytes())
    for one in known:
        if one["code"] == "tax":
            one |= {"with_token": True, "client_secret_sha256": hashlib.sha256(SECRET.encode()).hexdigest()}
    given["agencies_file"].write_bytes(msgspec.json.encode(known))
    made = Town(begin, settings_of("verification", **given), key, load_keys(tmp_path / "agency-keys"))
    made.household = made.apply(submitted(made.service.vault, BODY))
    made.deliver()
    return made


def test_who_must_show_a_token_is_refused_without_and_nothing_is_stored(guarded: Town) -> None:
    asked = {"grant_type": "client_credentials", "client_id": "tax", "client_secret": SECRET}
    assert guarded.door.post("/oauth2/client/token", data=asked | {"client_secret": "x"}).status_code == 401
    token = guarded.door.post("/oauth2/client/token", data=asked).json()["access_token"]
    body = written(asked_of(guarded), guarded.agency_keys["tax"])
    before = guarded.one("SELECT position FROM counter")
    for wrong in ({}, {"authorization": "Bearer x.y.z"}, {"authorization": f"Bearer {token[:-4]}AAAA"}):
        status, told = ack(guarded, "on-search", body, **wrong)
        assert (status, told["error"]["code"]) == (401, "err.request.unauthorized")
    assert guarded.one("SELECT position FROM counter") == before
    assert ack(guarded, "on-search", body, authorization=f"Bearer {token}")[0] == 200
    assert guarded.story(guarded.household).count("AnswerRecorded") == 1
    other = written(asked_of(guarded, "hukou"), guarded.agency_keys["public_security"])
    assert ack(guarded, "on-search", other, authorization="Bearer nobody looks")[0] == 200


def test_a_token_is_good_for_a_quarter_of_an_hour() -> None:
    from dci.keys import SigningKey
    from dci.tokens import client_of, issue

    key, now = SigningKey.generate("verification", "1"), datetime.now(UTC)
    header = f"Bearer {issue(key, 'tax', now)}"
    assert client_of(header, key, now + timedelta(minutes=14)) == "tax"
    assert client_of(header, key, now + timedelta(minutes=15)) is None
    assert client_of(header, SigningKey.generate("verification", "1"), now) is None
    assert client_of(header, SigningKey("ledger", "1", key.private), now) is None


def test_what_the_framework_refuses_is_an_ack_too(town: Town) -> None:
    status, told = ack(town, "on-search", b" " * (40 << 20))
    assert (status, told["ack_status"], told["error"]["message"]) == (413, "ERR", "body_too_large")
    answer = town.door.get("/registry/on-search")
    schemas.require(schemas.ACK, answer.json())
    assert answer.status_code == 405
