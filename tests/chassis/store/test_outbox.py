"""What a relay works from, on memory and on PostgreSQL: the lease, the order, the place."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chassis.message import Message
from chassis.store import Lease
from chassis.store.memory import MemoryStore
from tests.support.events import noted
from tests.support.positions import positions


def take(store: Any, holder: str) -> Lease | None:
    with store.transaction() as transaction:
        lease: Lease | None = transaction.outbox.take_lease(holder, 10)
    return lease


def move(store: Any, epoch: int, position: int) -> int:
    """Where the place is afterwards, as the next to take the lease finds it."""
    with store.transaction() as transaction:
        transaction.outbox.move(epoch, position)
    if isinstance(store, MemoryStore):
        return store.relay.position
    with store.reading() as connection:
        row = connection.execute("SELECT position FROM relay").fetchone()
    return int(row[0])


def let_it_expire(store: Any) -> None:
    if isinstance(store, MemoryStore):
        store.relay = replace(store.relay, leased_to=store.clock.now() - timedelta(seconds=1))
        return
    with store.transaction() as transaction:
        transaction.connection.execute("UPDATE relay SET leased_to = now() - interval '1 second'")


def test_one_relay_holds_the_lease_and_renews_it_in_the_same_epoch(store: Any) -> None:
    assert (take(store, "a"), take(store, "b"), take(store, "a")) == (Lease(1, 0), None, Lease(1, 0))


def test_a_lease_that_expired_goes_to_whoever_asks_in_a_new_epoch(store: Any) -> None:
    take(store, "a")
    let_it_expire(store)
    assert (take(store, "b"), take(store, "a")) == (Lease(2, 0), None)


def test_a_lease_given_back_is_free_at_once_and_nobody_gives_back_anothers(store: Any) -> None:
    take(store, "a")
    for holder, then in (("b", None), ("a", Lease(2, 0))):
        with store.transaction() as transaction:
            transaction.outbox.give_back(holder)
        assert take(store, "b") == then


def test_the_place_moves_forward_only_and_only_in_the_last_epoch(store: Any) -> None:
    take(store, "a")
    assert [move(store, 1, place) for place in (5, 3, 7)] == [5, 5, 7]
    let_it_expire(store)
    assert take(store, "b") == Lease(2, 7)
    assert (move(store, 1, 9), move(store, 2, 8)) == (7, 8)


def test_a_transaction_that_fails_takes_no_lease_and_moves_no_place(store: Any) -> None:
    def breaks_off() -> None:
        with store.transaction() as transaction:
            transaction.outbox.take_lease("a", 10)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks_off()
    assert take(store, "b") == Lease(1, 0)


def test_what_stands_behind_a_place_comes_in_order_and_as_it_is_stored(store: Any) -> None:
    units = [noted(store.codec, f"h{number}", 0, "a", "b") for number in range(4)]
    with store.transaction() as transaction:
        transaction.append(units)
    rows = [row for unit in units for row in unit.rows]
    expected = [
        Message("intake", partition, position, previous, subject, row.type, row.body)
        for (position, partition, previous, subject), row in zip(positions(store), rows, strict=True)
    ]
    with store.transaction() as transaction:
        found = [transaction.outbox.behind("intake", place, 3) for place in (0, 3, 6, 8)]
    assert found == [expected[:3], expected[3:6], expected[6:], []]
