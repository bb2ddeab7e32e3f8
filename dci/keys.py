"""Who signs, and who may be believed: one private key of ours, and the public keys of everybody else.

Keys are of a suite (`suites.py`): Ed25519 unless said. A key is its raw bytes in base64; a private key may be
PEM (Ed25519 alone; PKCS 8, unencrypted). `docs/signatures.md` shows all forms.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Final, Self, TypeVar

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Meta

from dci import suites
from dci.parser import Malformed, decode
from dci.suites import Private, Public

Key = TypeVar("Key")
NAME_PATTERN: Final = r"[A-Za-z0-9._:/@-]{1,99}"
KeyName = Annotated[str, Meta(pattern=rf"^{NAME_PATTERN}\Z")]
Algorithm = Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,40}\Z")]
"""A suite by its name (`suites.py`)."""


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
    revoked_from: Annotated[datetime, Meta(tz=True)] | None = None
    """From then on it was in other hands: it may be said afterwards, and reach back."""

    def valid_at(self, instant: datetime) -> bool:
        """Was the key in force at `instant` (aware)?"""
        ends = [end for end in (self.valid_until, self.revoked_from) if end is not None]
        return self.valid_from <= instant and all(instant < end for end in ends)


class KeyHistory:
    """Every key ever believed, by (sender, key id). An id is never used again for another key."""

    def __init__(self, keys: Iterable[KnownKey]) -> None:
        """Raises ValueError for a key that cannot be read or an id that is given twice."""
        self._keys: dict[tuple[str, str], tuple[KnownKey, Public]] = {}
        for known in keys:
            name = (known.sender_id, known.key_id)
            if name in self._keys:
                raise ValueError(f"key id given twice: {known.sender_id}|{known.key_id}")
            if known.algorithm not in suites.SUITES:
                raise ValueError(f"algorithm {known.algorithm} is no suite: {known.sender_id}|{known.key_id}")
            self._keys[name] = (known, _made(suites.SUITES[known.algorithm].public, known.public_key))
        self._senders = {sender for sender, _ in self._keys}

    @classmethod
    def load(cls, text: str | bytes) -> Self:
        """From JSON: a list of `KnownKey`. Raises ValueError."""
        return cls(decode(text.encode() if isinstance(text, str) else text, list[KnownKey]))

    def dump(self) -> bytes:
        """As JSON, ordered by sender and key id."""
        return msgspec.json.encode(list(self))

    def __iter__(self) -> Iterator[KnownKey]:
        """By sender and key id."""
        return (self._keys[name][0] for name in sorted(self._keys))

    def key(self, sender_id: str, key_id: str, at: datetime, suite: str = "") -> Public:
        """The key in force at that instant, of that suite if one is named; raises `UnknownSender` or `UnknownKey`."""
        if sender_id not in self._senders:
            raise UnknownSender(sender_id)
        known, public = self._keys.get((sender_id, key_id), (None, None))
        if known is None or public is None or not known.valid_at(at) or suite not in ("", known.algorithm):
            raise UnknownKey(key_id)
        return public


@dataclass(frozen=True)
class SigningKey:
    """Our own key, with the names under which others know it."""

    sender_id: str
    key_id: str
    private: Private = field(repr=False)
    suite: str = field(default=suites.ED25519.name, repr=False)

    def __post_init__(self) -> None:
        for name in (self.sender_id, self.key_id):
            if not re.fullmatch(NAME_PATTERN, name):
                raise ValueError(f"a sender id or key id must match {NAME_PATTERN}")

    def sign(self, data: bytes) -> bytes:
        return self.private.sign(data)

    @classmethod
    def generate(cls, sender_id: str, key_id: str, suite: str = suites.ED25519.name) -> Self:
        return cls(sender_id, key_id, suites.SUITES[suite].generate(), suite)

    @classmethod
    def of(cls, sender_id: str, key_id: str, private_key: str, suite: str = suites.ED25519.name) -> Self:
        """From PEM (PKCS 8, Ed25519) or raw bytes in base64. Raises ValueError, without the key in its text."""
        if suite not in suites.SUITES:
            raise ValueError(f"no suite {suite}")
        return cls(sender_id, key_id, _private(private_key, suites.SUITES[suite]), suite)

    @classmethod
    def load(cls, text: str | bytes) -> Self:
        """From a key file: JSON with sender_id, key_id, algorithm, private_key. Raises ValueError."""
        stored = decode(text.encode() if isinstance(text, str) else text, _KeyFile)
        return cls.of(stored.sender_id, stored.key_id, stored.private_key, stored.algorithm)

    def dump(self) -> bytes:
        """The key file that `load` reads. Secret."""
        return msgspec.json.encode(
            _KeyFile(
                sender_id=self.sender_id,
                key_id=self.key_id,
                algorithm=self.suite,
                private_key=base64.b64encode(self.private.private_bytes_raw()).decode(),
            )
        )

    def pem(self) -> str:
        """PKCS 8 PEM of an Ed25519 key, unencrypted. Secret."""
        if not isinstance(self.private, Ed25519PrivateKey):
            raise TypeError("only Ed25519 keys are written as PEM")
        return self.private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()

    def known(self, valid_from: datetime, valid_until: datetime | None = None) -> KnownKey:
        """The public half, as others keep it in their key history."""
        return KnownKey(
            sender_id=self.sender_id,
            key_id=self.key_id,
            algorithm=self.suite,
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


def _private(text: str, suite: suites.Suite) -> Private:
    if "-----BEGIN" not in text:
        return _made(suite.private, text)
    try:
        key = serialization.load_pem_private_key(text.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ValueError("the private key is not an unencrypted PKCS 8 PEM") from None
    if suite is not suites.ED25519 or not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the private key is not an Ed25519 key")
    return key


def _made(make: Callable[[bytes], Key], text: str) -> Key:
    try:
        return make(base64.b64decode(text.strip(), validate=True))
    except (binascii.Error, ValueError):
        raise Malformed("the key is not one of its suite, as raw bytes in base64") from None
