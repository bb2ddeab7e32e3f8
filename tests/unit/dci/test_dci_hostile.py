"""Whatever comes in: a receiver raises nothing, believes nothing that was not signed, and answers with a whole ack."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dci import batches, receiver, tokens
from dci.envelope import envelope
from dci.keys import KeyHistory, SigningKey
from dci.parser import Malformed
from dci.receiver import Accepted, Kind, Refusal, accept
from dci.spellings import respelt
from tests.conformance import schemas

NOW: Final = datetime(2026, 11, 2, 1, tzinfo=UTC)
KEY: Final = SigningKey.generate("tax", "1")
KEYS: Final = KeyHistory([KEY.known(NOW - timedelta(days=1))])
KINDS: Final[list[Kind[Any, Any]]] = [
    receiver.SEARCH,
    receiver.ON_SEARCH,
    receiver.NOTIFY,
    receiver.SUBSCRIBE,
    receiver.ON_SUBSCRIBE,
    receiver.UNSUBSCRIBE,
    receiver.ON_UNSUBSCRIBE,
    receiver.TXN_STATUS,
    receiver.TXN_ON_STATUS,
]
NAMES: Final = [
    "action",
    "message_id",
    "message_ts",
    "sender_id",
    "total_count",
    "status",
    "transaction_id",
    "correlation_id",
    "reference_id",
    "timestamp",
    "search_request",
    "search_response",
    "subscribe_request",
    "subscribe_response",
    "subscription_codes",
    "sunscription_codes",
    "timesatmp",
    "notify_event",
    "data",
    "reg_records",
    "reg_record_type",
    "txnstatus_request",
    "txnstatus_response",
    "txn_type",
    "txn_status",
    "query",
    "filter",
    "pagination",
    "page_size",
    "page_number",
    "meta",
    "locale",
]
words = st.sampled_from([*NAMES, *(kind.action.value for kind in KINDS), "succ", "2026-11-02T01:00:00Z", "tax", ""])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=6),
    max_leaves=25,
)
objects = st.dictionaries(words, values, max_size=8)


def judged(body: bytes, kind: Kind[Any, Any]) -> Accepted[Any, Any] | Refusal:
    told = accept(body, KEYS, NOW, kind)
    schemas.require(schemas.ACK, msgspec.json.decode(told.ack))
    assert not isinstance(told, Refusal) or 400 <= told.http_status < 500
    return told


@given(body=st.binary(max_size=300), kind=st.sampled_from(KINDS))
@example(body=b"[" * 10_000, kind=receiver.SEARCH)
@example(body=b'{"a":' * 10_000, kind=receiver.SEARCH)
@example(body=b'{"signature":1e999,"header":{},"message":{}}', kind=receiver.SEARCH)
@settings(max_examples=300)
def test_no_bytes_are_believed_and_none_raises(body: bytes, kind: Kind[Any, Any]) -> None:
    assert isinstance(judged(body, kind), Refusal)


@given(header=objects, message=objects, kind=st.sampled_from(KINDS))
@settings(max_examples=300)
def test_what_a_known_sender_signs_may_be_anything(
    header: dict[str, Any], message: dict[str, Any], kind: Kind[Any, Any]
) -> None:
    given = {"action": kind.action.value, "message_id": "m", "message_ts": NOW.isoformat(), "status": "succ"} | header
    raw = [json.dumps(part).encode() for part in (given | {"sender_id": "tax"}, message)]
    told = judged(envelope(raw[0], raw[1], KEY, NOW), kind)
    if isinstance(told, Accepted):
        assert msgspec.json.decode(msgspec.json.encode(told.message), type=kind.message) == told.message


@given(cut=st.integers(0, 400), put=st.binary(max_size=3), kind=st.sampled_from(KINDS))
@settings(max_examples=200)
def test_a_signed_body_with_bytes_put_in_is_not_believed(cut: int, put: bytes, kind: Kind[Any, Any]) -> None:
    header = {"action": kind.action.value, "message_id": "m", "message_ts": NOW.isoformat(), "sender_id": "tax"}
    body = envelope(json.dumps(header).encode(), b'{"transaction_id":"t"}', KEY, NOW)
    other = body[:cut] + put + body[cut + len(put) :]
    told = judged(other, kind)
    assert isinstance(told, Refusal)
    assert other == body or told.code.value != "err.receiver_id.invalid"


@given(message=objects)
@settings(max_examples=200)
def test_right_spelling_is_stable(message: dict[str, Any]) -> None:
    raw = json.dumps(message).encode()
    try:
        once = respelt(raw)
    except Malformed:
        return
    assert respelt(once) == once
    assert not {"sunscription_codes", "timesatmp"} & msgspec.json.decode(once).keys()


@given(pieces=st.lists(objects.map(lambda it: json.dumps(it).encode()), min_size=1, max_size=5), lines=st.booleans())
def test_envelopes_are_cut_out_of_a_batch_byte_by_byte(pieces: list[bytes], lines: bool) -> None:
    body = b"\n".join(pieces) + b"\n" if lines else b"[ " + b" , ".join(pieces) + b" ]"
    if not any(value in body for value in (b"NaN", b"Infinity")):
        assert batches.cut(body, lines) == pieces


@given(body=st.binary(max_size=200) | st.text(max_size=80).map(str.encode), lines=st.booleans())
def test_no_bytes_are_a_batch_by_mistake(body: bytes, lines: bool) -> None:
    try:
        envelopes = batches.cut(body, lines)
    except Malformed:
        return
    for one in envelopes:
        batches.action_of(one)
        assert isinstance(judged(one, receiver.ON_SEARCH), Refusal)


@given(token=st.text(max_size=60) | st.from_regex(r"Bearer [A-Za-z0-9_-]{1,9}\.[A-Za-z0-9_-]{1,9}\.[A-Za-z0-9_-]{1,9}"))
def test_no_text_is_a_token_of_ours(token: str) -> None:
    assert tokens.client_of(token, KEY, NOW) is None


@pytest.mark.parametrize("place", range(3))
def test_a_token_with_a_character_changed_is_none(place: int) -> None:
    parts = tokens.issue(KEY, "bank", NOW).split(".")
    for at in range(len(parts[place])):
        other = "A" if parts[place][at] != "A" else "B"
        changed = [*parts]
        changed[place] = parts[place][:at] + other + parts[place][at + 1 :]
        assert tokens.client_of(f"Bearer {'.'.join(changed)}", KEY, NOW) is None


@given(body=st.binary(max_size=120) | st.text(max_size=60).map(str.encode))
@example(body=b'{"grant_type":"client_credentials","client_id":"tax","client_secret":null}')
@example(body=b"grant_type=client_credentials&client_id=tax&client_secret=")
@example(body=b"grant_type=client_credentials")
def test_nothing_but_the_secret_gets_a_token(body: bytes) -> None:
    given, status = tokens.answer(KEY, {"tax": "0" * 64}, body, NOW)
    assert status in (400, 401)
    assert "error" in given
