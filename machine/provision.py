"""Make the five databases, their roles and who may do what; again and again without harm.

Needs a superuser (or a role with CREATEDB and CREATEROLE) and runs before the migrations. Nothing is granted
to PUBLIC: a role connects only to the databases it works in.
"""

from collections.abc import Mapping, Sequence

import psycopg
from psycopg import Connection, sql

from chassis.roles import (
    DATABASES,
    FOLLOWER,
    OPERATOR,
    ROLES,
    SERVICES,
    VAULT,
    VAULT_MAKER,
    VAULT_OPENER,
    VAULT_OWNER,
    VAULT_SHREDDER,
    owner_of,
)
from chassis.urls import ServiceUrls, Urls, VaultUrls, with_database, with_role

ONE_AT_A_TIME = 0x6A69656B  # advisory lock in the administrator's database


def provision(admin_url: str, passwords: Mapping[str, str], vault_admin_url: str | None = None) -> Urls:
    """Databases, roles and grants as in `chassis.roles`; `passwords` has one for each of `ROLES`.

    With `vault_admin_url` the vault and its roles go to a server of their own, as production wants it.
    """
    if vault_admin_url is None:
        provision_server(admin_url, passwords, ROLES, DATABASES)
    else:
        vault_roles = [role for role in ROLES if role.startswith(VAULT)]
        provision_server(vault_admin_url, passwords, vault_roles, [VAULT])
        provision_server(admin_url, passwords, [role for role in ROLES if role not in vault_roles], SERVICES)
    return urls(admin_url, passwords, vault_admin_url)


def lived_on(admin_url: str) -> bool:
    """Whether this server holds databases of ours already: whoever provisions it anew changes their passwords."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        known = admin.execute("SELECT FROM pg_database WHERE datname = ANY(%s)", (list(DATABASES),))
        return known.fetchone() is not None


def provision_server(
    admin_url: str, passwords: Mapping[str, str], roles: Sequence[str], databases: Sequence[str]
) -> None:
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", (ONE_AT_A_TIME,))
        for role in roles:
            ensure_role(admin, role, passwords[role])
        for database in databases:
            ensure_database(admin, database, owner_of(database))
            allow_connections(admin, database, kind=database)
        for database in databases:
            with psycopg.connect(with_database(admin_url, database), autocommit=True) as inside:
                grant_inside(inside, kind=database)


def urls(admin_url: str, passwords: Mapping[str, str], vault_admin_url: str | None = None) -> Urls:
    def url(database: str, role: str) -> str:
        server = vault_admin_url or admin_url if database == VAULT else admin_url
        return with_role(with_database(server, database), role, passwords[role])

    services = {
        service: ServiceUrls(
            app=url(service, service),
            owner=url(service, owner_of(service)),
            follower=url(service, FOLLOWER),
            operator=url(service, OPERATOR),
        )
        for service in SERVICES
    }
    vault = VaultUrls(*(url(VAULT, role) for role in (VAULT_OWNER, VAULT_OPENER, VAULT_MAKER, VAULT_SHREDDER)))
    return Urls(services, vault)


def ensure_role(admin: Connection, role: str, password: str) -> None:
    name = sql.Identifier(role)
    if admin.execute("SELECT FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
        # Only a superuser's server needs nothing more; elsewhere one must be a member to make it an owner.
        admin.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(name))
    admin.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(password)))


def ensure_database(admin: Connection, database: str, owner: str) -> None:
    if admin.execute("SELECT FROM pg_database WHERE datname = %s", (database,)).fetchone() is None:
        create = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0")
        admin.execute(create.format(*map(sql.Identifier, (database, owner))))


def allow_connections(admin: Connection, database: str, kind: str) -> None:
    """Who may connect to `database`, which is (or is a copy of) the database `kind`."""
    who = [VAULT_OPENER, VAULT_MAKER, VAULT_SHREDDER] if kind == VAULT else [kind, FOLLOWER, OPERATOR]
    name = sql.Identifier(database)
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    roles = sql.SQL(", ").join(map(sql.Identifier, who))
    admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, roles))
    if kind != VAULT:  # read models are rebuilt in temporary tables beside the live ones
        rebuilding = sql.SQL(", ").join(map(sql.Identifier, (kind, OPERATOR)))
        admin.execute(sql.SQL("GRANT TEMPORARY ON DATABASE {} TO {}").format(name, rebuilding))


def grant_inside(inside: Connection, kind: str) -> None:
    """Schema usage, and default privileges for the tables that the owner will make.

    What a migration narrows (no UPDATE or DELETE on events, the follower's views) stands in
    `chassis/schema/`.
    """
    inside.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    if kind == VAULT:
        inside.execute("GRANT USAGE ON SCHEMA public TO vault_opener, vault_maker, vault_shredder")
        return
    names = {"app": sql.Identifier(kind), "owner": sql.Identifier(owner_of(kind))}
    for grant in (
        "GRANT USAGE ON SCHEMA public TO {app}, follower, operator",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT ON SEQUENCES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT ON TABLES TO operator",
    ):
        inside.execute(sql.SQL(grant).format(**names))
