"""What is signed cannot be changed, and nothing else is believed."""

import base64
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import msgspec
import pytest

from dci.codes import AckCode
from dci.envelope import envelope
from dci.keys import KeyHistory, SigningKey
from dci.signatures import SignatureRefused, Verified, sign, verify

HEADER = {"message_id": "m-9", "sender_id": "tax", "note": "税务"}
MESSAGE = {"transaction_id": "tx-9", "text": "低保"}


@pytest.fixture
def body(parties: Any, now: datetime) -> bytes:
    return envelope(msgspec.json.encode(HEADER), msgspec.json.encode(MESSAGE), parties.tax, now)


def refusal(body: bytes, keys: KeyHistory, at: datetime) -> tuple[AckCode, str]:
    with pytest.raises(SignatureRefused) as caught:
        verify(body, keys, at)
    return caught.value.code, caught.value.reason


def resigned(body: bytes, change: Callable[[str], str]) -> bytes:
    """The same header and message under a changed signature string."""
    whole = msgspec.json.decode(body)
    return body.replace(json.dumps(whole["signature"]).encode(), json.dumps(change(whole["signature"])).encode())


def _replace(old: str, new: str, text: str) -> str:
    return text.replace(old, new)


def _instead(other: str, _: str) -> str:
    return other


def test_a_signed_body_gives_back_its_signer_and_its_bytes(body: bytes, parties: Any, now: datetime) -> None:
    verified = verify(body, parties.keys, now)
    created = int(now.timestamp())
    signature = msgspec.json.decode(body)["signature"]
    header, message = msgspec.Raw(msgspec.json.encode(HEADER)), msgspec.Raw(msgspec.json.encode(MESSAGE))
    assert verified == Verified("tax", "t1", header, message, created, created + 300, signature)


def test_no_byte_of_signature_header_or_message_can_be_changed(body: bytes, parties: Any, now: datetime) -> None:
    inside = range(body.index(b"namespace"), len(body) - 1)
    assert len(inside) > 300
    for at in inside:
        for mask in (0x01, 0x02, 0x08, 0x10, 0x20, 0x80):
            changed = body[:at] + bytes([body[at] ^ mask]) + body[at + 1 :]
            with pytest.raises(SignatureRefused):
                verify(changed, parties.keys, now)


def test_bytes_cannot_move_between_header_and_message(parties: Any, now: datetime) -> None:
    signature = json.dumps(sign(b'{"a":1}', b'{"b":2}', parties.tax, now, now + timedelta(hours=1)))
    for header, message in ((b'{"a":1}{"b":2}', b""), (b"", b'{"a":1}{"b":2}'), (b'{"a":1}{', b'"b":2}')):
        moved = b'{"signature":%b,"header":%b,"message":%b}' % (signature.encode(), header, message)
        assert refusal(moved, parties.keys, now) == (AckCode.REQUEST_BAD, "envelope_malformed")


def test_a_signature_of_another_message_is_refused(body: bytes, parties: Any, now: datetime) -> None:
    other = envelope(msgspec.json.encode(HEADER), b'{"transaction_id":"tx-8"}', parties.tax, now)
    swapped = resigned(body, lambda _: msgspec.json.decode(other)["signature"])
    assert refusal(swapped, parties.keys, now) == (AckCode.SIGNATURE_INVALID, "signature_does_not_match")


def test_a_signature_expires_and_may_not_come_from_the_future(body: bytes, parties: Any, now: datetime) -> None:
    verify(body, parties.keys, now - timedelta(seconds=60))
    verify(body, parties.keys, now + timedelta(seconds=299))
    expired = (AckCode.SIGNATURE_INVALID, "signature_expired")
    early = (AckCode.SIGNATURE_INVALID, "signature_from_the_future")
    assert refusal(body, parties.keys, now + timedelta(seconds=300)) == expired
    assert refusal(body, parties.keys, now - timedelta(seconds=61)) == early


@pytest.mark.parametrize("life", [timedelta(minutes=-1), timedelta(0), timedelta(minutes=15, seconds=1)])
def test_a_signature_lives_at_most_a_quarter_of_an_hour(parties: Any, now: datetime, life: timedelta) -> None:
    """FAULTS A15."""
    for created in (now, now + timedelta(seconds=30)):
        signed = sign(b"{}", b"{}", parties.tax, created, created + life)
        body = b'{"signature":%b,"header":{},"message":{}}' % json.dumps(signed).encode()
        assert refusal(body, parties.keys, now) == (AckCode.SIGNATURE_INVALID, "signature_lifetime")


def test_a_longer_life_cannot_be_written_into_the_string(body: bytes, parties: Any, now: datetime) -> None:
    expires = int(now.timestamp()) + 300
    longer = resigned(body, lambda text: text.replace(f'"{expires}"', f'"{expires + 300}"'))
    assert refusal(longer, parties.keys, now) == (AckCode.SIGNATURE_INVALID, "signature_does_not_match")


def test_a_stored_body_verifies_years_later_as_of_its_receipt(now: datetime) -> None:
    key = SigningKey.generate("tax", "old")
    body = envelope(b'{"sender_id":"tax"}', b"{}", key, now)
    keys = KeyHistory([key.known(now - timedelta(days=1), now + timedelta(days=1))])
    assert verify(body, keys, now).key_id == "old"


def test_a_wrong_key_under_a_known_name_is_refused(parties: Any, now: datetime) -> None:
    forged = envelope(b'{"sender_id":"tax"}', b"{}", SigningKey.generate("tax", "t1"), now)
    assert refusal(forged, parties.keys, now) == (AckCode.SIGNATURE_INVALID, "signature_does_not_match")


def test_unknown_senders_and_unknown_keys_are_told_apart(parties: Any, now: datetime) -> None:
    stranger = envelope(b"{}", b"{}", SigningKey.generate("stranger", "t1"), now)
    new_key = envelope(b"{}", b"{}", SigningKey.generate("tax", "t2"), now)
    assert refusal(stranger, parties.keys, now) == (AckCode.SENDER_ID_INVALID, "sender_unknown")
    unknown = (AckCode.SIGNATURE_INVALID, "key_unknown_or_not_in_force")
    assert refusal(new_key, parties.keys, now) == unknown


def test_a_known_sender_cannot_speak_in_the_name_of_another(parties: Any, now: datetime) -> None:
    posing = envelope(b'{"sender_id":"verification"}', b"{}", parties.tax, now)
    assert refusal(posing, parties.keys, now) == (AckCode.SENDER_ID_INVALID, "sender_is_not_the_signer")


@pytest.mark.parametrize("member", [b"", b'"signature":"",', b'"signature":null,'])
def test_an_unsigned_body_says_that_the_signature_is_missing(member: bytes, parties: Any, now: datetime) -> None:
    unsigned = b"{" + member + b'"header":{},"message":{}}'
    assert refusal(unsigned, parties.keys, now) == (AckCode.SIGNATURE_MISSING, "signature_missing")


def test_only_listed_algorithms_are_tried(body: bytes, parties: Any, now: datetime) -> None:
    for old, new in (("ed25519", "none"), ('m="ed25519"', 'm="hs256"'), ("|ed25519", "|sm2-sm3")):
        changed = resigned(body, partial(_replace, old, new))
        assert refusal(changed, parties.keys, now) == (AckCode.SIGNATURE_INVALID, "algorithm_not_allowed")


def test_a_signature_has_one_spelling_only(body: bytes, parties: Any, now: datetime) -> None:
    text = msgspec.json.decode(body)["signature"]
    value = text[text.index('signature="') + 11 : -1]
    twin = value[:-3] + chr(ord(value[-3]) + 1) + "=="
    assert base64.b64decode(twin) == base64.b64decode(value)
    for changed in (text.replace(value, twin), text + " ", text + "\n", " " + text, text.replace(", ", ",", 1)):
        malformed = refusal(resigned(body, partial(_instead, changed)), parties.keys, now)
        assert malformed == (AckCode.SIGNATURE_INVALID, "signature_malformed")


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"header":1,"message":{}}',
        b'{"header":{},"message":[]}',
        b'{"header":{"a":"\xff"},"message":{}}',
        b'{"header":' + b"[" * 200_000 + b',"message":{}}',
    ],
)
def test_a_body_that_is_no_envelope_is_a_bad_request(junk: bytes, parties: Any, now: datetime) -> None:
    assert refusal(junk, parties.keys, now) == (AckCode.REQUEST_BAD, "envelope_malformed")


@pytest.mark.parametrize("ascii_only", [True, False])
def test_escaped_and_raw_text_with_any_spacing_and_order_are_both_accepted(
    ascii_only: bool, parties: Any, now: datetime
) -> None:
    header = json.dumps(HEADER, ensure_ascii=ascii_only, indent=1).encode()
    message = json.dumps(MESSAGE, ensure_ascii=ascii_only).encode()
    signature = json.dumps(sign(header, message, parties.tax, now, now + timedelta(minutes=10))).encode()
    body = b' { "message" : %b ,\n"more":1, "header":\t%b , "signature" : %b } ' % (message, header, signature)
    verified = verify(body, parties.keys, now)
    assert (bytes(verified.header), bytes(verified.message)) == (header, message)
    assert msgspec.json.decode(verified.message) == MESSAGE
