"""Timers: due by business time, shared by workers, in order for each subject, parked when they keep failing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from chassis.reactions import Reaction
from chassis.store import NewTimer, Timer, Unit
from chassis.store.postgres import PostgresStore
from chassis.subscription import step as handle
from chassis.timers import step
from kernel.errors import DomainError
from tests.support.events import NOON, noted, texts
from tests.support.faults import FailingStore
from tests.support.messages import messages, noting

HOUR = timedelta(hours=1)


def plan(store: PostgresStore, *timers: tuple[str, int]) -> None:
    """Timers of kind `wake`, as (subject, hours after noon)."""
    new = [NewTimer(NOON + hours * HOUR, "wake", subject, {"hours": hours}) for subject, hours in timers]
    with store.transaction() as transaction:
        version = len(transaction.load("plan"))
        transaction.append([noted(store.codec, "plan", version, "planned", timers=new)])


def waking(store: PostgresStore, fail: Callable[[Timer], Exception | None] = lambda timer: None) -> dict[str, Reaction]:
    def wake(transaction: Any, timer: Timer) -> Unit:
        if (error := fail(timer)) is not None:
            raise error
        stream = f"woken-{timer.subject}"
        return noted(store.codec, stream, len(transaction.load(stream)), str(timer.data["hours"]))

    return {"wake": Reaction(wake)}


def woken(store: PostgresStore, *subjects: str) -> list[list[str]]:
    with store.transaction() as transaction:
        return [texts(transaction.load(f"woken-{subject}")) for subject in subjects]


def left(store: PostgresStore) -> list[tuple[str, int, str | None]]:
    """(subject, attempts, why parked) of what waits."""
    with store.reading() as connection:
        return connection.execute("SELECT subject, attempts, parked FROM timers ORDER BY due, subject").fetchall()


def due_now(store: PostgresStore) -> None:
    with store.transaction() as transaction:
        transaction.connection.execute("UPDATE timers SET next_try = now()")


def failing(*subjects: str) -> Callable[[Timer], Exception | None]:
    return lambda timer: DomainError("not_now") if timer.subject in subjects else None


def test_a_timer_fires_once_when_business_time_reaches_it(postgres_store: PostgresStore) -> None:
    plan(postgres_store, ("h1", 1), ("h2", 2))
    reactions = waking(postgres_store)
    assert step(postgres_store, reactions, NOON) == 0
    assert step(postgres_store, reactions, NOON + HOUR) == 1
    assert woken(postgres_store, "h1", "h2") == [["1"], []]
    assert step(postgres_store, reactions, NOON + 2 * HOUR) == 1
    assert step(postgres_store, reactions, NOON + 9 * HOUR) == 0
    assert (woken(postgres_store, "h1", "h2"), left(postgres_store)) == ([["1"], ["2"]], [])


def test_the_timers_of_one_subject_fire_in_order(postgres_store: PostgresStore) -> None:
    plan(postgres_store, ("h1", 3), ("h1", 1), ("h2", 2), ("h1", 2))
    while step(postgres_store, waking(postgres_store), NOON + 9 * HOUR):
        pass
    assert woken(postgres_store, "h1", "h2") == [["1", "2", "3"], ["2"]]


def test_two_workers_share_what_is_due_and_never_split_a_subject(postgres_store: PostgresStore) -> None:
    plan(postgres_store, ("h1", 1), ("h1", 2), ("h2", 1))

    def meanwhile(timer: Timer) -> None:
        """While one worker holds the timers of h1 and h2, the other finds only what is nobody's."""
        if timer.subject == "h1":
            plan(postgres_store, ("h3", 1))
            assert step(postgres_store, waking(postgres_store), NOON + 9 * HOUR) == 1

    assert step(postgres_store, waking(postgres_store, meanwhile), NOON + 9 * HOUR) == 2
    assert woken(postgres_store, "h1", "h2", "h3") == [["1"], ["1"], ["1"]]


def test_a_failing_timer_harms_no_other_and_parks_after_five_attempts(postgres_store: PostgresStore) -> None:
    plan(postgres_store, ("h1", 1), ("h2", 1), ("h1", 2))
    reactions = waking(postgres_store, failing("h1"))
    assert step(postgres_store, reactions, NOON + 9 * HOUR) == 1
    assert left(postgres_store) == [("h1", 1, None), ("h1", 0, None)]
    for _ in range(4):
        assert step(postgres_store, reactions, NOON + 9 * HOUR) == 0
        due_now(postgres_store)
        step(postgres_store, reactions, NOON + 9 * HOUR)
    assert left(postgres_store) == [("h1", 5, "not_now"), ("h1", 0, None)]
    due_now(postgres_store)
    assert step(postgres_store, waking(postgres_store), NOON + 9 * HOUR) == 0
    assert woken(postgres_store, "h1", "h2") == [[], ["1"]]


def test_the_timers_of_a_subject_with_a_parked_message_wait(postgres_store: PostgresStore) -> None:
    plan(postgres_store, ("h1", 1), ("h2", 1))
    handle(postgres_store, noting(postgres_store.codec, lambda text: DomainError("no")), 0, messages(("h1", "bad")))
    assert step(postgres_store, waking(postgres_store), NOON + 9 * HOUR) == 1
    assert woken(postgres_store, "h1", "h2") == [[], ["1"]]


def test_a_kind_that_this_process_does_not_know_is_left_for_one_that_does(postgres_store: PostgresStore) -> None:
    plan(postgres_store, ("h1", 1))
    assert step(postgres_store, {}, NOON + 9 * HOUR) == 0
    assert left(postgres_store) == [("h1", 0, None)]


@pytest.mark.parametrize("fault", [{"before": {0}}, {"after": {0}}])
def test_a_lost_connection_before_or_after_the_commit_fires_each_timer_once(
    postgres_store: PostgresStore, fault: Any
) -> None:
    plan(postgres_store, ("h1", 1), ("h2", 1))
    with pytest.raises(psycopg.OperationalError):
        step(FailingStore(postgres_store, **fault), waking(postgres_store), NOON + HOUR)
    step(postgres_store, waking(postgres_store), NOON + HOUR)
    assert (woken(postgres_store, "h1", "h2"), left(postgres_store)) == ([["1"], ["1"]], [])


def test_a_database_failure_in_a_handler_counts_against_no_timer(postgres_store: PostgresStore) -> None:
    plan(postgres_store, ("h1", 1))
    with pytest.raises(psycopg.OperationalError):
        step(postgres_store, waking(postgres_store, lambda timer: psycopg.OperationalError()), NOON + HOUR)
    assert left(postgres_store) == [("h1", 0, None)]


def test_the_keys_of_all_due_subjects_are_fetched_at_once_before_any_transaction(
    postgres_store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(postgres_store, *((f"h{number}", 1) for number in range(20)))
    counting = FailingStore(postgres_store)
    asked: list[tuple[int, set[str]]] = []
    monkeypatch.setattr(postgres_store.codec, "prefetch", lambda keys: asked.append((counting.transactions, set(keys))))
    assert step(counting, waking(postgres_store), NOON + HOUR) == 20
    assert (asked, counting.transactions) == ([(0, {f"h{number}" for number in range(20)})], 1)
