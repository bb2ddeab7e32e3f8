"""A retry gets the stored answer for seven days; then the key is free again."""

import pytest

from chassis.answer_retention import step
from chassis.request_key import RequestKey
from chassis.store import Unit
from chassis.store.postgres import PostgresStore


def test_an_answer_is_forgotten_after_seven_days_and_no_sooner(postgres_store: PostgresStore) -> None:
    with postgres_store.transaction() as transaction:
        transaction.append([Unit(key=RequestKey(scope, "hash"), response=b"{}") for scope in ("old", "young")])
    with postgres_store.transaction() as transaction:
        aged = "UPDATE idempotency SET created_at = now() - %s * interval '1 hour' WHERE scope = %s"
        transaction.connection.execute(aged, (7 * 24 + 1, "old"))
        transaction.connection.execute(aged, (7 * 24 - 1, "young"))

    assert step(postgres_store) == 1
    assert postgres_store.answer("old") is None
    assert postgres_store.answer("young") == ("hash", b"{}")


def test_only_so_many_stored_answers_are_forgotten_at_once(
    postgres_store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.answer_retention.AT_ONCE", 2)
    with postgres_store.transaction() as transaction:
        transaction.append([Unit(key=RequestKey(f"k{number}", "hash"), response=b"{}") for number in range(5)])
    with postgres_store.transaction() as transaction:
        transaction.connection.execute("UPDATE idempotency SET created_at = now() - interval '8 days'")
    assert [step(postgres_store) for _ in range(4)] == [2, 2, 1, 0]
