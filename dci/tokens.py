"""Bearer tokens (RFC 6749 §4.4, RFC 7519), because the standard has them.

Who sends is known by the signature of the body, never by the token: one that is stolen opens nothing. A token is asked
for only of senders for whom the installation says so.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec
from cryptography.exceptions import InvalidSignature
from msgspec import Struct

from dci.keys import SigningKey
from dci.parser import Malformed, decode
from dci.suites import SUITES

LIFETIME: Final = timedelta(minutes=15)
GRANT: Final = "client_credentials"


class _Head(Struct, frozen=True):
    alg: str
    kid: str


class _Claims(Struct, frozen=True):
    iss: str
    aud: str
    sub: str
    iat: int
    exp: int


def issue(key: SigningKey, client: str, now: datetime) -> str:
    """A JWT that we alone accept, signed with the key that signs our messages (EdDSA, RFC 8037)."""
    began = int(now.timestamp())
    claims = _Claims(key.sender_id, key.sender_id, client, began, began + int(LIFETIME.total_seconds()))
    signed = b".".join(_encoded(msgspec.json.encode(part)) for part in (_Head(_alg(key), key.key_id), claims))
    return b".".join((signed, _encoded(key.private.sign(signed)))).decode()


def client_of(authorization: str | None, key: SigningKey, now: datetime) -> str | None:
    """To whom the token of an `Authorization` header was given by us, None unless it is in force."""
    scheme, _, token = (authorization or "").partition(" ")
    signed, _, signature = token.strip().rpartition(".")
    try:
        head, claims = (_decoded(part) for part in signed.split("."))
        key.private.public_key().verify(_decoded(signature), signed.encode())
        told, kept = decode(head, _Head), decode(claims, _Claims)
    except (ValueError, InvalidSignature):
        return None
    ours = (told.alg, kept.iss, kept.aud) == (_alg(key), key.sender_id, key.sender_id)
    in_force = kept.iat - 60 <= now.timestamp() < kept.exp
    return kept.sub if scheme.lower() == "bearer" and ours and in_force else None


def answer(key: SigningKey, secrets: Mapping[str, str], body: bytes, now: datetime) -> tuple[dict[str, Any], int]:
    """(what is answered, HTTP status) to a request for a token: a form, or JSON with the same names.

    `secrets`: by client id, the SHA-256 of its secret in hex.
    """
    asked = _form(body)
    client, secret = asked.get("client_id", ""), asked.get("client_secret", "")
    if asked.get("grant_type") != GRANT:
        return {"error": "unsupported_grant_type"}, 400
    if not hmac.compare_digest(hashlib.sha256(secret.encode()).hexdigest(), secrets.get(client, "")):
        return {"error": "invalid_client"}, 401
    lives_s = int(LIFETIME.total_seconds())
    return {"access_token": issue(key, client, now), "token_type": "Bearer", "expires_in": lives_s}, 200


def _form(body: bytes) -> dict[str, str]:
    """Empty for what is neither."""
    try:
        if body.lstrip().startswith(b"{"):
            return decode(body, dict[str, str])
        return dict(parse_qsl(body.decode("ascii"), max_num_fields=20))
    except (Malformed, ValueError):
        return {}


def _alg(key: SigningKey) -> str:
    return SUITES[key.suite].token


def _encoded(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def _decoded(text: str) -> bytes:
    """Raises ValueError, also for what decoders pass over: one token has one spelling."""
    raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    if _encoded(raw).decode() != text:
        raise ValueError(text)
    return raw
