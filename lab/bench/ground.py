"""One PostgreSQL for a whole run, with its defaults for durability, and a fresh database for each contestant.

Always an embedded server in a folder of its own: on somebody's server the roles' passwords would change.
"""

import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from chassis import migrate
from chassis.roles import FOLLOWER, OPERATOR, owner_of
from chassis.urls import with_database, with_role
from machine import embedded
from machine.ports import free_port
from machine.provision import allow_connections, ensure_database, ensure_role, grant_inside

SERVICES = ("intake", "ledger")
"""Those whose databases are played on."""
ROLES = (*SERVICES, *map(owner_of, SERVICES), FOLLOWER, OPERATOR)


class NotDurable(Exception):
    """The server does not wait for the disk: whatever is measured on it says nothing."""


class Ground:
    def __init__(self, admin_url: str) -> None:
        self.admin_url = admin_url
        self._passwords = {role: secrets.token_urlsafe(12) for role in ROLES}
        self._run = secrets.token_hex(3)
        self._made = 0
        with psycopg.connect(admin_url, autocommit=True) as admin:
            for role in ROLES:
                ensure_role(admin, role, self._passwords[role])

    def versions(self) -> dict[str, str]:
        """The server's version and what it does for durability."""
        with psycopg.connect(self.admin_url) as admin:
            names = ("server_version", "fsync", "synchronous_commit", "full_page_writes")
            return {name: str((admin.execute(f"SHOW {name}").fetchone() or [""])[0]) for name in names}

    def require_durable(self) -> None:
        told = self.versions()
        if told["fsync"] != "on" or told["synchronous_commit"] != "on":
            raise NotDurable("PostgreSQL runs without fsync or synchronous_commit: numbers from it say nothing")

    @contextmanager
    def ours(self) -> Iterator[dict[str, str]]:
        """Fresh databases of services at their newest schema: their URLs, intake's for a follower too."""
        with ExitStack() as dropping:
            intake, ledger = (dropping.enter_context(self._database()) for _ in SERVICES)
            for name, service in ((intake, "intake"), (ledger, "ledger")):
                self._make(name, service)
            yield {
                "url": self._url(intake, "intake"),
                "follower": self._url(intake, FOLLOWER),
                "ledger_url": self._url(ledger, "ledger"),
            }

    @contextmanager
    def peers(self) -> Iterator[dict[str, str]]:
        """An empty database, the superuser's: a peer makes its own tables."""
        with self._database() as name:
            yield {"url": with_database(self.admin_url, name)}

    def tidy(self) -> None:
        """Statistics and visibility of what is there, now and not in the middle of a round."""
        with psycopg.connect(self.admin_url) as admin:
            like = (f"bench_{self._run}_%",)
            names = admin.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", like).fetchall()
        for (name,) in names:
            with psycopg.connect(with_database(self.admin_url, name), autocommit=True) as inside:
                inside.execute("VACUUM (ANALYZE)")

    def settle(self) -> None:
        """Writes out what the rounds before have left in memory, so that no round pays for another."""
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            admin.execute("CHECKPOINT")

    def _make(self, name: str, service: str) -> None:
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            owner = sql.SQL("ALTER DATABASE {} OWNER TO {}")
            admin.execute(owner.format(sql.Identifier(name), sql.Identifier(owner_of(service))))
            allow_connections(admin, name, kind=service)
        with psycopg.connect(with_database(self.admin_url, name), autocommit=True) as inside:
            grant_inside(inside, kind=service)
        migrate.upgrade(f"services.{service}", self._url(name, owner_of(service)))

    @contextmanager
    def _database(self) -> Iterator[str]:
        self._made += 1
        name = f"bench_{self._run}_{self._made}"
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            ensure_database(admin, name, "postgres")
            try:
                yield name
            finally:
                admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _url(self, database: str, role: str) -> str:
        return with_role(with_database(self.admin_url, database), role, self._passwords[role])


@contextmanager
def ground(settings: Mapping[str, str] | None = None) -> Iterator[Ground]:
    folder = Path(tempfile.mkdtemp(prefix="jiekun-bench-"))
    server = embedded.start(folder, free_port(), settings)
    try:
        yield Ground(server.admin_url)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
