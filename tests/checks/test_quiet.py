"""Quiet is told from storage alone; each thing that can still move is named."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from chassis.message import Mark
from chassis.store import NewDelivery, NewTimer, partition_of
from chassis.store.postgres import PostgresStore
from chassis.urls import Urls
from checks import quiet
from checks.expected import SUBSCRIPTIONS
from checks.storage import Storage
from tests.support.events import codec, no_projection, noted

NOW = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)


def nothing_pending() -> bool:
    return False


def append(url: str, text: str = "one", **beside: Any) -> None:
    made = codec()
    store = PostgresStore(url, made, no_projection)
    try:
        with store.transaction() as transaction:
            transaction.append([noted(made, "h1", len(transaction.load("h1")), text, **beside)])
    finally:
        store.close()


def handle_everything(urls: Urls, storage: Storage) -> None:
    """Moves every mark to its head, as the subscriptions would."""
    tops = {service: at.heads for service, at in quiet.heads(storage).items()}
    for service, subscriptions in SUBSCRIPTIONS.items():
        store = PostgresStore(urls.services[service].app, codec(), no_projection)
        with store.transaction() as transaction:
            for name, source in subscriptions:
                for partition, position in enumerate(tops[source]):
                    transaction.mark(name, source, partition)
                    transaction.move(name, source, partition, Mark(position))
        store.close()


def test_an_empty_system_is_quiet(storage: Storage) -> None:
    assert quiet.is_quiet(storage, nothing_pending, NOW) == (True, "")
    assert quiet.earliest_timer(storage) is None


def test_an_event_that_nobody_has_handled_is_named_until_all_its_followers_have(urls: Urls, storage: Storage) -> None:
    append(urls.services["intake"].app)
    partition = partition_of("h1")
    assert quiet.reasons(quiet.heads(storage), NOW) == [
        f"verification: verification<intake/{partition} is at 0 of 1",
        f"assistance: assistance<intake/{partition} is at 0 of 1",
        f"ledger: ledger<intake/{partition} is at 0 of 1",
        f"ledger: log<intake/{partition} is at 0 of 1",
    ]
    handle_everything(urls, storage)
    assert quiet.is_quiet(storage, nothing_pending, NOW) == (True, "")


def test_an_open_delivery_is_unquiet_even_while_it_backs_off(urls: Urls, storage: Storage) -> None:
    append(urls.services["intake"].app, deliveries=[NewDelivery("question", "tax", "h1", 0)])
    handle_everything(urls, storage)
    with psycopg.connect(urls.services["intake"].app) as connection:
        connection.execute("UPDATE deliveries SET next_try = now() + interval '1 hour'")
    assert quiet.is_quiet(storage, nothing_pending, NOW) == (False, "intake: 1 deliveries are open")
    assert quiet.is_quiet(storage, nothing_pending, NOW, away=["tax"]) == (True, "")
    assert not quiet.is_quiet(storage, nothing_pending, NOW, away=["bank"])[0]


@pytest.mark.parametrize(("due_in", "answer"), [(timedelta(0), False), (timedelta(seconds=1), True)])
def test_a_timer_counts_once_business_time_reaches_it(
    urls: Urls, storage: Storage, due_in: timedelta, answer: bool
) -> None:
    append(urls.services["intake"].app, timers=[NewTimer(NOW + due_in, "notice_over", "h1")])
    handle_everything(urls, storage)
    assert quiet.is_quiet(storage, nothing_pending, NOW)[0] is answer
    assert quiet.earliest_timer(storage) == NOW + due_in


def test_a_parked_message_is_no_reason_to_wait(urls: Urls, storage: Storage) -> None:
    append(
        urls.services["intake"].app,
        timers=[NewTimer(NOW - timedelta(hours=1), "notice_over", "h1"), NewTimer(NOW, "later", "h1")],
    )
    handle_everything(urls, storage)
    with psycopg.connect(urls.services["intake"].app) as connection:
        connection.execute("UPDATE timers SET parked = 'a_reason' WHERE kind = 'notice_over'")
    assert quiet.is_quiet(storage, nothing_pending, NOW) == (True, "")
    assert quiet.heads(storage)["intake"].parked_timers == 1


def test_an_agency_with_an_answer_on_its_way_is_unquiet(storage: Storage) -> None:
    assert quiet.is_quiet(storage, lambda: True, NOW) == (False, "an agency's answer is due or under way")


def test_an_answer_that_comes_between_the_two_looks_is_noticed(urls: Urls, storage: Storage) -> None:
    def answers_now() -> bool:
        append(urls.services["verification"].app)
        return False

    assert quiet.is_quiet(storage, answers_now, NOW) == (False, "verification moved on between two looks")


def test_a_connection_that_was_cut_is_opened_again(urls: Urls, storage: Storage) -> None:
    quiet.heads(storage)
    with psycopg.connect(urls.services["intake"].operator, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert quiet.is_quiet(storage, nothing_pending, NOW) == (True, "")
