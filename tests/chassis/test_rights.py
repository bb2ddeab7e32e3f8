"""The rights of the roles that a process comes with, asked of real databases (FAULTS A12)."""

from collections.abc import Callable

import psycopg
import pytest

from chassis import rights
from chassis.migrate import upgrade_vault
from chassis.urls import ServiceUrls, VaultUrls, with_database

Make = Callable[..., ServiceUrls]


@pytest.fixture
def intake(make_database: Make) -> ServiceUrls:
    return make_database("intake")


def asked(database: str, vault: str, *, may_open: bool = True) -> list[str]:
    return rights.breaches("intake", database, vault, may_open=may_open)


def test_the_roles_that_provision_makes_have_what_they_need_and_no_more(
    intake: ServiceUrls, make_database: Make, vault_database: VaultUrls
) -> None:
    assert asked(intake.app, vault_database.opener) == []
    ledger = make_database("ledger").app
    assert rights.breaches("ledger", ledger, vault_database.maker, may_open=False) == []


def test_an_administrator_is_refused(intake: ServiceUrls, vault_database: VaultUrls, admin_url: str) -> None:
    database = with_database(admin_url, psycopg.conninfo.conninfo_to_dict(intake.app)["dbname"])
    vault = with_database(admin_url, psycopg.conninfo.conninfo_to_dict(vault_database.opener)["dbname"])
    why = "its role administers the server or owns the database: type `jiekun provision && jiekun migrate`, then"
    assert asked(database, vault_database.opener) == [
        f"JIEKUN_DATABASE_URL: {why} JIEKUN_DATABASE_URL=postgresql://intake:…"
    ]
    assert asked(intake.app, vault) == [f"JIEKUN_VAULT_URL: {why} JIEKUN_VAULT_URL=postgresql://vault_opener:…"]


def test_an_owner_is_refused(intake: ServiceUrls, vault_database: VaultUrls) -> None:
    assert [why.split(":")[0] for why in asked(intake.owner, vault_database.owner)] == [
        "JIEKUN_DATABASE_URL",
        "JIEKUN_VAULT_URL",
    ]


def test_the_ledger_as_an_opener_is_refused(intake: ServiceUrls, vault_database: VaultUrls) -> None:
    (why,) = asked(intake.app, vault_database.opener, may_open=False)
    assert "intake opens no box, and its role can read keys" in why
    assert why.endswith("JIEKUN_VAULT_URL=postgresql://vault_maker:…")


def test_the_shredder_opens_nothing_and_is_no_role_of_a_service(intake: ServiceUrls, vault_database: VaultUrls) -> None:
    keys, destroyed = asked(intake.app, vault_database.shredder)
    assert "its role may DELETE keys" in keys
    assert "its role may INSERT destroyed" in destroyed


@pytest.mark.parametrize("right", ["UPDATE", "DELETE", "TRUNCATE"])
def test_a_role_that_may_change_events_is_refused(intake: ServiceUrls, vault_database: VaultUrls, right: str) -> None:
    with psycopg.connect(intake.owner, autocommit=True) as owner:
        owner.execute(f"GRANT {right} ON events TO intake".encode())
    (why,) = asked(intake.app, vault_database.opener)
    assert f"its role may {right} events" in why


def test_a_right_on_one_column_is_a_right(intake: ServiceUrls, make_database: Make, vault_database: VaultUrls) -> None:
    """One that the whole table is not asked for: `GRANT UPDATE (body)` rewrites history all the same."""
    with psycopg.connect(intake.owner, autocommit=True) as owner:
        owner.execute("GRANT UPDATE (body), INSERT (body) ON events TO intake")
        owner.execute("GRANT UPDATE (version_num) ON alembic_version TO intake")
    assert [why.partition(" may ")[2].partition(":")[0] for why in asked(intake.app, vault_database.opener)] == [
        "UPDATE events",
        "UPDATE alembic_version",
    ]
    with psycopg.connect(vault_database.owner, autocommit=True) as owner:
        owner.execute("GRANT SELECT (wrapped) ON keys TO vault_maker")
        owner.execute("GRANT UPDATE (wrapped) ON keys TO vault_maker")
    ledger = make_database("ledger").app
    told = rights.breaches("ledger", ledger, vault_database.maker, may_open=False)
    assert ["UPDATE keys" in told[0], "its role can read keys" in told[1]] == [True, True]


def test_a_right_that_an_older_vault_gave_is_taken_back_by_migrating(
    intake: ServiceUrls, vault_database: VaultUrls
) -> None:
    with psycopg.connect(vault_database.owner, autocommit=True) as owner:
        owner.execute("GRANT DELETE ON keys TO vault_opener")
    assert len(asked(intake.app, vault_database.opener)) == 1
    upgrade_vault(vault_database.owner)
    assert asked(intake.app, vault_database.opener) == []
