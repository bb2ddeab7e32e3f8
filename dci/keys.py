"""Who signs, and who may be believed: one private key of ours, and the public keys of everybody else.

Keys are Ed25519 (RFC 8032). A public key is its 32 raw bytes in base64; a private key is PEM (PKCS 8,
unencrypted) or its 32 raw bytes in base64. `docs/signatures.md` shows both.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Final, Literal, Self

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Meta

from dci.parser import Malformed, decode

NAME_PATTERN: Final = r"[A-Za-z0-9._:/@-]{1,99}"
KeyName = Annotated[str, Meta(pattern=rf"^{NAME_PATTERN}\Z")]
Algorithm = Literal["ed25519"]


class UnknownSender(LookupError):
    """No key of this sender was ever known."""


class UnknownKey(LookupError):
    """The sender is known, but this key id is not, or it was not valid at that instant."""


class KnownKey(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One public key of one sender; valid from `valid_from` up to, not including, `valid_until`."""

    sender_id: KeyName
    key_id: KeyName
    algorithm: Algorithm
    public_key: str
    valid_from: Annotated[datetime, Meta(tz=True)]
    valid_until: Annotated[datetime, Meta(tz=True)] | None = None

    def valid_at(self, instant: datetime) -> bool:
        """Was the key in force at `instant` (aware)?"""
        return self.valid_from <= instant and (self.valid_until is None or instant < self.valid_until)


class KeyHistory:
    """Every key ever believed, by (sender, key id). An id is never used again for another key."""

    def __init__(self, keys: Iterable[KnownKey]) -> None:
        """Raises ValueError for a key that cannot be read or an id that is given twice."""
        self._keys: dict[tuple[str, str], tuple[KnownKey, Ed25519PublicKey]] = {}
        for known in keys:
            name = (known.sender_id, known.key_id)
            if name in self._keys:
                raise ValueError(f"key id given twice: {known.sender_id}|{known.key_id}")
            self._keys[name] = (known, Ed25519PublicKey.from_public_bytes(_raw_32(known.public_key)))
        self._senders = {sender for sender, _ in self._keys}

    @classmethod
    def load(cls, text: str | bytes) -> Self:
        """From JSON: a list of `KnownKey`. Raises ValueError."""
        return cls(decode(text.encode() if isinstance(text, str) else text, list[KnownKey]))

    def dump(self) -> bytes:
        """As JSON, ordered by sender and key id."""
        return msgspec.json.encode([self._keys[name][0] for name in sorted(self._keys)])

    def key(self, sender_id: str, key_id: str, at: datetime) -> Ed25519PublicKey:
        """The key in force at that instant; raises `UnknownSender` or `UnknownKey`."""
        if sender_id not in self._senders:
            raise UnknownSender(sender_id)
        known, public = self._keys.get((sender_id, key_id), (None, None))
        if known is None or public is None or not known.valid_at(at):
            raise UnknownKey(key_id)
        return public


@dataclass(frozen=True)
class SigningKey:
    """Our own key, with the names under which others know it."""

    sender_id: str
    key_id: str
    private: Ed25519PrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        for name in (self.sender_id, self.key_id):
            if not re.fullmatch(NAME_PATTERN, name):
                raise ValueError(f"a sender id or key id must match {NAME_PATTERN}")

    @classmethod
    def generate(cls, sender_id: str, key_id: str) -> Self:
        return cls(sender_id, key_id, Ed25519PrivateKey.generate())

    @classmethod
    def of(cls, sender_id: str, key_id: str, private_key: str) -> Self:
        """From PEM (PKCS 8) or 32 raw bytes in base64. Raises ValueError, without the key in its text."""
        return cls(sender_id, key_id, _private(private_key))

    @classmethod
    def load(cls, text: str | bytes) -> Self:
        """From a key file: JSON with sender_id, key_id, algorithm, private_key. Raises ValueError."""
        stored = decode(text.encode() if isinstance(text, str) else text, _KeyFile)
        return cls.of(stored.sender_id, stored.key_id, stored.private_key)

    def dump(self) -> bytes:
        """The key file that `load` reads. Secret."""
        return msgspec.json.encode(
            _KeyFile(
                sender_id=self.sender_id,
                key_id=self.key_id,
                algorithm="ed25519",
                private_key=base64.b64encode(self.private.private_bytes_raw()).decode(),
            )
        )

    def pem(self) -> str:
        """PKCS 8 PEM, unencrypted. Secret."""
        return self.private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()

    def known(self, valid_from: datetime, valid_until: datetime | None = None) -> KnownKey:
        """The public half, as others keep it in their key history."""
        return KnownKey(
            sender_id=self.sender_id,
            key_id=self.key_id,
            algorithm="ed25519",
            public_key=base64.b64encode(self.private.public_key().public_bytes_raw()).decode(),
            valid_from=valid_from,
            valid_until=valid_until,
        )


class _KeyFile(msgspec.Struct, frozen=True, kw_only=True):
    sender_id: KeyName
    key_id: KeyName
    algorithm: Algorithm
    private_key: str

    def __repr__(self) -> str:
        return f"_KeyFile({self.sender_id}|{self.key_id})"


def _private(text: str) -> Ed25519PrivateKey:
    if "-----BEGIN" not in text:
        return Ed25519PrivateKey.from_private_bytes(_raw_32(text))
    try:
        key = serialization.load_pem_private_key(text.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ValueError("the private key is not an unencrypted PKCS 8 PEM") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the private key is not an Ed25519 key")
    return key


def _raw_32(text: str) -> bytes:
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("the key is not base64") from None
    if len(raw) != 32:
        raise Malformed("the key is not 32 bytes in base64")
    return raw
