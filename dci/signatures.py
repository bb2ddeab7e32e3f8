"""The signature of a body: over the raw bytes of `header` and `message`, by a suite of `suites.py`.

What exactly is signed, with a worked example: `docs/signatures.md`. Judged as of receipt: a stored body
verifies for ever with the instant at which it came in, whatever has become of its key since.
"""

import base64
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature

from dci.codes import AckCode
from dci.keys import NAME_PATTERN, KeyHistory, SigningKey, UnknownKey, UnknownSender
from dci.messages import Envelope
from dci.parser import Malformed, decode, require_names_once
from dci.suites import SUITES, Suite

NAMESPACE: Final = "dci"
CLOCK_SKEW: Final = timedelta(seconds=60)
"""How far in the future a signature may have been made, for clocks that differ."""

LIFETIME_MAX: Final = timedelta(minutes=15)
"""A message that is caught on its way can be sent again for so long."""


@dataclass(frozen=True)
class Verified:
    """A body whose signature holds: who signed, and the bytes that were signed."""

    sender_id: str
    key_id: str
    header: msgspec.Raw
    message: msgspec.Raw
    created: int
    """Unix seconds, as signed."""
    expires: int
    signature: str
    """The whole signature string: evidence, and a personal field wherever it is stored."""


class SignatureRefused(Exception):
    """The body is not believed. `code` goes into the ack; `reason` is stable and holds nothing personal."""

    def __init__(self, code: AckCode, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


def sign(header: bytes, message: bytes, key: SigningKey, created: datetime, expires: datetime) -> str:
    """The signature string for a body that holds these two values byte by byte. Times are cut to seconds."""
    created_s, expires_s = str(int(created.timestamp())), str(int(expires.timestamp()))
    signature = key.sign(_signing_input(SUITES[key.suite], created_s, expires_s, header, message))
    return (
        f'namespace="{NAMESPACE}", kidId="{key.sender_id}|{key.key_id}|{key.suite}", algorithm="{key.suite}", '
        f'created="{created_s}", expires="{expires_s}", headers="(created) (expires) digest", '
        f'signature="{base64.b64encode(signature).decode()}"'
    )


def verify(body: bytes, keys: KeyHistory, at: datetime) -> Verified:
    """Judge `body` as of `at`, the instant it was received (aware). Raises `SignatureRefused`."""
    envelope = _open(body)
    if not envelope.signature:
        raise SignatureRefused(AckCode.SIGNATURE_MISSING, "signature_missing")
    parts = _parse(envelope.signature)
    if not 0 < parts.expires - parts.created <= LIFETIME_MAX.total_seconds():
        raise SignatureRefused(AckCode.SIGNATURE_INVALID, "signature_lifetime")
    if parts.created > (at + CLOCK_SKEW).timestamp():
        raise SignatureRefused(AckCode.SIGNATURE_INVALID, "signature_from_the_future")
    if parts.expires <= at.timestamp():
        raise SignatureRefused(AckCode.SIGNATURE_INVALID, "signature_expired")
    _same_sender(envelope.header, parts.sender_id)
    try:
        public = keys.key(parts.sender_id, parts.key_id, at, parts.suite.name)
    except UnknownSender:
        raise SignatureRefused(AckCode.SENDER_ID_INVALID, "sender_unknown") from None
    except UnknownKey:
        raise SignatureRefused(AckCode.SIGNATURE_INVALID, "key_unknown_or_not_in_force") from None
    signed = _signing_input(parts.suite, str(parts.created), str(parts.expires), envelope.header, envelope.message)
    try:
        public.verify(parts.signature, signed)
    except InvalidSignature:
        raise SignatureRefused(AckCode.SIGNATURE_INVALID, "signature_does_not_match") from None
    return Verified(
        parts.sender_id,
        parts.key_id,
        envelope.header,
        envelope.message,
        parts.created,
        parts.expires,
        envelope.signature,
    )


def _signing_input(
    suite: Suite, created_s: str, expires_s: str, header: bytes | msgspec.Raw, message: bytes | msgspec.Raw
) -> bytes:
    encoded = base64.b64encode(suite.digest(bytes(header) + bytes(message))).decode()
    return f"(created): {created_s}\n(expires): {expires_s}\ndigest: {suite.digest_name}={encoded}".encode()


def _open(body: bytes) -> Envelope:
    try:
        # Raw values are kept unread, so nothing else would notice a name that stands twice, or broken UTF-8, in them.
        require_names_once(body)
        envelope = decode(body, Envelope)
    except Malformed:
        raise SignatureRefused(AckCode.REQUEST_BAD, "envelope_malformed") from None
    # Both must be objects: two objects in a row can be cut in one place only, so one digest fits one pair.
    if not (bytes(envelope.header).startswith(b"{") and bytes(envelope.message).startswith(b"{")):
        raise SignatureRefused(AckCode.REQUEST_BAD, "envelope_malformed")
    return envelope


class _Sender(msgspec.Struct, frozen=True):
    sender_id: str | None = None


def _same_sender(header: msgspec.Raw, sender_id: str) -> None:
    """The name in the header, where there is one, is the name that signs."""
    try:
        named = decode(header, _Sender).sender_id
    except Malformed:
        raise SignatureRefused(AckCode.REQUEST_BAD, "header_malformed") from None
    if named is not None and named != sender_id:
        raise SignatureRefused(AckCode.SENDER_ID_INVALID, "sender_is_not_the_signer")


@dataclass(frozen=True)
class _Parts:
    sender_id: str
    key_id: str
    created: int
    expires: int
    signature: bytes
    suite: Suite


# One spelling only: a string that may be written in two ways is a string that can be changed unnoticed.
_FORM: Final = re.compile(
    rf'namespace="{NAMESPACE}", '
    rf'kidId="(?P<sender>{NAME_PATTERN})\|(?P<key>{NAME_PATTERN})\|(?P<suite>[a-z0-9-]+)", '
    r'algorithm="(?P<algorithm>[a-z0-9-]+)", created="(?P<created>[1-9][0-9]{0,10})", '
    r'expires="(?P<expires>[1-9][0-9]{0,10})", headers="\(created\) \(expires\) digest", '
    r'signature="(?P<signature>[A-Za-z0-9+/]{1,200}={0,2})"'
)


def _parse(text: str) -> _Parts:
    found = _FORM.fullmatch(text)
    if found is None:
        raise SignatureRefused(AckCode.SIGNATURE_INVALID, "signature_malformed")
    if found["algorithm"] not in SUITES or found["suite"] != found["algorithm"]:
        raise SignatureRefused(AckCode.SIGNATURE_INVALID, "algorithm_not_allowed")
    return _Parts(
        found["sender"],
        found["key"],
        int(found["created"]),
        int(found["expires"]),
        _canonical_base64(found["signature"]),
        SUITES[found["algorithm"]],
    )


def _canonical_base64(text: str) -> bytes:
    """The last character carries spare bits that decoders ignore; they must be zero."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raw = b""
    if base64.b64encode(raw).decode() != text:
        raise SignatureRefused(AckCode.SIGNATURE_INVALID, "signature_malformed")
    return raw
