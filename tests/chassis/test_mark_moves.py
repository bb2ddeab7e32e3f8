"""What no reaction waits for is passed over: its marks move together, each only from where it stood."""

from collections.abc import Sequence
from typing import Any

import msgspec
import psycopg
import pytest

from chassis.mark_moves import pass_over
from chassis.message import Mark, Message
from chassis.store import Transaction
from chassis.subscription import BATCH_MAX, Subscription
from tests.support.faults import FailingStore
from tests.support.messages import SOURCE, SUBJECTS, messages, noting

FIRST, SECOND = SUBJECTS[:2]


def unheard(partition: int, *said: tuple[str, str]) -> list[Message]:
    return [msgspec.structs.replace(each, type="test.Skipped.v1", partition=partition) for each in messages(*said)]


def marks(store: Any, name: str = "noting") -> list[int]:
    with store.transaction() as transaction:
        return [transaction.mark(name, SOURCE, partition).position for partition in range(3)]


def taking_all(store: Any, taken: list[int]) -> Subscription:
    def every(_: Transaction, told: Sequence[Message]) -> None:
        taken.extend(each.position for each in told)

    return Subscription("all", SOURCE, store.codec, {}, every)


def test_the_marks_of_all_partitions_move_over_what_nobody_waits_for(store: Any) -> None:
    assert marks(store) == [0, 0, 0]
    polled = {0: unheard(0, (FIRST, "a"), (FIRST, "b")), 2: unheard(2, (SECOND, "c"))}
    assert pass_over(store, noting(store.codec), polled) == {}
    assert marks(store) == [20, 0, 10]


def test_the_place_on_a_topic_is_kept_with_a_mark_that_was_passed_over(store: Any) -> None:
    marks(store)
    (message,) = unheard(0, (FIRST, "a"))
    on_topic = msgspec.structs.replace(message, topic_id="t-1", offset=41)
    assert pass_over(store, noting(store.codec), {0: [on_topic]}) == {}
    with store.transaction() as transaction:
        assert transaction.mark("noting", SOURCE, 0) == Mark(10, "t-1", 42)


@pytest.mark.parametrize(
    "left",
    [
        pytest.param(messages((FIRST, "a")), id="somebody waits for it"),
        pytest.param([*unheard(0, (FIRST, "a")), messages((FIRST, "a"), (SECOND, "b"))[1]], id="for the last of them"),
        pytest.param(unheard(0, (FIRST, "a"), (FIRST, "b"))[1:], id="a gap before it"),
        pytest.param(unheard(0, (FIRST, "a"), (FIRST, "b"), (FIRST, "c"))[::2], id="a gap within"),
    ],
)
def test_what_is_listed_or_behind_a_gap_is_left_to_a_step(store: Any, left: list[Message]) -> None:
    assert marks(store) == [0, 0, 0]
    assert pass_over(store, noting(store.codec), {0: left, 1: unheard(1, (SECOND, "c"))}) == {0: left}
    assert marks(store) == [0, 10, 0]


def test_what_was_passed_over_before_is_left_to_a_step_and_no_mark_goes_back(store: Any) -> None:
    marks(store)
    again = unheard(0, (FIRST, "a"), (FIRST, "b"))
    pass_over(store, noting(store.codec), {0: again})
    assert pass_over(store, noting(store.codec), {0: again[:1]}) == {0: again[:1]}
    assert marks(store) == [20, 0, 0]


def test_who_is_told_of_every_message_is_told_of_each_that_its_mark_moved_over(store: Any) -> None:
    taken: list[int] = []
    subscription, told = taking_all(store, taken), messages((FIRST, "a"), (SECOND, "b"))
    marks(store, "all")
    again = {0: told, 1: told[1:], 2: told[:1]}
    assert pass_over(store, subscription, again) == {1: told[1:]}
    assert (taken, marks(store, "all")) == ([10, 20, 10], [20, 0, 10])
    assert pass_over(store, subscription, again) == again
    assert taken == [10, 20, 10]


def test_marks_stay_where_they_were_when_who_is_told_of_every_message_fails(store: Any) -> None:
    def every(_: Transaction, __: Sequence[Message]) -> None:
        raise psycopg.OperationalError

    marks(store, "all")
    failing = Subscription("all", SOURCE, store.codec, {}, every)
    with pytest.raises(psycopg.OperationalError):
        pass_over(store, failing, {0: messages((FIRST, "a")), 1: messages((FIRST, "a"))})
    assert marks(store, "all") == [0, 0, 0]


@pytest.mark.parametrize("fault", [{"before": {0}}, {"after": {0}}])
def test_a_connection_lost_before_or_after_passing_over_changes_nothing(store: Any, fault: Any) -> None:
    taken: list[int] = []
    marks(store, "all")
    polled = {0: messages((FIRST, "a"))}
    with pytest.raises(psycopg.OperationalError):
        pass_over(FailingStore(store, **fault), taking_all(store, taken), polled)
    pass_over(store, taking_all(store, taken), polled)
    assert marks(store, "all") == [10, 0, 0]


def test_no_more_is_passed_over_together_than_a_batch_may_hold(store: Any) -> None:
    marks(store)
    many = unheard(0, *[(FIRST, "a")] * BATCH_MAX)
    few = unheard(1, (SECOND, "b"))
    assert pass_over(store, noting(store.codec), {0: many, 1: few}) == {1: few}
