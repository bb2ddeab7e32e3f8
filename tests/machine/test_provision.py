"""Who may do what in which database."""

from collections.abc import Callable

import psycopg
import pytest
from psycopg import errors

from chassis.urls import ServiceUrls, VaultUrls, with_database
from machine.provision import provision
from tests.support.postgres import PostgresForTests

EVENT = "INSERT INTO events VALUES (1, 0, 0, 's', 1, gen_random_uuid(), 't', 'h', '{}', now())"


def run(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def refused(url: str, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        run(url, statement)


def test_the_application_role_appends_events_but_never_changes_one(database: ServiceUrls) -> None:
    run(database.app, EVENT)
    assert run(database.app, "SELECT position, subject FROM events") == [(1, "h")]
    refused(database.app, "UPDATE events SET subject = 'other'")
    refused(database.app, "DELETE FROM events")
    refused(database.app, "TRUNCATE events")
    refused(database.app, "CREATE TABLE mine (a int)")
    refused(database.app, "DELETE FROM alembic_version")


def test_not_even_the_owner_changes_an_event(database: ServiceUrls) -> None:
    run(database.owner, EVENT)
    with pytest.raises(errors.RaiseException, match="append-only"):
        run(database.owner, "UPDATE events SET subject = 'other'")


def test_the_follower_reads_what_is_published_and_nothing_else(database: ServiceUrls) -> None:
    run(database.app, EVENT)
    assert run(database.follower, "SELECT position, subject, type FROM published") == [(1, "h", "t")]
    for table in ("events", "counter", "marks", "timers", "alembic_version"):
        refused(database.follower, f"SELECT * FROM {table}")


def test_the_operator_reads_every_table_and_writes_none(database: ServiceUrls) -> None:
    assert run(database.operator, "SELECT * FROM timers") == []
    refused(database.operator, EVENT)


def test_a_service_cannot_enter_the_database_of_another(
    postgres: PostgresForTests, make_database: Callable[..., ServiceUrls], vault_database: VaultUrls
) -> None:
    intake = make_database()
    name = psycopg.conninfo.conninfo_to_dict(intake.app)["dbname"]
    vault = psycopg.conninfo.conninfo_to_dict(vault_database.owner)["dbname"]
    assert isinstance(name, str)
    assert isinstance(vault, str)
    for database, role in (
        (name, "assistance"),
        (name, "vault_opener"),
        (vault, "intake"),
        (vault, "operator"),
    ):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(postgres.url(database, role))


def test_the_ledger_makes_keys_in_the_vault_that_it_cannot_read(vault_database: VaultUrls) -> None:
    run(vault_database.maker, "INSERT INTO keys (key_id, wrapped, master_id) VALUES ('k', '', 'm')")
    refused(vault_database.maker, "SELECT * FROM keys")
    assert run(vault_database.opener, "SELECT key_id FROM keys") == [("k",)]


def test_provisioning_again_changes_nothing_and_keeps_the_rows(postgres: PostgresForTests) -> None:
    first = provision(postgres.admin_url, postgres.passwords)
    run(first.services["ledger"].owner, "CREATE TABLE kept (a int); INSERT INTO kept VALUES (7)")
    try:
        assert provision(postgres.admin_url, postgres.passwords) == first
        assert run(first.services["ledger"].app, "SELECT a FROM kept") == [(7,)]
    finally:
        run(first.services["ledger"].owner, "DROP TABLE kept")


def test_the_five_databases_belong_to_their_owners(postgres: PostgresForTests) -> None:
    owners = run(
        with_database(postgres.admin_url, "postgres"),
        "SELECT datname, pg_get_userbyid(datdba) FROM pg_database"
        " WHERE datname IN ('intake', 'verification', 'assistance', 'ledger', 'vault') ORDER BY 1",
    )
    assert owners == [
        ("assistance", "assistance_owner"),
        ("intake", "intake_owner"),
        ("ledger", "ledger_owner"),
        ("vault", "vault_owner"),
        ("verification", "verification_owner"),
    ]
