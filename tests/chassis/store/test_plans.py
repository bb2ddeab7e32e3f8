"""What every append asks is planned once for a connection, and not each time."""

from chassis.store.postgres import PostgresStore
from tests.support.events import noted

APPENDS = 60
"""Enough for each connection of the pool that driver and server see: these statements come again and again."""
TRIED = 5
"""Plans that the server makes for the values at hand before it compares them with one for all values."""


def test_no_statement_of_an_append_to_one_stream_is_planned_each_time(postgres_store: PostgresStore) -> None:
    for number in range(APPENDS):
        with postgres_store.transaction() as transaction:
            transaction.append([noted(postgres_store.codec, "h1", number, "a")])
    planned = [row for _ in range(4) for row in prepared(postgres_store)]
    assert {statement for statement, _, _ in planned if statement.startswith(("UPDATE", "INSERT", "SELECT"))}
    assert [(statement, custom) for statement, custom, _ in planned if custom > TRIED] == []
    assert max(generic for _, _, generic in planned) > TRIED


def prepared(store: PostgresStore) -> list[tuple[str, int, int]]:
    """Of one connection after the other, as the pool gives them."""
    with store.reading() as connection:
        return connection.execute(
            "SELECT statement, custom_plans, generic_plans FROM pg_prepared_statements"
        ).fetchall()
