"""What is parked can be seen, tried again, or given up by somebody for a reason; all of it is on record."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from chassis import parked_messages, subscription, timers
from chassis.operations import parked
from chassis.operations.events import MessageDropped, RetryAsked, TimerDropped
from chassis.operations.parked import NotParked
from chassis.reactions import Reaction
from chassis.store import NewTimer, Unit
from chassis.store.postgres import PostgresStore
from chassis.urls import ServiceUrls
from kernel.errors import DomainError
from tests.chassis.operations.conftest import WHO, told
from tests.support.events import NOON, noted
from tests.support.messages import SUBJECTS, messages, noting
from tests.support.until import wait_until

POISON = "poison"
SUBJECT = SUBJECTS[0]
FIRST, SECOND, THIRD = (f"noting/intake/{position}" for position in (10, 20, 30))


def refusing(store: PostgresStore, *texts: str) -> Any:
    return noting(store.codec, lambda text: DomainError("unhappy") if text in texts else None)


@pytest.fixture
def with_a_parked_message(store: PostgresStore) -> PostgresStore:
    """A poison message of a subject, and two behind it."""
    said = messages((SUBJECT, POISON), (SUBJECT, "second"), (SUBJECT, "third"))
    while said:
        said = list(subscription.step(store, refusing(store, POISON), 0, said).rest)
    return store


def listed(database: ServiceUrls) -> list[parked.Parked]:
    with psycopg.connect(database.operator) as operator:
        return parked.listed(operator)


def texts_noted(store: PostgresStore) -> list[str]:
    with store.transaction() as transaction:
        return [one.event.text for one in transaction.load(f"seen-{SUBJECT}")]


def test_the_list_shows_each_subjects_first_and_what_stands_behind_it(
    with_a_parked_message: PostgresStore, database: ServiceUrls
) -> None:
    with with_a_parked_message.transaction() as transaction:
        transaction.append([Unit(timers=[NewTimer(NOON, "ring", SUBJECT)])])
    (one,) = listed(database)
    assert (one.ref, one.subject, one.what, one.reason) == (FIRST, SUBJECT, "test.Noted.v1", "unhappy")
    assert (one.behind, one.timers_behind, one.attempts) == ((SECOND, THIRD), 1, 0)
    assert parked.count([one]) == 3


def test_a_dropped_message_frees_those_behind_it(
    with_a_parked_message: PostgresStore, operated: PostgresStore, database: ServiceUrls
) -> None:
    store = with_a_parked_message
    parked.drop(operated, WHO, FIRST, "sent twice by hand")
    assert parked_messages.retry(store, refusing(store, POISON)) == 2
    assert texts_noted(store) == ["second", "third"]
    assert listed(database) == []
    dropped = MessageDropped(
        subscription="noting",
        source="intake",
        position=10,
        type="test.Noted.v1",
        parked_for="unhappy",
        attempts=0,
        why="sent twice by hand",
    )
    assert told(operated) == [("operator:li", dropped)]


def test_a_retry_is_due_at_once_and_whatever_comes_of_it_the_asking_is_on_record(
    with_a_parked_message: PostgresStore, operated: PostgresStore
) -> None:
    store = with_a_parked_message
    assert parked_messages.retry(store, refusing(store, POISON)) == 0
    assert parked_messages.retry(store, refusing(store)) == 0, "its back-off has begun"
    parked.retry(operated, WHO, [FIRST])
    assert parked_messages.retry(store, refusing(store)) == 3
    assert texts_noted(store) == [POISON, "second", "third"]
    assert told(operated) == [("operator:li", RetryAsked(what=FIRST, attempts=1))]


@pytest.mark.parametrize("ref", ["noting/intake/99", "noting/intake/x", "x", "timer/x", "timer/"])
def test_what_is_not_parked_is_neither_tried_nor_dropped(
    with_a_parked_message: PostgresStore, operated: PostgresStore, ref: str
) -> None:
    with pytest.raises(NotParked):
        parked.retry(operated, WHO, [ref])
    with pytest.raises(NotParked):
        parked.drop(operated, WHO, ref, "whatever")
    assert told(operated) == []


def test_when_one_of_several_is_not_parked_none_of_them_is_tried(
    with_a_parked_message: PostgresStore, operated: PostgresStore, database: ServiceUrls
) -> None:
    with pytest.raises(NotParked):
        parked.retry(operated, WHO, [FIRST, "noting/intake/99"])
    assert told(operated) == []
    parked.retry(operated, WHO, [SECOND, FIRST])
    assert [event.what for _, event in told(operated)] == [FIRST, SECOND]


@pytest.fixture
def with_a_parked_timer(store: PostgresStore) -> tuple[PostgresStore, dict[str, Reaction]]:
    def ring(transaction: Any, timer: Any) -> Unit:
        if timer.data.get("bad"):
            raise DomainError("unhappy")
        return noted(store.codec, f"rung-{timer.subject}", 0, timer.kind)

    reactions = {"ring": Reaction(ring)}
    with store.transaction() as transaction:
        both = [NewTimer(NOON - timedelta(minutes=1), "ring", "h1", {"bad": True}), NewTimer(NOON, "ring", "h1")]
        transaction.append([Unit(timers=both[:1]), Unit(timers=both[1:])])

    def fail_and_look() -> bool:
        timers.step(store, reactions, NOON)
        with store.transaction() as transaction:
            transaction.connection.execute("UPDATE timers SET next_try = now() - interval '1 minute'")
            row = transaction.connection.execute("SELECT count(*) FROM timers WHERE parked IS NOT NULL").fetchone()
        return bool(row == (1,))

    wait_until(fail_and_look, "the timer to park")
    return store, reactions


def test_a_parked_timer_is_listed_and_can_be_dropped(
    with_a_parked_timer: tuple[PostgresStore, dict[str, Reaction]], operated: PostgresStore, database: ServiceUrls
) -> None:
    store, reactions = with_a_parked_timer
    (one,) = listed(database)
    assert (one.subject, one.what, one.reason, one.timers_behind) == ("h1", "ring", "unhappy", 1)
    parked.drop(operated, WHO, one.ref, "the notice was posted by hand")
    assert timers.step(store, reactions, NOON) == 1
    ((actor, dropped),) = told(operated)
    assert isinstance(dropped, TimerDropped)
    assert (actor, dropped.kind, dropped.data) == ("operator:li", "ring", {"bad": True})
    assert (dropped.parked_for, dropped.why) == ("unhappy", "the notice was posted by hand")


def test_a_retried_timer_fires_when_its_cause_is_gone(
    with_a_parked_timer: tuple[PostgresStore, dict[str, Reaction]], operated: PostgresStore, database: ServiceUrls
) -> None:
    store, _ = with_a_parked_timer
    assert timers.step(store, _healed(store), NOON) == 0, "parked"
    parked.retry(operated, WHO, [listed(database)[0].ref])
    assert timers.step(store, _healed(store), NOON) == 1
    assert timers.step(store, _healed(store), NOON) == 1
    assert listed(database) == []


def _healed(store: PostgresStore) -> dict[str, Reaction]:
    return {"ring": Reaction(lambda transaction, timer: noted(store.codec, f"rung-{timer.id}", 0, timer.kind))}
