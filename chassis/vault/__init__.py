"""The vault: where the keys of households live, so that a key's end is the end of their data.

See docs/design/personal-data.md#the-vault.
"""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from kernel.personal import Withheld

__all__ = ["Box", "BrokenBox", "UnknownKey", "Vault", "VaultUnreachable"]


class Box(msgspec.Struct, frozen=True):
    """One AES-GCM box: `suite` names the algorithm, `kid` the key; nonce and ciphertext are base64."""

    suite: str
    kid: str
    nonce: bytes
    ciphertext: bytes


class Vault(Protocol):
    """Tokens and boxes. Keys are fetched in bulk before a transaction and cached at most 60 s."""

    def create(self, key_id: str) -> None:
        """Make the key unless it is there; a destroyed one is never made again: raises `UnknownKey`."""

    def fetch(self, key_ids: Iterable[str]) -> None:
        """Bring keys into the cache in one round trip. Raises `VaultUnreachable`."""

    def seal(self, key_id: str, plaintext: bytes, aad: bytes) -> Box:
        """Seal under an existing key; never makes one: raises `UnknownKey`."""

    def open(self, box: Box, aad: bytes) -> bytes | Withheld:
        """The plaintext, `SEALED` when this reader may not open, `ERASED` when the key was destroyed.

        Raises `BrokenBox`, and `UnknownKey` for a key that is missing but was never destroyed: a vault that
        lost keys (restored to an earlier moment) must not pass for an erasure.
        """

    def token(self, kind: str, value: str) -> str:
        """Keyed, stable, 160-bit token of an identifier, such as `person:…`; equal in, equal out."""

    def keyed_hash(self, data: bytes) -> str:
        """HMAC-SHA256 under the pepper, hex: for hashes of anything that may hold personal data."""


class VaultUnreachable(Exception):
    """The vault did not answer; nothing may be decided without it."""


class UnknownKey(Exception):
    """No key of this id: it was never made, was lost, or (to create or to seal) was destroyed."""


class BrokenBox(Exception):
    """A box that its own key does not open: altered bytes, or a box moved to another event."""
