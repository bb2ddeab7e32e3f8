"""One PostgreSQL for a whole test run, and fresh databases: copied from migrated templates, or used ones wiped.

The server is the embedded one, each worker's own, or `DATABASE_URL` (a superuser on a server that is for tests
only: its roles get new passwords). Fixtures:

- `postgres`: the server (session).
- `make_database(kind="chassis") -> ServiceUrls`: a fresh database with its four URLs. `kind` is a service
  (`services.<kind>`'s migrations) or `chassis` (the chassis' tables alone, as service `intake`).
- `database`: one fresh `chassis` database.
- `make_vault() -> VaultUrls`, `vault_database`: the same for the vault.
- `admin_url`: the superuser's URL of the server.
"""

import os
import secrets
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from chassis import migrate
from chassis.roles import FOLLOWER, OPERATOR, ROLES, VAULT, VAULT_MAKER, VAULT_OPENER, VAULT_SHREDDER, owner_of
from chassis.urls import ServiceUrls, VaultUrls, with_database, with_role
from machine import embedded
from machine.ports import free_port
from machine.provision import allow_connections, ensure_database, grant_inside, provision
from tests.support.blank_database import Seeds, is_changed, watch, wipe

CHASSIS_ALONE = Path(__file__).parent / "migrations"
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "max_wal_size": "256MB",
}
MEMORY = Path("/dev/shm")  # noqa: S108
ROOM = 4 << 30
"""Bytes that must be free there."""
END_SESSIONS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"


class PostgresForTests:
    """A server with roles; templates are made when first asked for, and what was given back is given out again."""

    def __init__(self, admin_url: str, passwords: Mapping[str, str]) -> None:
        self.admin_url = admin_url
        self.passwords = passwords
        self.run = secrets.token_hex(3)
        self.admin = psycopg.connect(admin_url, autocommit=True)
        self.seeds: dict[str, Seeds] = {}
        self.free: dict[str, list[str]] = defaultdict(list)
        self.made = 0
        provision(admin_url, passwords)

    def fresh(self, kind: str) -> str:
        """The name of a database as the migrations of `kind` (a service, `chassis` or `vault`) leave it."""
        if kind not in self.seeds:
            self.make_template(kind)
        return self.free[kind].pop() if self.free[kind] else self.copy(kind)

    def give_back(self, kind: str, name: str) -> None:
        """To be wiped and given out again under another name, or dropped when its tables are not the template's."""
        while self.admin.execute(END_SESSIONS, (name,)).rowcount:
            time.sleep(0.002)
        again = self.next_name(kind)
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        self.admin.execute(rename.format(*map(sql.Identifier, (name, again))))
        with self.inside(again) as used:
            if as_new := not is_changed(used):
                wipe(used, self.seeds[kind])
        if as_new:
            self.free[kind].append(again)
        else:
            self.drop(again)

    def copy(self, kind: str) -> str:
        name, role = self.next_name(kind), service_of(kind)
        # Without fsync, files copied whole are half the time of the default, which writes them into the log.
        copy = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy")
        self.admin.execute(copy.format(*map(sql.Identifier, (name, owner_of(role), self.template(kind)))))
        allow_connections(self.admin, name, kind=role)
        return name

    def make_template(self, kind: str) -> None:
        name, role = self.template(kind), service_of(kind)
        ensure_database(self.admin, name, owner_of(role))
        allow_connections(self.admin, name, kind=role)
        with self.inside(name) as inside:
            grant_inside(inside, kind=role)
        owner_url = self.url(name, owner_of(role))
        if kind == VAULT:
            migrate.upgrade_vault(owner_url)
        elif kind == "chassis":
            migrate.run_upgrade(CHASSIS_ALONE, role, owner_url)
        else:
            migrate.upgrade(f"services.{kind}", owner_url)
        with self.inside(name) as inside:
            self.seeds[kind] = watch(inside)

    def close(self) -> None:
        for name in (*map(self.template, self.seeds), *chain.from_iterable(self.free.values())):
            self.drop(name)
        self.admin.close()

    def drop(self, name: str) -> None:
        self.admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def inside(self, name: str) -> psycopg.Connection:
        return psycopg.connect(with_database(self.admin_url, name), autocommit=True)

    def template(self, kind: str) -> str:
        return f"test_{self.run}_template_{kind}"

    def next_name(self, kind: str) -> str:
        self.made += 1
        return f"test_{self.run}_{kind}_{self.made}"

    def url(self, database: str, role: str) -> str:
        return with_role(with_database(self.admin_url, database), role, self.passwords[role])

    def service_urls(self, kind: str, name: str) -> ServiceUrls:
        role = service_of(kind)
        return ServiceUrls(*(self.url(name, r) for r in (role, owner_of(role), FOLLOWER, OPERATOR)))

    def vault_urls(self, name: str) -> VaultUrls:
        return VaultUrls(*(self.url(name, r) for r in (owner_of(VAULT), VAULT_OPENER, VAULT_MAKER, VAULT_SHREDDER)))


def in_memory() -> Path | None:
    """Where the machine keeps files in its memory, if there is room: 300 files of a copied database are on a busy disk
    a second, and here a twelfth of it. None: where temporary files lie."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM else None


def service_of(kind: str) -> str:
    return "intake" if kind == "chassis" else kind


@pytest.fixture(scope="session")
def admin_url() -> Iterator[str]:
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="jiekun-tests-", dir=in_memory()))
    server = embedded.start(folder, free_port(), QUICK)
    try:
        yield server.admin_url
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(admin_url: str, testrun_uid: str) -> Iterator[PostgresForTests]:
    """Workers that share the server of `DATABASE_URL` give its roles the same passwords: those of the run."""
    server = PostgresForTests(admin_url, {role: f"{role}-{testrun_uid}" for role in ROLES})
    yield server
    server.close()


@pytest.fixture
def make_database(postgres: PostgresForTests) -> Iterator[Callable[..., ServiceUrls]]:
    made: list[tuple[str, str]] = []

    def make(kind: str = "chassis") -> ServiceUrls:
        made.append((kind, postgres.fresh(kind)))
        return postgres.service_urls(*made[-1])

    yield make
    for kind, name in made:
        postgres.give_back(kind, name)


@pytest.fixture
def database(make_database: Callable[..., ServiceUrls]) -> ServiceUrls:
    return make_database()


@pytest.fixture
def make_vault(postgres: PostgresForTests) -> Iterator[Callable[[], VaultUrls]]:
    names: list[str] = []

    def make() -> VaultUrls:
        names.append(postgres.fresh(VAULT))
        return postgres.vault_urls(names[-1])

    yield make
    for name in names:
        postgres.give_back(VAULT, name)


@pytest.fixture
def vault_database(make_vault: Callable[[], VaultUrls]) -> VaultUrls:
    return make_vault()
