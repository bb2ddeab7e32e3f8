"""A database that a test is given is as its migrations left it, also when another test had it before."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.support.postgres import PostgresForTests

EVENT = "INSERT INTO events VALUES (1, 0, 0, 's', 1, gen_random_uuid(), 't', 'h', '{}', now())"


@pytest.fixture
def server(admin_url: str, postgres: PostgresForTests) -> Iterator[PostgresForTests]:
    """One without databases given back by other tests."""
    made = PostgresForTests(admin_url, postgres.passwords)
    yield made
    made.close()


def run(server: PostgresForTests, name: str, *statements: str) -> None:
    with psycopg.connect(server.service_urls("ledger", name).owner) as owner:
        for statement in statements:
            owner.execute(statement)


def content(server: PostgresForTests, name: str) -> dict[str, list[str]]:
    with server.inside(name) as inside:
        tables = inside.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        return {
            table: [row for (row,) in inside.execute(f"SELECT t::text FROM {table} t ORDER BY 1")]
            for (table,) in tables
        }


def test_a_database_that_was_written_to_is_wiped_and_given_out_again(server: PostgresForTests) -> None:
    name = server.fresh("ledger")
    new = content(server, name)
    run(
        server, name, EVENT, "UPDATE counter SET position = 1", "DELETE FROM log_size", "INSERT INTO locks VALUES ('a')"
    )
    assert content(server, name) != new
    server.give_back("ledger", name)
    again = server.fresh("ledger")
    assert server.made == 2
    assert content(server, again) == new
    assert new["log_size"] != []
    server.give_back("ledger", again)


def test_who_still_knows_a_database_given_back_finds_it_no_more(server: PostgresForTests) -> None:
    name = server.fresh("ledger")
    with psycopg.connect(server.service_urls("ledger", name).app) as forgotten:
        server.give_back("ledger", name)
        with pytest.raises(psycopg.OperationalError):
            forgotten.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        run(server, name, EVENT)


def test_tables_of_a_session_alone_change_nothing(server: PostgresForTests) -> None:
    """As where a read model is rebuilt beside the live one."""
    name = server.fresh("ledger")
    beside = "CREATE TEMPORARY TABLE log (LIKE public.log INCLUDING ALL)"
    run(server, name, beside, "INSERT INTO pg_temp.log SELECT * FROM public.log", "DROP TABLE pg_temp.log", beside)
    server.give_back("ledger", name)
    assert len(server.free["ledger"]) == 1


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE events DISABLE TRIGGER events_stay",
        "ALTER TABLE locks ADD COLUMN more int",
        "GRANT SELECT ON locks TO follower",
        "CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP INDEX timers_parked",
        "ALTER TABLE locks DROP CONSTRAINT locks_pkey",
        "CREATE TEMPORARY TABLE more (); CREATE TABLE more_for_all ()",
    ],
)
def test_a_database_whose_tables_were_changed_is_not_given_out_again(server: PostgresForTests, change: str) -> None:
    name = server.fresh("ledger")
    run(server, name, change)
    server.give_back("ledger", name)
    assert server.free["ledger"] == []


def test_a_database_with_settings_of_its_own_is_not_given_out_again(server: PostgresForTests) -> None:
    name = server.fresh("ledger")
    run(server, name, f"ALTER DATABASE {name} SET lock_timeout = '1s'")
    server.give_back("ledger", name)
    assert server.free["ledger"] == []
