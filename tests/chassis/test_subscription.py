"""Subscriptions: exactly one effect for each message, whatever is redelivered; on memory and on PostgreSQL."""

import random
from collections.abc import Callable
from typing import Any

import msgspec
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.codec import EventTooLarge
from chassis.message import Mark, Message
from chassis.reactions import MovedOn
from chassis.store.memory import MemoryStore
from chassis.subscription import Stepped, Subscription, consecutive, step
from kernel.errors import DomainError, UnknownEvent
from tests.support.events import codec, texts
from tests.support.faults import FailingStore
from tests.support.messages import NOTED, SOURCE, SUBJECTS, messages, noting, spread
from tests.support.parked import parked
from tests.support.positions import positions


def run(store: Any, subscription: Subscription, batch: list[Message]) -> list[Stepped]:
    """Steps until nothing is left of the batch."""
    steps = [step(store, subscription, 0, batch)]
    while steps[-1].rest:
        steps.append(step(store, subscription, 0, steps[-1].rest))
    return steps


def done(mark: int, handled: int, *, gap: bool = False) -> Stepped:
    return Stepped(Mark(mark), handled, gap, [])


def seen(store: Any) -> dict[str, list[str]]:
    """What was noted, by subject."""
    with store.transaction() as transaction:
        streams = {subject for *_, subject in positions(store)}
        return {stream.removeprefix("seen-"): texts(transaction.load(stream)) for stream in sorted(streams)}


def mark(store: Any) -> Mark:
    with store.transaction() as transaction:
        found: Mark = transaction.mark("noting", SOURCE, 0)
    return found


def refusing(text: str, error: Exception) -> Any:
    return lambda said: error if said == text else None


FIRST, SECOND, THIRD = SUBJECTS[:3]


def test_messages_are_handled_once_whatever_is_delivered_again(store: Any) -> None:
    subscription, batch = noting(store.codec), spread("a", "b", "c")
    assert step(store, subscription, 0, batch) == done(30, 3)
    assert step(store, subscription, 0, batch) == done(30, 0)
    run(store, subscription, batch[1:] + batch)
    assert seen(store) == {FIRST: ["a"], SECOND: ["b"], THIRD: ["c"]}


def test_nothing_behind_a_gap_is_applied_until_a_re_send_closes_it(store: Any) -> None:
    subscription, (first, second, third) = noting(store.codec), spread("a", "b", "c")
    assert step(store, subscription, 0, [first, third]) == done(10, 1, gap=True)
    assert seen(store) == {FIRST: ["a"]}
    assert step(store, subscription, 0, [second, third]) == done(30, 2)
    assert seen(store) == {FIRST: ["a"], SECOND: ["b"], THIRD: ["c"]}


def test_the_mark_moves_over_types_that_are_not_listed(store: Any) -> None:
    skipped = [msgspec.structs.replace(each, type="test.Skipped.v1") for each in messages((FIRST, "a"), (FIRST, "b"))]
    assert step(store, noting(store.codec), 0, skipped) == done(20, 2)
    assert seen(store) == {}


def test_the_place_on_a_topic_is_kept_with_the_mark(store: Any) -> None:
    (message,) = spread("a")
    on_topic = msgspec.structs.replace(message, topic_id="t-1", offset=41)
    assert step(store, noting(store.codec), 0, [on_topic]).mark == Mark(10, "t-1", 42)
    assert mark(store) == Mark(10, "t-1", 42)


def test_a_batch_is_cut_before_the_second_message_of_a_subject(store: Any) -> None:
    batch = messages((FIRST, "a"), (SECOND, "b"), (FIRST, "c"), (SECOND, "d"))
    assert [(each.handled, each.mark.position) for each in run(store, noting(store.codec), batch)] == [(2, 20), (2, 40)]
    assert seen(store) == {FIRST: ["a", "c"], SECOND: ["b", "d"]}


@pytest.mark.parametrize(
    "error", [DomainError("file_closed"), UnknownEvent(object()), EventTooLarge(), msgspec.DecodeError()]
)
def test_a_message_at_fault_is_parked_and_the_others_go_on(store: Any, error: Exception) -> None:
    batch = spread("a", "bad", "c")
    assert run(store, noting(store.codec, refusing("bad", error)), batch)[-1].mark == Mark(30)
    assert seen(store) == {FIRST: ["a"], THIRD: ["c"]}
    reason = error.code if isinstance(error, DomainError) else type(error).__name__
    assert parked(store) == [(20, SECOND, reason, batch[1].body)]


def test_bytes_that_do_not_decode_are_parked_as_they_came(store: Any) -> None:
    batch = spread("a", "b", "c")
    batch[1] = msgspec.structs.replace(batch[1], body=b"{not json")
    run(store, noting(store.codec), batch)
    assert parked(store) == [(20, SECOND, "DecodeError", b"{not json")]
    assert seen(store) == {FIRST: ["a"], THIRD: ["c"]}


def test_later_messages_of_a_parked_subject_join_it(store: Any) -> None:
    subscription = noting(store.codec, refusing("bad", DomainError("file_closed")))
    batch = messages((FIRST, "bad"), (SECOND, "b"), (FIRST, "later"), (SECOND, "d"))
    run(store, subscription, batch)
    assert seen(store) == {SECOND: ["b", "d"]}
    assert [(position, subject, reason) for position, subject, reason, _ in parked(store)] == [
        (10, FIRST, "file_closed"),
        (30, FIRST, "behind a parked message"),
    ]


def test_the_reason_kept_never_quotes_the_error(store: Any) -> None:
    run(store, noting(store.codec, refusing("bad", DomainError("name_taken", name="张三"))), spread("bad"))
    assert [reason for _, _, reason, _ in parked(store)] == ["name_taken"]


def test_a_batch_with_many_bad_messages_is_redone_message_by_message(store: Any) -> None:
    said = ["bad" if number % 3 == 0 else "good" for number in range(30)]
    handled = run(store, noting(store.codec, refusing("bad", DomainError("no"))), spread(*said))
    assert [each.handled for each in handled] == [30]
    assert (len(parked(store)), len(seen(store))) == (10, 20)


@pytest.mark.parametrize("error", [psycopg.OperationalError(), RuntimeError("a defect of ours")])
def test_a_failure_that_is_not_the_messages_own_parks_nothing_and_is_tried_again(store: Any, error: Exception) -> None:
    failing = noting(store.codec, refusing("b", error))
    with pytest.raises(type(error)):
        run(store, failing, spread("a", "b"))
    assert (seen(store), parked(store), mark(store)) == ({}, [], Mark())
    run(store, noting(store.codec), spread("a", "b"))
    assert seen(store) == {FIRST: ["a"], SECOND: ["b"]}


@pytest.mark.parametrize("fault", [{"before": {0}}, {"after": {0}}])
def test_a_lost_connection_before_or_after_the_commit_changes_nothing(store: Any, fault: Any) -> None:
    with pytest.raises(psycopg.OperationalError):
        step(FailingStore(store, **fault), noting(store.codec), 0, spread("a", "b"))
    run(store, noting(store.codec), spread("a", "b"))
    assert seen(store) == {FIRST: ["a"], SECOND: ["b"]}


@pytest.mark.parametrize("fault", [{"before": {2}}, {"after": {2}}])
def test_parking_survives_a_lost_connection_as_well(store: Any, fault: Any) -> None:
    subscription = noting(store.codec, refusing("bad", DomainError("no")))
    with pytest.raises(psycopg.OperationalError):
        step(FailingStore(store, **fault), subscription, 0, spread("bad", "b"))
    run(store, subscription, spread("bad", "b"))
    assert ([position for position, *_ in parked(store)], seen(store)) == ([10], {SECOND: ["b"]})


def test_a_stream_that_moved_on_is_decided_again_and_never_parked(store: Any) -> None:
    left = iter(range(3))
    subscription = noting(store.codec, lambda text: MovedOn("seen") if next(left, None) is not None else None)
    run(store, subscription, spread("a", "b"))
    assert (seen(store), parked(store)) == ({FIRST: ["a"], SECOND: ["b"]}, [])


def test_a_stream_that_keeps_moving_makes_the_partition_wait(store: Any) -> None:
    with pytest.raises(MovedOn):
        run(store, noting(store.codec, lambda text: MovedOn("seen")), spread("a"))
    assert (mark(store), parked(store)) == (Mark(), [])


def test_a_message_that_another_worker_parked_meanwhile_does_not_take_an_innocent_along(store: Any) -> None:
    batch = spread("bad", "b")
    refused: Callable[[str], Exception | None] = refusing("bad", DomainError("no"))
    tried: list[str] = []

    def overtaken(text: str) -> Exception | None:
        tried.append(text)
        return refused(text)

    class Overtaking(FailingStore):
        """Right before the parking transaction (the third) the other worker handles the whole batch."""

        def transaction(self) -> Any:
            if self.transactions == 2:
                run(store, noting(store.codec, refused), batch)
            return super().transaction()

    run(Overtaking(store), noting(store.codec, overtaken), batch)
    assert (seen(store), [position for position, *_ in parked(store)]) == ({SECOND: ["b"]}, [10])
    assert "bad" in tried


@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_any_redelivery_that_ends_with_the_whole_gives_each_effect_once(chance: random.Random, size: int) -> None:
    store = MemoryStore(codec())
    whole = messages(*[(chance.choice(SUBJECTS[:4]), f"{number}") for number in range(size)])
    subscription = noting(store.codec)
    for _ in range(5):
        start = chance.randrange(size)
        run(store, subscription, [each for each in whole[start:] if chance.random() < 0.8])
    run(store, subscription, whole)
    noted = [text for _, said in sorted(seen(store).items()) for text in said]
    assert sorted(noted, key=int) == [str(number) for number in range(size)]
    for said in seen(store).values():
        assert said == sorted(said, key=int)


TEN = messages(*[(SUBJECTS[number % 3], f"{number}") for number in range(10)])


@given(st.lists(st.integers(0, 9), max_size=20), st.integers(0, 9), st.integers(1, 4))
def test_a_batch_is_an_unbroken_chain_of_messages_with_different_subjects(
    picked: list[int], mark: int, size: int
) -> None:
    batch, looked, _ = consecutive([TEN[number] for number in picked], mark * 10, size, {NOTED})
    assert [each.previous for each in batch] == [(mark + number) * 10 for number in range(len(batch))]
    assert len({each.subject for each in batch}) == len(batch) <= size
    assert len(batch) <= looked <= len(picked)
