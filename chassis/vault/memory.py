"""The vault in memory: the same contract, for simulations and tests of a single process."""

from collections.abc import Iterable

from chassis.vault import Box, UnknownKey, ciphers
from kernel.personal import Withheld


class MemoryVault:
    def __init__(self, *, may_open: bool = True) -> None:
        self._keys: dict[str, bytes] = {}
        self._destroyed: set[str] = set()
        self._pepper = ciphers.new_key()
        self._may_open = may_open

    def create(self, key_id: str) -> None:
        if key_id in self._destroyed:
            raise UnknownKey(key_id)
        self._keys.setdefault(key_id, ciphers.new_key())

    def fetch(self, key_ids: Iterable[str]) -> None:
        """Nothing to bring: every key is at hand."""

    def seal(self, key_id: str, plaintext: bytes, aad: bytes) -> Box:
        if key_id not in self._keys:
            raise UnknownKey(key_id)
        return ciphers.seal(self._keys[key_id], key_id, plaintext, aad)

    def open(self, box: Box, aad: bytes) -> bytes | Withheld:
        if not self._may_open:
            return Withheld.SEALED
        if box.kid in self._destroyed:
            return Withheld.ERASED
        if box.kid not in self._keys:
            raise UnknownKey(box.kid)
        return ciphers.open_box(self._keys[box.kid], box, aad)

    def destroy(self, key_id: str) -> None:
        self._destroyed.add(key_id)
        self._keys.pop(key_id, None)

    def token(self, kind: str, value: str) -> str:
        return ciphers.token(self._pepper, kind, value)

    def keyed_hash(self, data: bytes) -> str:
        return ciphers.keyed_hash(self._pepper, data)
