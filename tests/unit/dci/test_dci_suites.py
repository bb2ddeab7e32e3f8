"""Suites: the standard's own example of SM2 and SM3, one message by each, and no key of one taken for the other."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature

from dci import suites
from dci.key_set import jwk_set
from dci.keys import KeyHistory, SigningKey
from dci.signatures import SignatureRefused, sign, verify
from dci.sm2 import PUBLIC_BYTES, Sm2PrivateKey, Sm2PublicKey, _der, sm3
from dci.tokens import client_of, issue

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
# GB/T 32918.5, annex A.2: the recommended curve, the user id 1234567812345678.
X = "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
Y = "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
D = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8"
R = "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
S = "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
EXAMPLE = Sm2PublicKey.from_public_bytes(bytes.fromhex("04" + X + Y))
SIGNED = _der(int(R, 16), int(S, 16))


NO_SIGNATURES = [b"", SIGNED[:-1], SIGNED + b"\0", b"\x30\x00", b"\0" * 71, _der(0, 0), _der(1, 2**300)]


def test_the_examples_of_the_standards() -> None:
    EXAMPLE.verify(SIGNED, b"message digest")
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


@pytest.mark.parametrize("at", range(len(SIGNED)))
def test_a_changed_byte_of_a_signature_is_found(at: int) -> None:
    changed = SIGNED[:at] + bytes([SIGNED[at] ^ 1]) + SIGNED[at + 1 :]
    with pytest.raises(InvalidSignature):
        EXAMPLE.verify(changed, b"message digest")


@pytest.mark.parametrize(
    "other", [b"", SIGNED[:-1], SIGNED + b"\0", b"\x30\x00", b"\0" * 71, _der(0, 0), _der(1, 2**300)]
)
def test_what_is_no_signature_is_none(other: bytes) -> None:
    with pytest.raises(InvalidSignature):
        EXAMPLE.verify(other, b"message digest")


def test_a_second_spelling_of_the_same_numbers_is_none() -> None:
    r, s = bytes.fromhex(R), bytes.fromhex(S)
    longer = b"".join(bytes([2, len(one) + 2, 0, 0, *one]) for one in (r, s))
    with pytest.raises(InvalidSignature):
        EXAMPLE.verify(bytes([0x30, len(longer)]) + longer, b"message digest")


@pytest.mark.parametrize("raw", [b"", b"\4" * PUBLIC_BYTES, b"\2" + bytes.fromhex(X), bytes.fromhex(X + Y)])
def test_what_is_no_public_key_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="SM2"):
        Sm2PublicKey.from_public_bytes(raw)


def test_a_private_key_and_a_public_one_that_are_no_pair_are_refused() -> None:
    one, other = Sm2PrivateKey.generate(), Sm2PrivateKey.generate()
    assert Sm2PrivateKey.from_private_bytes(one.private_bytes_raw()) == one
    example = Sm2PrivateKey.from_private_bytes(bytes.fromhex(D + "04" + X + Y))
    example.public_key().verify(example.sign(b"x"), b"x")
    for raw in (one.secret + other.public.public_bytes_raw(), one.secret, b""):
        with pytest.raises(ValueError, match="SM2"):
            Sm2PrivateKey.from_private_bytes(raw)


def signed(key: SigningKey) -> bytes:
    header, message = b'{"action":"notify"}', b'{"transaction_id":"t-1"}'
    told = sign(header, message, key, NOW, NOW + timedelta(minutes=5)).replace('"', '\\"')
    return b'{"signature":"%b","header":%b,"message":%b}' % (told.encode(), header, message)


@pytest.mark.parametrize("suite", suites.SUITES)
def test_a_message_is_signed_kept_and_believed_by_each_suite(suite: str) -> None:
    key = SigningKey.generate("tax", "1", suite)
    body, keys = signed(SigningKey.load(key.dump())), KeyHistory([key.known(NOW)])
    assert verify(body, KeyHistory.load(keys.dump()), NOW).sender_id == "tax"
    with pytest.raises(SignatureRefused, match="signature_does_not_match"):
        verify(body.replace(b"t-1", b"t-2"), keys, NOW)
    assert client_of(f"Bearer {issue(key, 'tax', NOW)}", key, NOW) == "tax"


def test_a_signature_of_one_suite_under_a_key_of_the_other_is_refused() -> None:
    keys = KeyHistory([SigningKey.generate("tax", "1", "sm2").known(NOW)])
    with pytest.raises(SignatureRefused, match="key_unknown_or_not_in_force"):
        verify(signed(SigningKey.generate("tax", "1")), keys, NOW)


def test_a_key_of_no_suite_or_of_another_form_is_refused() -> None:
    known: Any = SigningKey.generate("tax", "1", "sm2").known(NOW)
    for changes in ({"algorithm": "rot13"}, {"algorithm": "ed25519"}, {"public_key": base64.b64encode(b"x").decode()}):
        told = {name: getattr(known, name) for name in known.__struct_fields__} | changes
        with pytest.raises(ValueError, match=r"suite"):
            KeyHistory([type(known)(**told)])


def test_a_key_set_shows_both_kinds() -> None:
    first, second = jwk_set(SigningKey.generate("a", "1"), SigningKey.generate("b", "2", "sm2"))["keys"]
    assert (first["kty"], first["crv"], first["alg"]) == ("OKP", "Ed25519", "EdDSA")
    assert (second["kty"], second["crv"], second["alg"]) == ("EC", "curveSM2", "sm2sig_sm3")
    assert len(base64.urlsafe_b64decode(second["y"] + "=")) == 32
