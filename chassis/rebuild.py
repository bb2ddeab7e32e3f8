"""Rebuilding read models by replay, beside the live ones: to prove that live == rebuilt, and to swap a rebuilt one in.

The vault is not asked: a projection that read a personal field would meet SEALED here and differ.
A row holds what its events say and nothing else: no generated id, no time of writing.
Projections name their tables without a schema, so temporary tables of the same names stand before the live ones.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, IsolationLevel
from psycopg.errors import DeadlockDetected
from psycopg.pq import TransactionStatus
from psycopg.sql import SQL, Identifier

from chassis.codec import Codec
from chassis.database import days_as_text
from chassis.projection import Projection

BATCH = 2_000
SWAP_TRIES = 5

Rows = list[tuple[Any, ...]]


def drift(
    connection: Connection[Any], codec: Codec, project: Projection, tables: Sequence[str]
) -> dict[str, tuple[Rows, Rows]]:
    """Tables that differ from their rebuilt selves: (rows only live, rows only rebuilt); {} when all is well.

    Both are read at one moment of the store, while writers go on.
    """
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    try:
        with connection.transaction():
            was = live(connection, tables)
            now = fresh(connection, codec, project, tables)
    finally:
        connection.isolation_level = None
    return {table: _apart(was[table], now[table]) for table in tables if was[table] != now[table]}


def live(connection: Connection[Any], tables: Sequence[str]) -> dict[str, Rows]:
    return {table: _rows(connection, "public", table) for table in tables}


def fresh(connection: Connection[Any], codec: Codec, project: Projection, tables: Sequence[str]) -> dict[str, Rows]:
    """The rows of `tables` as all events of this store make them; the live tables are left alone.

    Needs SELECT on `events` and the tables, and TEMPORARY on the database.
    """
    with connection.transaction(), _beside(connection, tables):
        _replay(connection, codec, project, after=0)
        return {table: _rows(connection, "pg_temp", table) for table in tables}


Told = Callable[[Connection[Any], int], object]
"""What commits together with the swap, under the counter row, given the position of the last event replayed."""


def rebuild(
    connection: Connection[Any],
    codec: Codec,
    project: Projection,
    tables: Sequence[str],
    *,
    guards: bool = False,
    tell: Told = lambda connection, position: None,
) -> int:
    """Builds beside the live tables while writers go on, catches up while they wait, and swaps.

    On an autocommit connection; `tables` in an order that satisfies their foreign keys. `guards`: these tables are
    written before the counter row is taken. Gives the position of the last event replayed.
    """
    assert connection.autocommit, "the first replay must not hold back the writers"
    with _beside(connection, tables):
        with connection.transaction():
            position = _replay(connection, codec, project, after=0)
        for tried in range(1, SWAP_TRIES + 1):
            try:
                return _swap(connection, codec, project, tables, position, guards, tell)
            except DeadlockDetected:  # with a writer that took two of the guard tables in another order
                if tried == SWAP_TRIES:
                    raise
    raise AssertionError("unreachable")


def _swap(
    connection: Connection[Any],
    codec: Codec,
    project: Projection,
    tables: Sequence[str],
    position: int,
    guards: bool,
    tell: Told,
) -> int:
    """Read models: the counter row holds every writer back. Guards: whoever has written to them still needs the
    counter row, so they are locked first, which waits for such writers to end."""
    with connection.transaction():
        if guards:
            names = SQL(", ").join(SQL("public.{}").format(Identifier(table)) for table in tables)
            connection.execute(SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(names))
        connection.execute("SELECT FROM counter FOR UPDATE")
        position = _replay(connection, codec, project, after=position)
        for table in reversed(tables):
            connection.execute(SQL("DELETE FROM public.{}").format(Identifier(table)))
        for table in tables:
            swap = SQL("INSERT INTO public.{0} SELECT * FROM pg_temp.{0}")
            connection.execute(swap.format(Identifier(table)))
        tell(connection, position)
    return position


def _replay(connection: Connection[Any], codec: Codec, project: Projection, after: int) -> int:
    sealed = codec.without_vault()
    while True:
        rows = connection.execute(
            "SELECT position, body FROM events WHERE position > %s ORDER BY position LIMIT %s", (after, BATCH)
        ).fetchall()
        if not rows:
            return after
        with connection.pipeline():
            for position, body in rows:
                for sql, parameters in project(sealed.decode(body, position)):
                    connection.execute(sql, parameters)
                after = position


@contextmanager
def _beside(connection: Connection[Any], tables: Sequence[str]) -> Iterator[None]:
    for table in tables:
        make = SQL("CREATE TEMPORARY TABLE {0} (LIKE public.{0} INCLUDING ALL)")
        connection.execute(make.format(Identifier(table)))
    try:
        yield
    finally:
        # A failed transaction takes its tables away itself.
        if connection.info.transaction_status in (TransactionStatus.IDLE, TransactionStatus.INTRANS):
            for table in tables:
                connection.execute(SQL("DROP TABLE pg_temp.{}").format(Identifier(table)))


def _rows(connection: Connection[Any], schema: str, table: str) -> Rows:
    every = SQL('SELECT t.* FROM {}.{} t ORDER BY t::text COLLATE "C"').format(Identifier(schema), Identifier(table))
    with connection.cursor() as cursor:
        days_as_text(cursor)
        return cursor.execute(every).fetchall()


def _apart(was: Rows, now: Rows) -> tuple[Rows, Rows]:
    in_was, in_now = set(map(repr, was)), set(map(repr, now))  # a row may hold arrays and objects
    return [row for row in was if repr(row) not in in_now], [row for row in now if repr(row) not in in_was]
