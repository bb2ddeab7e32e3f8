"""PostgreSQL connections with time limits: none waits for ever, for a lock, a statement or a peer that went silent.

Both sides have a limit. The server's lets go of what a process that stopped in mid-transaction holds, the counter row
included; ours lets go of a server, or of something between, that takes what we send and never answers.
"""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import AdaptContext, PQGen
from psycopg.types.string import TextLoader
from psycopg_pool import ConnectionPool

CONNECT_S: Final = 5
LOCK_S: Final = 2
"""Somebody else's transaction holds the row: transactions take milliseconds, so this one is stuck or the row is hot."""
STATEMENT_S: Final = 15
IDLE_IN_TRANSACTION_S: Final = 15
SILENT_S: Final = 20.0
"""Longer than any statement may take: a server that lives has spoken by then."""
FREE_WITHIN_S: Final = 2.0
"""How long a caller waits for a free connection of a pool."""

GONE: Final = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}
"""When a peer whose machine or network is gone is given up: half a minute; without, it is two hours."""
ON_THE_SERVER: Final = {
    "lock_timeout": f"{LOCK_S}s",
    "statement_timeout": f"{STATEMENT_S}s",
    "idle_in_transaction_session_timeout": f"{IDLE_IN_TRANSACTION_S}s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "20s",
}

REFUSED: Final = (psycopg.IntegrityError, psycopg.DataError, psycopg.errors.ProgramLimitExceeded)
"""The server lives and does not take what it was given: a constraint, a value out of range, a text too long for its
index. It will not take it later either, so waiting for the server helps nobody."""

Result = TypeVar("Result")


class NoAnswer(psycopg.OperationalError):
    """The server said nothing for too long; what it was told may have been carried out or not."""


class Connection(psycopg.Connection[Any]):
    """Gives up a server that says nothing for `silent_max_s` (None: never)."""

    silent_max_s: float | None = SILENT_S

    def wait(self, gen: PQGen[Result], interval: float = 0.1, timeout: float | None = None) -> Result:
        if timeout is not None or self.silent_max_s is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.silent_max_s)
        except psycopg.errors._WaitTimeout:
            self.pgconn.finish()  # whatever still comes would be the answer to another question
            raise NoAnswer(f"no answer within {self.silent_max_s:g} s") from None


def days_as_text(reader: AdaptContext) -> None:
    """For tools that compare or search rows: PostgreSQL keeps days that Python has no value for (the end of a range
    that reaches to 9999-12-31), and one such row must not blind a check to all others."""
    for name in ("date", "daterange"):
        reader.adapters.register_loader(name, TextLoader)


def connect(url: str, **more: Any) -> Connection:
    """One connection, each statement a transaction of its own."""
    return Connection.connect(url, autocommit=True, **parameters(), **more)


class _Pool(ConnectionPool[Connection]):
    """Passes over connections that the server has ended: a restart is no caller's refusal.

    Gives up one whose server only reads now, as a former primary does: it lives and answers, and would be handed out
    again for an hour.

    The pool's own `check` sleeps a second after each dead one, and after a restart all are dead.
    """

    @contextmanager
    def connection(self, timeout: float | None = None) -> Iterator[Connection]:
        with super().connection(timeout) as connection:
            try:
                yield connection
            except psycopg.errors.ReadOnlySqlTransaction:
                connection.close()  # the next one goes where the name leads by then
                raise

    def getconn(self, timeout: float | None = None) -> Connection:
        until = time.monotonic() + (self.timeout if timeout is None else timeout)
        while True:
            connection = super().getconn(until - time.monotonic())
            if _lives(connection):
                return connection
            self.putconn(connection)  # which makes a new one in its place


def _lives(connection: Connection) -> bool:
    """Without a round trip: an idle session is sent nothing, so what there is to read is its end, or rarely a notice;
    then the server is asked."""
    if connection.closed:
        return False
    socket = select.poll()  # `select.select` takes no descriptor above 1,023
    socket.register(connection.pgconn.socket, select.POLLIN)
    if not socket.poll(0):
        return True
    try:
        ConnectionPool.check_connection(connection)
    except psycopg.Error:
        connection.close()
        return False
    return True


def pool(url: str, least: int, most: int) -> ConnectionPool[Connection]:
    """The same, shared; a caller that finds none free within `FREE_WITHIN_S` gets `PoolTimeout`."""
    return _Pool(
        url,
        connection_class=Connection,
        kwargs={"autocommit": True, **parameters()},
        min_size=least,
        max_size=most,
        timeout=FREE_WITHIN_S,
        open=True,
    )


def parameters() -> dict[str, Any]:
    options = " ".join(f"-c {name}={value}" for name, value in ON_THE_SERVER.items())
    # A former primary that has come back as a standby takes connections, and would keep them.
    return {"connect_timeout": CONNECT_S, "options": options, "target_session_attrs": "primary", **GONE}


def only_row(cursor: psycopg.Cursor[Any]) -> Any:
    """The row of a query that always gives one, such as a count or a table of one row."""
    row = cursor.fetchone()
    assert row is not None, "no row"
    return row


@contextmanager
def unhurried(connection: Connection) -> Iterator[Connection]:
    """For an operator's work that rightly takes minutes, such as a rebuild; afterwards all is as before."""
    limits = [name for name in ON_THE_SERVER if name.endswith("timeout") and not name.startswith("tcp")]
    connection.silent_max_s = None
    for name in limits:
        connection.execute(f"SET {name} = 0")
    try:
        yield connection
    finally:
        if not connection.closed:
            for name in limits:
                connection.execute(f"RESET {name}")
        connection.silent_max_s = SILENT_S
