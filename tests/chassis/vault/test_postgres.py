"""The vault in PostgreSQL: several processes, the ledger's narrower role, an outage, another master."""

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from psycopg import errors
from psycopg.sql import SQL, Identifier

from chassis.urls import VaultUrls
from chassis.vault import UnknownKey, VaultUnreachable
from chassis.vault.postgres import PostgresVault
from kernel.personal import Withheld
from tests.support.until import wait_until

Make = Callable[..., PostgresVault]
AAD = b"event"


def test_a_second_process_shares_keys_and_pepper(make_postgres_vault: Make) -> None:
    one, other = make_postgres_vault(), make_postgres_vault()
    one.create("h1")
    other.create("h1")
    assert other.open(one.seal("h1", b"a", AAD), AAD) == b"a"
    assert one.open(other.seal("h1", b"b", AAD), AAD) == b"b"
    assert one.token("person", "x") == other.token("person", "x")


def test_a_key_asked_for_too_early_is_found_once_another_process_made_it(make_postgres_vault: Make) -> None:
    one, other = make_postgres_vault(), make_postgres_vault()
    other.fetch(["h1"])
    one.create("h1")
    assert other.open(one.seal("h1", b"a", AAD), AAD) == b"a"


def test_a_key_that_leaves_the_cache_while_it_is_used_is_no_erasure(
    make_postgres_vault: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.vault.postgres.CACHE_S", 0.0)
    vault = make_postgres_vault()
    vault.create("h1")
    assert vault.open(vault.seal("h1", b"a", AAD), AAD) == b"a"


def test_the_ledger_seals_and_makes_tokens_but_opens_nothing(make_postgres_vault: Make) -> None:
    service, ledger = make_postgres_vault(), make_postgres_vault(may_open=False)
    ledger.create("report-1")
    box = ledger.seal("report-1", b"raw", AAD)
    assert ledger.open(box, AAD) is Withheld.SEALED
    assert service.open(box, AAD) == b"raw"
    assert ledger.token("person", "x") == service.token("person", "x")
    service.create("h1")
    ledger.fetch(["h1"])
    with pytest.raises(UnknownKey):
        ledger.seal("h1", b"raw", AAD)


@pytest.mark.parametrize("role", ["opener", "maker"])
def test_no_service_destroys_a_key(make_postgres_vault: Make, vault_database: VaultUrls, role: str) -> None:
    """FAULTS A13: the role of three services could delete every household's key."""
    make_postgres_vault().create("h1")
    with psycopg.connect(getattr(vault_database, role), autocommit=True) as connection:
        for statement in (
            "DELETE FROM keys",
            "TRUNCATE keys",
            "UPDATE keys SET wrapped = ''",
            "INSERT INTO destroyed (key_id) VALUES ('h1')",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement)


def test_whoever_destroys_keys_reads_and_makes_none(make_postgres_vault: Make, vault_database: VaultUrls) -> None:
    make_postgres_vault().create("h1")
    with psycopg.connect(vault_database.shredder, autocommit=True) as connection:
        for statement in (
            "SELECT wrapped FROM keys",
            "SELECT * FROM pepper",
            "INSERT INTO keys (key_id, wrapped, master_id) VALUES ('h2', '', '')",
            "DELETE FROM destroyed",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement)


def test_erasure_by_another_process_is_seen_by_a_new_one(make_postgres_vault: Make, shred: Any) -> None:
    one = make_postgres_vault()
    one.create("h1")
    box = one.seal("h1", b"a", AAD)
    shred(one, "h1")
    assert make_postgres_vault().open(box, AAD) is Withheld.ERASED


def test_a_key_made_while_it_is_destroyed_does_not_come_back(
    make_postgres_vault: Make, vault_database: VaultUrls
) -> None:
    vault = make_postgres_vault()
    vault.create("h1")
    late = make_postgres_vault()
    refused: list[Exception] = []

    def make_again() -> None:
        try:
            late.create("h1")
        except UnknownKey as error:
            refused.append(error)

    with psycopg.connect(vault_database.shredder) as destroying:
        destroying.execute("INSERT INTO destroyed (key_id) VALUES ('h1')")
        destroying.execute("DELETE FROM keys WHERE key_id = 'h1'")
        maker = threading.Thread(target=make_again)
        maker.start()
        with psycopg.connect(vault_database.owner, autocommit=True) as looking:
            waiting = "SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database" + (
                " WHERE datname = current_database())"
            )
            wait_until(lambda: looking.execute(waiting).fetchone() is not None, "the maker to stand in line")
    maker.join(10)
    assert len(refused) == 1
    with psycopg.connect(vault_database.opener) as connection:
        assert connection.execute("SELECT key_id FROM keys").fetchall() == []


def test_another_master_key_is_refused_at_the_start_and_nothing_is_left_running(make_postgres_vault: Make) -> None:
    make_postgres_vault()
    running = set(threading.enumerate())
    with pytest.raises(VaultUnreachable, match="lies under master"):
        make_postgres_vault(master=bytes(32))
    assert set(threading.enumerate()) <= running


def test_an_unreachable_vault_raises_and_never_reads_as_erased(
    make_postgres_vault: Make, vault_database: VaultUrls, admin_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.vault.postgres.CACHE_S", 0.0)
    vault = make_postgres_vault()
    vault.create("h1")
    box = vault.seal("h1", b"a", AAD)
    with psycopg.connect(admin_url, autocommit=True) as admin:
        name = psycopg.conninfo.conninfo_to_dict(vault_database.owner)["dbname"]
        door = SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        admin.execute(door.format(Identifier(name), SQL("false")))
        admin.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", (name,))
        with pytest.raises(VaultUnreachable):
            vault.open(box, AAD)
        admin.execute(door.format(Identifier(name), SQL("true")))
    assert vault.open(box, AAD) == b"a"
