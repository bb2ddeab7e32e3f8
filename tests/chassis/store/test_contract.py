"""What every event store promises, on memory and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.message import Mark
from chassis.request_key import RequestKey
from chassis.store import Appended, Conflict, Mismatched, NewDelivery, NewTimer, Replayed, partition_of
from chassis.store.memory import MemoryStore
from chassis.unit_of_work import Change, unit
from tests.support.events import CONTEXT, NOON, Noted, codec, noted, texts
from tests.support.positions import positions


def append(store: Any, *units: Any) -> list[Any]:
    with store.transaction() as transaction:
        outcomes: list[Any] = transaction.append(units)
    return outcomes


def load(store: Any, stream: str) -> list[str]:
    with store.transaction() as transaction:
        return texts(transaction.load(stream))


def test_positions_are_gapless_and_name_the_previous_one_of_their_partition(store: Any) -> None:
    units = [noted(store.codec, f"h{number}", 0, "a", "b") for number in range(6)]
    assert append(store, *units[:2]) == [Appended(2), Appended(4)]
    assert append(store, *units[2:]) == [Appended(6), Appended(8), Appended(10), Appended(12)]
    subjects = [f"h{number}" for number in range(6) for _ in "ab"]
    expected, last = [], [0] * 4
    for position, subject in enumerate(subjects, start=1):
        partition = partition_of(subject)
        expected.append((position, partition, last[partition], subject))
        last[partition] = position
    assert positions(store) == expected


def test_a_stream_is_read_back_in_order_with_its_positions(store: Any) -> None:
    append(store, noted(store.codec, "h1", 0, "a", "b"), noted(store.codec, "h2", 0, "x"))
    append(store, noted(store.codec, "h1", 2, "c"))
    with store.transaction() as transaction:
        read = transaction.load("h1")
    assert [(item.position, item.envelope.streamversion, item.event) for item in read] == [
        (1, 1, Noted(text="a")),
        (2, 2, Noted(text="b")),
        (4, 3, Noted(text="c")),
    ]


def test_a_loser_of_the_version_check_leaves_no_trace_and_the_others_go_on(store: Any) -> None:
    append(store, noted(store.codec, "h1", 0, "first"))
    key = RequestKey("scope", "hash")
    timer, delivery = NewTimer(NOON, "wake", "h1"), NewDelivery("call", "bank", "h1", 0)
    loser = noted(store.codec, "h1", 0, "late", key=key, timers=[timer], deliveries=[delivery])
    assert append(store, loser, noted(store.codec, "h2", 0, "other")) == [Conflict("h1"), Appended(2)]
    assert load(store, "h1") == ["first"]
    assert store.answer("scope") is None
    assert append(store, noted(store.codec, "h1", 1, "again")) == [Appended(3)]


def test_a_version_from_the_future_is_a_conflict_too(store: Any) -> None:
    assert append(store, noted(store.codec, "h1", 3, "early")) == [Conflict("h1")]


def test_a_unit_spans_streams_wholly_or_not_at_all(store: Any) -> None:
    append(store, noted(store.codec, "h2", 0, "taken"))

    def both(after_second: int) -> Any:
        changes = [Change("h1", 0, "h1", [Noted(text="a")]), Change("h2", after_second, "h2", [Noted(text="b")])]
        return unit(store.codec, CONTEXT, changes)

    assert append(store, both(0)) == [Conflict("h2")]
    assert load(store, "h1") == []
    assert append(store, both(1)) == [Appended(3)]
    assert (load(store, "h1"), load(store, "h2")) == (["a"], ["taken", "b"])


def test_units_of_one_batch_see_what_was_admitted_before_them(store: Any) -> None:
    first, second = noted(store.codec, "h1", 0, "a"), noted(store.codec, "h1", 1, "b")
    twin = noted(store.codec, "h1", 0, "twin")
    assert append(store, first, twin, second) == [Appended(1), Conflict("h1"), Appended(2)]


@pytest.mark.parametrize("across", [False, True])
def test_the_same_request_gets_the_same_answer_and_another_body_is_told_so(store: Any, across: bool) -> None:
    def request(stream: str, body_hash: str, response: bytes) -> Any:
        key = RequestKey("key-1", body_hash)
        return noted(store.codec, stream, 0, "a", key=key, response=response)

    units = [request("h1", "one", b"first"), request("h2", "one", b"second"), request("h3", "two", b"third")]
    batches = [[each] for each in units] if across else [units]
    outcomes = [outcome for batch in batches for outcome in append(store, *batch)]
    assert outcomes == [Appended(1), Replayed(b"first"), Mismatched()]
    assert store.answer("key-1") == ("one", b"first")
    assert (load(store, "h2"), load(store, "h3")) == ([], [])


def test_a_repeat_that_yields_no_event_still_keeps_its_answer(store: Any) -> None:
    nothing = unit(store.codec, CONTEXT, [], key=RequestKey("key", "hash"), response=b"done")
    assert append(store, nothing) == [Appended(0)]
    assert append(store, noted(store.codec, "h1", 0, "a")) == [Appended(1)]
    assert store.answer("key") == ("hash", b"done")


def test_versions_that_do_not_count_up_are_refused_loudly(store: Any) -> None:
    changes = [Change("h1", 0, "h1", [Noted(text="a")]), Change("h1", 5, "h1", [Noted(text="b")])]
    with pytest.raises(AssertionError, match="one by one"):
        append(store, unit(store.codec, CONTEXT, changes))
    assert load(store, "h1") == []


def test_an_exception_rolls_everything_back(store: Any) -> None:
    def breaks_off() -> None:
        with store.transaction() as transaction:
            transaction.mark("s", "intake", 0)
            transaction.move("s", "intake", 0, Mark(7))
            transaction.append([noted(store.codec, "h1", 0, "a")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks_off()
    assert load(store, "h1") == []
    with store.transaction() as transaction:
        assert transaction.mark("s", "intake", 0) == Mark()


def test_marks_move_with_their_transaction_and_are_kept_apart(store: Any) -> None:
    with store.transaction() as transaction:
        transaction.mark("s", "intake", 1)
        transaction.move("s", "intake", 1, Mark(7, "topic", 8))
    with store.transaction() as transaction:
        assert transaction.mark("s", "intake", 1) == Mark(7, "topic", 8)
        assert transaction.mark("s", "intake", 2) == Mark()
        assert transaction.mark("other", "intake", 1) == Mark()


@pytest.mark.parametrize("take", [lambda t: t.lock(["a", "b"]), lambda t: t.mark("s", "intake", 0)])
def test_a_transaction_waits_for_a_guard_that_another_holds(store: Any, take: Any) -> None:
    inside, order = Event(), []

    def second() -> None:
        inside.wait()
        with store.transaction() as transaction:
            take(transaction)
            order.append("second")

    with ThreadPoolExecutor(1) as pool:
        with store.transaction() as transaction:
            take(transaction)
            waiting = pool.submit(second)
            inside.set()
            transaction.append([noted(store.codec, "h1", 0, "a")])
            order.append("first")
        waiting.result(10)
    assert order == ["first", "second"]


def test_guards_taken_in_any_order_never_deadlock(store: Any) -> None:
    def take(number: int) -> None:
        keys = [f"k{(number * 7 + step) % 5}" for step in range(3)]
        with store.transaction() as transaction:
            transaction.lock(keys if number % 2 else reversed(keys))
            transaction.append([noted(store.codec, f"h{number}", 0, "a")])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(take, range(60)))
    assert [position for position, *_ in positions(store)] == list(range(1, 61))


def test_an_append_signals_its_commit(store: Any) -> None:
    seen = store.commits.events.seen()
    append(store, noted(store.codec, "h1", 0, "a"))
    assert store.commits.events.wait(seen, 0) == seen + 1


streams = st.sampled_from(["h1", "h2", "h3"])


@given(st.lists(st.lists(st.tuples(streams, st.integers(0, 3), st.integers(1, 2)), max_size=4), max_size=6))
def test_whatever_is_tried_the_order_has_no_gap_and_streams_count_up(batches: list[Any]) -> None:
    store = MemoryStore(codec())
    for batch in batches:
        append(store, *[noted(store.codec, stream, after, *("x" * size)) for stream, after, size in batch])
    heads = [0] * 4
    for expected, (position, partition, previous, _) in enumerate(positions(store), start=1):
        assert (position, previous) == (expected, heads[partition])
        heads[partition] = position
    for stream, numbered in store.streams.items():
        assert [row.version for *_, row in numbered] == list(range(1, len(numbered) + 1)), stream
