"""Both event stores and both vaults, so that one contract suite runs on each.

Fixtures `store` and `vault` run a test on memory and on PostgreSQL; `postgres_store` on PostgreSQL alone.
"""

import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chassis.store import Store, Transaction
from chassis.store.memory import MemoryStore, MemoryTransaction
from chassis.store.postgres import PostgresStore, PostgresTransaction
from chassis.urls import ServiceUrls, VaultUrls
from chassis.vault import Vault
from chassis.vault.memory import MemoryVault
from chassis.vault.postgres import PostgresVault
from chassis.vault.sealed import SealedVault
from chassis.vault.shredder import Shredder
from tests.support.events import codec, no_projection

# The type checker holds these to their ports.
STORES: tuple[type[Store], ...] = (MemoryStore, PostgresStore)
TRANSACTIONS: tuple[type[Transaction], ...] = (MemoryTransaction, PostgresTransaction)
VAULTS: tuple[type[Vault], ...] = (MemoryVault, PostgresVault, SealedVault)


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest) -> Any:
    if request.param == "memory":
        return MemoryStore(codec())
    return request.getfixturevalue("postgres_store")


@pytest.fixture
def postgres_store(database: ServiceUrls) -> Iterator[PostgresStore]:
    made = PostgresStore(database.app, codec(), no_projection)
    yield made
    made.close()


@pytest.fixture
def make_postgres_vault(vault_database: VaultUrls) -> Iterator[Callable[..., PostgresVault]]:
    """Each call is another process' vault on the same database; `may_open=False` is the ledger's."""
    master, made = secrets.token_bytes(32), []

    def make(*, may_open: bool = True, master: bytes = master) -> PostgresVault:
        url = vault_database.opener if may_open else vault_database.maker
        made.append(PostgresVault(url, master, may_open=may_open))
        return made[-1]

    yield make
    for vault in made:
        vault.close()


@pytest.fixture
def shred(request: pytest.FixtureRequest) -> Callable[[Any, str], None]:
    """`shred(vault, key)`: the key is destroyed by whoever may, and `vault` remembers it no more, as after 60 s."""

    def destroy(vault: MemoryVault | PostgresVault, key_id: str) -> None:
        if isinstance(vault, MemoryVault):
            vault.destroy(key_id)
        else:
            Shredder(request.getfixturevalue("vault_database").shredder).destroy(key_id)
            vault._cache.pop(key_id, None)

    return destroy


@pytest.fixture(params=["memory", "postgres"])
def vault(request: pytest.FixtureRequest) -> Any:
    if request.param == "memory":
        return MemoryVault()
    return request.getfixturevalue("make_postgres_vault")()
