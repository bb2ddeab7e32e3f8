"""Migrations: the tables as written, once, also when two processes start together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from chassis import migrate
from chassis.roles import SERVICES
from chassis.urls import ServiceUrls, VaultUrls
from tests.support.postgres import CHASSIS_ALONE, PostgresForTests

MORE = '''
"""One more story."""
from alembic import op
revision = "0002"
down_revision = "0001"
def upgrade() -> None:
    op.execute("CREATE TABLE more (at time DEFAULT '12:30', share text DEFAULT '5%')")
    op.execute({last!r})
'''


def tables(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return {name for (name,) in found}


@pytest.fixture
def migrations(tmp_path: Path) -> Callable[[str], Path]:
    def with_second(last: str) -> Path:
        first = CHASSIS_ALONE / "0001_chassis.py"
        (tmp_path / first.name).write_text(first.read_text())
        (tmp_path / "0002_more.py").write_text(MORE.format(last=last))
        return tmp_path

    return with_second


def test_the_chassis_tables_are_there_and_two_runs_are_one(database: ServiceUrls) -> None:
    before = tables(database.owner)
    assert {"events", "counter", "marks", "parked", "timers", "deliveries", "alembic_version"} <= before
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: migrate.run_upgrade(CHASSIS_ALONE, "intake", database.owner), range(2)))
    assert tables(database.owner) == before


def test_a_new_migration_is_added_and_its_table_belongs_to_the_application(
    database: ServiceUrls, migrations: Callable[[str], Path]
) -> None:
    migrate.run_upgrade(migrations("SELECT 1"), "intake", database.owner)
    with psycopg.connect(database.app) as app:
        app.execute("INSERT INTO more DEFAULT VALUES")
        assert app.execute("SELECT at::text, share FROM more").fetchall() == [("12:30:00", "5%")]


def test_a_migration_that_fails_leaves_nothing_of_itself(
    database: ServiceUrls, migrations: Callable[[str], Path]
) -> None:
    with pytest.raises(Exception, match="nonsense"):
        migrate.run_upgrade(migrations("nonsense"), "intake", database.owner)
    assert "more" not in tables(database.owner)


def test_the_vault_is_made_once(vault_database: VaultUrls) -> None:
    assert tables(vault_database.owner) == {"keys", "destroyed", "pepper"}
    migrate.upgrade_vault(vault_database.owner)
    assert tables(vault_database.owner) == {"keys", "destroyed", "pepper"}


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_migrates_from_nothing(service: str, postgres: PostgresForTests) -> None:
    if not any(migrate.migrations_of(f"services.{service}").glob("[0-9]*.py")):
        pytest.skip(f"services.{service} has no migration yet")
    name = postgres.fresh(service)
    try:
        assert "events" in tables(postgres.service_urls(service, name).owner)
    finally:
        postgres.drop(name)
