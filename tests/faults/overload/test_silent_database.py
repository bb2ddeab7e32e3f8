"""A database that goes silent, and a process that stops with a lock in its hand: neither stops everybody for ever."""

from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from chassis.database import ON_THE_SERVER, NoAnswer, connect, unhurried
from chassis.store.postgres import PostgresStore
from chassis.urls import ServiceUrls
from tests.faults.overload.peers import Between
from tests.support.events import codec, no_projection, noted, texts


@pytest.fixture
def between(database: ServiceUrls) -> Iterator[Between]:
    parts = urlsplit(database.app)
    made = Between(parts.hostname or "", parts.port or 0)
    yield made
    made.close()


@pytest.fixture
def distant(database: ServiceUrls, between: Between, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostgresStore]:
    """A store that reaches its database through `between`, and gives up early."""
    monkeypatch.setattr("chassis.database.Connection.silent_max_s", 0.5)
    monkeypatch.setattr("chassis.database.FREE_WITHIN_S", 5.0)
    parts = urlsplit(database.app)
    through = parts._replace(netloc=f"{parts.username}:{parts.password}@127.0.0.1:{between.port}")
    made = PostgresStore(urlunsplit(through), codec(), no_projection, connections=2)
    yield made
    made.close()


def append(store: PostgresStore, stream: str, after: int, text: str) -> None:
    with store.transaction() as transaction:
        transaction.append([noted(store.codec, stream, after, text)])


def test_a_silent_database_is_given_up_and_its_connections_are_replaced(
    distant: PostgresStore, between: Between, postgres_store: PostgresStore
) -> None:
    append(distant, "h1", 0, "before")
    between.silent = True
    with pytest.raises(NoAnswer):
        append(distant, "h1", 1, "lost")
    between.silent = False
    append(distant, "h1", 1, "after")
    with postgres_store.transaction() as transaction:
        assert texts(transaction.load("h1")) == ["before", "after"]


def test_a_stopped_process_that_holds_the_counter_loses_it(
    database: ServiceUrls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ON_THE_SERVER, "idle_in_transaction_session_timeout", "300ms")
    stopped = PostgresStore(database.app, codec(), no_projection)
    monkeypatch.undo()
    other = PostgresStore(database.app, codec(), no_projection)

    def hold_and_stop() -> None:
        with stopped.transaction() as transaction:
            transaction.connection.execute("SELECT FROM counter FOR UPDATE")
            append(other, "h1", 0, "goes on")  # waits until the server has ended the other's session
            transaction.connection.execute("SELECT 1")

    with pytest.raises(psycopg.Error):
        hold_and_stop()
    with other.transaction() as transaction:
        assert texts(transaction.load("h1")) == ["goes on"]
    stopped.close()
    other.close()


def test_an_operators_long_work_has_no_limits_and_leaves_them_as_they_were(database: ServiceUrls) -> None:
    limits = "SELECT array_agg(setting::int ORDER BY name) FROM pg_settings WHERE name = ANY(%s)"
    names = ["idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout"]
    with connect(database.app) as connection:
        usual = connection.execute(limits, (names,)).fetchone()
        with unhurried(connection):
            assert (connection.execute(limits, (names,)).fetchone(), connection.silent_max_s) == (([0, 0, 0],), None)
        assert connection.execute(limits, (names,)).fetchone() == usual == ([15_000, 2_000, 15_000],)
