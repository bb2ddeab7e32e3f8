"""Suites of signatures: a table of rows, each with its keys' forms and its digest.

A row's keys have the few methods that Ed25519 keys of `cryptography` have. That library alone is needed here: a row of
another brings it when it is first used, so that an evidence file can be judged with nothing else (`evidence_file.py`).
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class Public(Protocol):
    def verify(self, signature: bytes, data: bytes) -> None:
        """Raises InvalidSignature."""

    def public_bytes_raw(self) -> bytes: ...


class Private(Protocol):
    def sign(self, data: bytes) -> bytes: ...

    def public_key(self) -> Public: ...

    def private_bytes_raw(self) -> bytes: ...


@dataclass(frozen=True)
class Suite:
    """`digest_name`: as the signing input says it. `public`, `private`: of raw bytes; they raise ValueError. `token`:
    what tokens and key sets call it. `jwk`: the members of a public key in a key set."""

    name: str
    digest_name: str
    digest: Callable[[bytes], bytes]
    public: Callable[[bytes], Public]
    private: Callable[[bytes], Private]
    generate: Callable[[], Private]
    token: str
    jwk: Callable[[bytes], dict[str, str]]


def _sm2() -> Any:
    return import_module("dci.sm2")


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


ED25519: Final = Suite(
    "ed25519",
    "SHA-256",
    lambda data: hashlib.sha256(data).digest(),
    Ed25519PublicKey.from_public_bytes,
    Ed25519PrivateKey.from_private_bytes,
    Ed25519PrivateKey.generate,
    "EdDSA",
    lambda raw: {"kty": "OKP", "crv": "Ed25519", "x": base64url(raw)},
)
SM2: Final = Suite(
    "sm2",
    "SM3",
    lambda data: bytes(_sm2().sm3(data)),
    lambda raw: _public(_sm2().Sm2PublicKey.from_public_bytes(raw)),
    lambda raw: _private(_sm2().Sm2PrivateKey.from_private_bytes(raw)),
    lambda: _private(_sm2().Sm2PrivateKey.generate()),
    "sm2sig_sm3",
    lambda raw: {"kty": "EC", "crv": "curveSM2", "x": base64url(raw[1:33]), "y": base64url(raw[33:])},
)
SUITES: Final[Mapping[str, Suite]] = {one.name: one for one in (ED25519, SM2)}


def _public(key: Public) -> Public:
    return key


def _private(key: Private) -> Private:
    return key


def verifies(suite: str, public_key: str, signature: bytes, signed: bytes) -> bool:
    """With the public key in base64; False for an unknown suite, or a key that is none."""
    if suite not in SUITES:
        return False
    try:
        SUITES[suite].public(base64.b64decode(public_key, validate=True)).verify(signature, signed)
    except (ValueError, InvalidSignature):
        return False
    return True
