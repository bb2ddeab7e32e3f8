"""The writer lane, on memory and on PostgreSQL."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from chassis.group_commit import Lane, Overloaded, step
from chassis.store import Appended, Conflict
from chassis.unit_of_work import Change, unit
from tests.support.events import CONTEXT, Noted, noted
from tests.support.faults import FailingStore
from tests.support.positions import head, positions


@pytest.fixture
def start() -> Iterator[Callable[[Any], Lane]]:
    lanes: list[Lane] = []

    def make(store: Any) -> Lane:
        lanes.append(Lane(store))
        lanes[-1].start()
        return lanes[-1]

    yield make
    for lane in lanes:
        lane.stop()


def bad(store: Any) -> Any:
    changes = [Change("bad", 0, "bad", [Noted(text="a")]), Change("bad", 7, "bad", [Noted(text="b")])]
    return unit(store.codec, CONTEXT, changes)


def test_losers_leave_the_batch_and_the_others_go_on(store: Any) -> None:
    units = [noted(store.codec, "h1", 0, "a"), noted(store.codec, "h1", 0, "b"), noted(store.codec, "h2", 0, "c")]
    assert step(store, units) == [Appended(1), Conflict("h1"), Appended(2)]


def test_a_unit_that_fails_takes_no_other_unit_of_its_group_with_it(store: Any) -> None:
    strangers = [noted(store.codec, f"h{number}", 0, "a") for number in range(3)]
    first, failed, *others = step(store, [strangers[0], bad(store), *strangers[1:]])
    assert isinstance(failed, AssertionError)
    assert [first, *others] == [Appended(1), Appended(2), Appended(3)]


def test_a_database_that_is_down_fails_all_at_once_and_is_asked_once(store: Any) -> None:
    failing = FailingStore(store, before={0})
    outcomes = step(failing, [noted(store.codec, f"h{number}", 0, "a") for number in range(50)])
    assert [type(outcome) for outcome in outcomes] == [psycopg.OperationalError] * 50
    assert (failing.transactions, head(store)) == (1, 0)


def test_many_callers_share_transactions_and_each_hears_of_its_own_unit(store: Any, start: Any) -> None:
    counting = FailingStore(store)
    lane = start(counting)
    waiting = [lane.submit(noted(store.codec, f"h{number}", 0, "a")) for number in range(300)]
    outcomes = [future.result(30) for future in waiting]
    assert outcomes == [Appended(number) for number in range(1, 301)]
    assert counting.transactions < 100


def test_the_lane_goes_on_after_a_failure(store: Any, start: Any) -> None:
    lane = start(FailingStore(store, before={0}))
    with pytest.raises(psycopg.OperationalError):
        lane.submit(noted(store.codec, "h1", 0, "a")).result(10)
    assert lane.submit(noted(store.codec, "h1", 0, "a")).result(10) == Appended(1)


def test_a_full_lane_says_so_and_takes_nothing(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chassis.group_commit.QUEUE_MAX", 2)
    lane = Lane(store)
    waiting = [lane.submit(noted(store.codec, f"h{number}", 0, "a")) for number in range(2)]
    with pytest.raises(Overloaded):
        lane.submit(noted(store.codec, "h3", 0, "a"))
    lane.start()
    assert [future.result(10) for future in waiting] == [Appended(1), Appended(2)]
    lane.stop()
    assert [subject for *_, subject in positions(store)] == ["h0", "h1"]


def test_stopping_appends_what_is_queued_and_takes_nothing_more(store: Any) -> None:
    lane = Lane(store)
    waiting = [lane.submit(noted(store.codec, f"h{number}", 0, "a")) for number in range(1_200)]
    lane.start()
    lane.stop()
    assert all(future.done() for future in waiting)
    assert head(store) == 1_200
    with pytest.raises(Overloaded):
        lane.submit(noted(store.codec, "late", 0, "a"))


def test_nobody_is_left_waiting_when_the_lane_stops_under_load(store: Any, start: Any) -> None:
    lane = start(store)

    def call(number: int) -> bool:
        try:
            return lane.submit(noted(store.codec, f"h{number}", 0, "a")).result(20) is not None
        except Overloaded:
            return False

    with ThreadPoolExecutor(8) as pool:
        taken = [pool.submit(call, number) for number in range(400)]
        taken[20].result(20)
        lane.stop()
        assert sum(future.result(20) for future in taken) == head(store)
