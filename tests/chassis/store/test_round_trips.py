"""What a short transaction costs the database: nothing before its first use, BEGIN and COMMIT with other statements."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import psycopg
import pytest

from chassis.commands import through_lane
from chassis.group_commit import Lane
from chassis.message import Mark
from chassis.request_key import RequestKey
from chassis.store.postgres import PostgresStore
from tests.support.events import codec, noted, texts


@pytest.fixture
def lane(postgres_store: PostgresStore) -> Iterator[Lane]:
    made = Lane(postgres_store)
    made.start()
    yield made
    made.stop()


def test_a_transaction_that_asks_for_nothing_takes_no_connection(postgres_store: PostgresStore) -> None:
    before = postgres_store.pool.get_stats().get("requests_num", 0)
    with postgres_store.transaction():
        pass
    assert postgres_store.pool.get_stats().get("requests_num", 0) == before


def test_a_load_alone_begins_no_transaction(postgres_store: PostgresStore) -> None:
    append(postgres_store, "s", "one")
    with postgres_store.transaction() as transaction:
        assert texts(transaction.load("s")) == ["one"]
        assert "connection" not in vars(transaction)


def test_a_stream_that_was_loaded_first_can_be_appended_to(postgres_store: PostgresStore) -> None:
    append(postgres_store, "s", "one")
    with postgres_store.transaction() as transaction:
        transaction.load("s")
        transaction.append([noted(codec(), "s", 1, "two")])
    with postgres_store.transaction() as transaction:
        assert texts(transaction.load("s")) == ["one", "two"]


def test_an_error_after_the_append_leaves_nothing(postgres_store: PostgresStore) -> None:
    with suppress(RuntimeError), postgres_store.transaction() as transaction:
        transaction.mark("follower", "intake", 0)
        transaction.move("follower", "intake", 0, Mark(7))
        transaction.append([noted(codec(), "s", 0, "one")])
        raise RuntimeError
    with postgres_store.transaction() as transaction:
        assert (transaction.load("s"), transaction.mark("follower", "intake", 0)) == ([], Mark())


def test_a_statement_that_the_database_refuses_leaves_nothing_of_the_append(postgres_store: PostgresStore) -> None:
    """It is told at the end, when the pipeline is emptied."""
    twice = noted(codec(), "s", 0, "one")
    append(postgres_store, "s", unit=twice)
    again = noted(codec(), "t", 0, "other")
    again.rows[0].__dict__["id"] = twice.rows[0].id
    with pytest.raises(psycopg.errors.UniqueViolation), postgres_store.transaction() as transaction:
        transaction.append([noted(codec(), "u", 0, "a stranger's"), again])
    with postgres_store.transaction() as transaction:
        assert (transaction.load("t"), transaction.load("u")) == ([], [])
    append(postgres_store, "t", "the store goes on")


def test_a_first_request_does_not_ask_whether_it_came_before(
    postgres_store: PostgresStore, lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(postgres_store, "answer", asked.append)
    key = RequestKey("scope", "hash")

    def build(_: Any) -> Any:
        return noted(codec(), "s", 0, "one", key=key, response=b"done")

    assert through_lane(postgres_store, lane, key, build) == b"done"
    assert asked == []


def test_a_repeat_gets_its_answer_even_when_what_it_asks_for_is_out_of_place_by_now(
    postgres_store: PostgresStore, lane: Lane
) -> None:
    key = RequestKey("scope", "hash")
    append(postgres_store, "s", unit=noted(codec(), "s", 0, "one", key=key, response=b"done"))

    def build(_: Any) -> Any:
        raise LookupError("gone meanwhile")

    assert through_lane(postgres_store, lane, key, build) == b"done"
    with pytest.raises(LookupError):
        through_lane(postgres_store, lane, None, build)


def append(store: PostgresStore, stream: str, *words: str, unit: Any = None) -> None:
    with store.transaction() as transaction:
        transaction.append([unit or noted(codec(), stream, 0, *words)])
