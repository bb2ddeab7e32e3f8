"""Bring a database to its newest schema: one history per service, in plain SQL, one at a time.

`services/<name>/migrations/NNNN_story.py` are alembic revisions; the first executes `chassis_sql(1)`. Two
processes that start together do not collide: the second waits for an advisory lock and finds nothing to do.
"""

import importlib.util
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, TextClause, create_engine, text
from sqlalchemy.pool import NullPool

from chassis.urls import sqlalchemy_url

HERE = Path(__file__).parent
ONE_AT_A_TIME = 0x6D696772  # advisory lock in the database that is migrated


def upgrade(service_module: str, owner_url: str) -> None:
    """Run the migrations of `services.<name>` that `owner_url`'s database lacks; all of them or none."""
    service = service_module.rpartition(".")[2]
    run_upgrade(migrations_of(service_module), service, owner_url)


def upgrade_vault(owner_url: str) -> None:
    """Make the vault's tables where they are missing, and say anew who may do what."""
    engine = create_engine(sqlalchemy_url(owner_url), poolclass=NullPool)
    with engine.begin() as connection:
        lock(connection)
        if connection.scalar(text("SELECT to_regclass('public.keys')")) is None:
            connection.execute(schema("vault_v1.sql"))
        connection.execute(schema("vault_grants.sql"))


def chassis_sql(version: int) -> TextClause:
    """The chassis' tables of `version`, for `op.execute` in a service's migration."""
    return schema(f"v{version}.sql")


def filled_from_events(*tables: str) -> TextClause:
    """For a migration that adds read models: what a database that has lived already lacks, its service fills in."""
    names = ", ".join(f"('{table}')" for table in tables)
    return text(
        f"INSERT INTO to_be_filled SELECT name FROM (VALUES {names}) AS made (name) WHERE EXISTS (SELECT FROM events)"
        " ON CONFLICT DO NOTHING"
    )


def run_upgrade(migrations: Path, service: str, owner_url: str) -> None:
    engine = create_engine(sqlalchemy_url(owner_url), poolclass=NullPool)
    with engine.begin() as connection:
        lock(connection)
        connection.execute(text("SELECT set_config('jiekun.service', :service, true)"), {"service": service})
        connection.execute(schema("to_be_filled.sql"))
        config = Config()
        config.set_main_option("script_location", str(HERE / "migrations"))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", str(migrations).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.execute(schema("grants.sql"))


def migrations_of(service_module: str) -> Path:
    found = importlib.util.find_spec(service_module)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"no package {service_module}")
    return Path(found.submodule_search_locations[0]) / "migrations"


def lock(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})


def schema(name: str) -> TextClause:
    # A colon would begin a parameter: our SQL has none.
    return text((HERE / "schema" / name).read_text(encoding="utf-8").replace(":", "\\:"))
