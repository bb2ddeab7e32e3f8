"""The vault of a reader that may open nothing and makes nothing: for rebuilding read models and for checks."""

from collections.abc import Iterable
from typing import NoReturn

from chassis.vault import Box, UnknownKey
from kernel.personal import Withheld


class SealedVault:
    def open(self, box: Box, aad: bytes) -> Withheld:
        return Withheld.SEALED

    def fetch(self, key_ids: Iterable[str]) -> None:
        """There is nothing to bring."""

    def create(self, key_id: str) -> NoReturn:
        raise UnknownKey(key_id)

    def seal(self, key_id: str, plaintext: bytes, aad: bytes) -> NoReturn:
        raise UnknownKey(key_id)

    def token(self, kind: str, value: str) -> NoReturn:
        raise UnknownKey("pepper")

    def keyed_hash(self, data: bytes) -> NoReturn:
        raise UnknownKey("pepper")
