"""A service's store with an operator at its side: facts of two kinds, and a subscription that refuses one text."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from chassis import operations
from chassis.operations import Operator
from chassis.operations.events import events_of
from chassis.store.postgres import PostgresStore
from chassis.urls import ServiceUrls
from tests.support.events import CATALOGUE, codec, no_projection

WHO = Operator("li", datetime(2026, 11, 2, 4, 0, tzinfo=UTC))


@pytest.fixture
def operated(database: ServiceUrls) -> Iterator[PostgresStore]:
    """The store as a command opens it: with no service's code."""
    opened = operations.open_store("intake", database.app)
    yield opened
    opened.close()


@pytest.fixture
def store(database: ServiceUrls) -> Iterator[PostgresStore]:
    """The same store as its service has it open."""
    made = PostgresStore(database.app, codec(), no_projection, connections=4)
    yield made
    made.close()


def told(operated: PostgresStore) -> list[tuple[str, object]]:
    """(actor, event) of every act of an operator, in order."""
    with operated.reading() as connection:
        rows = connection.execute("SELECT type, body FROM events ORDER BY position").fetchall()
    decoded = [operated.codec.decode(body) for name, body in rows if name in events_of("intake")]
    return [(one.envelope.actor, one.event) for one in decoded]


assert not set(CATALOGUE) & set(events_of("intake"))
