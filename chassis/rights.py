"""Least privilege, asked of the databases at the start: a role that may more than its work needs stops a production
process, for what it could do the first flaw of ours could do.

What each role may do: docs/security.md#databases.
"""

from collections.abc import Iterator

from psycopg import Connection

from chassis import database
from chassis.roles import VAULT_MAKER, VAULT_OPENER

PROVISION = "type `jiekun provision && jiekun migrate`, then"
ALMIGHTY = """SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication
    OR pg_has_role('pg_database_owner', 'MEMBER') FROM pg_roles WHERE rolname = current_user"""
OWNS = """SELECT EXISTS (SELECT FROM pg_class WHERE relname = %s AND relnamespace = 'public'::regnamespace
    AND pg_has_role(relowner, 'MEMBER'))"""
FIRST = {"database": "events", "vault": "keys"}
TOO_MUCH = {
    "database": {"events": ("UPDATE", "DELETE", "TRUNCATE"), "alembic_version": ("INSERT", "UPDATE", "DELETE")},
    "vault": {"keys": ("UPDATE", "DELETE", "TRUNCATE"), "destroyed": ("INSERT", "UPDATE", "DELETE")},
}


def breaches(service: str, database_url: str, vault_url: str, *, may_open: bool) -> list[str]:
    """Why this process must not go on, each with what to type. Raises `psycopg.OperationalError` without an answer."""
    vault_role = VAULT_OPENER if may_open else VAULT_MAKER
    with database.connect(database_url) as connection:
        found = list(beyond(connection, "database", service))
    with database.connect(vault_url) as connection:
        found += beyond(connection, "vault", vault_role)
        if not may_open and holds(connection, "keys", "SELECT"):
            found.append(told("vault", vault_role, f"{service} opens no box, and its role can read keys"))
    return found


def beyond(connection: Connection, which: str, role: str) -> Iterator[str]:
    """`which`: the service's own database or the vault; `role` is the one that the process should have come as."""
    (almighty,) = connection.execute(ALMIGHTY).fetchone() or (True,)
    (owner,) = connection.execute(OWNS, (FIRST[which],)).fetchone() or (True,)
    if almighty:
        yield told(which, role, "its role administers the server or owns the database")
    elif owner:
        yield told(which, role, "its role owns the tables")
    else:
        for table, rights in TOO_MUCH[which].items():
            held = [right for right in rights if holds(connection, table, right)]
            if held:
                yield told(which, role, f"its role may {', '.join(held)} {table}")


OF_COLUMNS = frozenset({"SELECT", "INSERT", "UPDATE"})
"""What may be given for one column of a table as well: one is enough to change a body, or to read a key."""


def holds(connection: Connection, table: str, right: str) -> bool:
    """On the table or any column of it. A table that is not there yet gives no rights."""
    which = "has_any_column_privilege" if right in OF_COLUMNS else "has_table_privilege"
    asked = f"SELECT coalesce({which}(to_regclass('public.' || %s), %s), false)".encode()
    (answer,) = connection.execute(asked, (table, right)).fetchone() or (True,)
    return bool(answer)


def told(which: str, role: str, why: str) -> str:
    return f"JIEKUN_{which.upper()}_URL: {why}: {PROVISION} JIEKUN_{which.upper()}_URL=postgresql://{role}:…"
