"""A vault that may be away at each of its calls."""

from collections.abc import Iterable
from typing import Any

from chassis.vault import Box, VaultUnreachable
from chassis.vault.postgres import PostgresVault
from kernel.personal import Withheld
from tests.faults.each_call.sites import ONCE, Sites


class VaultPort:
    """Only `create` and `destroy` change anything; a lost answer leaves this process knowing nothing of the key."""

    def __init__(self, real: PostgresVault, service: str, sites: Sites) -> None:
        self._real, self._service, self._sites = real, service, sites

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def create(self, key_id: str) -> None:
        mode = self._sites.at("vault.create", self._service)
        if mode == "before":
            raise VaultUnreachable("before the key was made")
        self._real.create(key_id)
        if mode == "after":
            self.forget()
            raise VaultUnreachable("after the key was made")

    def fetch(self, key_ids: Iterable[str]) -> None:
        self._ask("fetch")
        self._real.fetch(key_ids)

    def seal(self, key_id: str, plaintext: bytes, aad: bytes) -> Box:
        self._ask("seal")
        return self._real.seal(key_id, plaintext, aad)

    def open(self, box: Box, aad: bytes) -> bytes | Withheld:
        self._ask("open")
        return self._real.open(box, aad)

    def token(self, kind: str, value: str) -> str:
        self._ask("token")
        return self._real.token(kind, value)

    def keyed_hash(self, data: bytes) -> str:
        self._ask("keyed_hash")
        return self._real.keyed_hash(data)

    def forget(self) -> None:
        """No key is cached any more, as after 60 s."""
        self._real._cache.clear()

    def _ask(self, call: str) -> None:
        if self._sites.at(f"vault.{call}", self._service, modes=ONCE):
            raise VaultUnreachable(f"before {call}")
