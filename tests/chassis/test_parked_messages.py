"""Parked messages: tried again in order, per subject, with back-off; on memory and on PostgreSQL."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from chassis.parked_messages import retry
from chassis.subscription import step
from kernel.errors import DomainError
from tests.support.events import texts
from tests.support.messages import SUBJECTS, messages, noting
from tests.support.parked import due_now, parked, tries

FIRST, SECOND = SUBJECTS[:2]
SAID = messages((FIRST, "bad"), (SECOND, "b"), (FIRST, "c"), (FIRST, "d"))


def until(cured: Callable[[], bool], text: str = "bad") -> Callable[[str], Exception | None]:
    return lambda said: DomainError("no") if said == text and not cured() else None


def seen(store: Any, subject: str) -> list[str]:
    with store.transaction() as transaction:
        return texts(transaction.load(f"seen-{subject}"))


def park_all(store: Any, subscription: Any) -> None:
    rest = step(store, subscription, 0, SAID).rest
    while rest:
        rest = step(store, subscription, 0, rest).rest
    assert [position for position, *_ in parked(store)] == [10, 30, 40]


def test_a_cured_subject_catches_up_in_order(store: Any) -> None:
    cured = [False]
    subscription = noting(store.codec, until(lambda: cured[0]))
    park_all(store, subscription)
    cured[0] = True
    assert retry(store, subscription) == 3
    assert (seen(store, FIRST), seen(store, SECOND), parked(store)) == (["bad", "c", "d"], ["b"], [])
    assert retry(store, subscription) == 0


def test_what_stands_behind_a_message_still_at_fault_waits_with_it(store: Any) -> None:
    subscription = noting(store.codec, until(lambda: False))
    park_all(store, subscription)
    assert retry(store, subscription) == 0
    assert tries(store) == [(1, True), (0, False), (0, False)]
    assert retry(store, subscription) == 0
    due_now(store)
    retry(store, subscription)
    assert tries(store) == [(2, True), (0, False), (0, False)]
    assert (seen(store, FIRST), len(parked(store))) == ([], 3)


def test_a_later_message_at_fault_holds_only_those_behind_it(store: Any) -> None:
    park_all(store, noting(store.codec, until(lambda: False)))
    assert retry(store, noting(store.codec, until(lambda: False, "c"))) == 1
    assert seen(store, FIRST) == ["bad"]
    assert [position for position, *_ in parked(store)] == [30, 40]


def test_a_database_failure_leaves_the_parked_row_as_it_was(store: Any) -> None:
    park_all(store, noting(store.codec, until(lambda: False)))
    down = noting(store.codec, lambda text: psycopg.OperationalError())
    with pytest.raises(psycopg.OperationalError):
        retry(store, down)
    assert tries(store) == [(0, False)] * 3


def test_a_new_message_behind_a_settled_subject_is_handled_at_once(store: Any) -> None:
    park_all(store, noting(store.codec, until(lambda: False)))
    well = noting(store.codec)
    assert retry(store, well) == 3
    step(store, well, 0, messages(*[(FIRST, text) for text in "12345"])[4:])
    assert (seen(store, FIRST), parked(store)) == (["bad", "c", "d", "5"], [])
