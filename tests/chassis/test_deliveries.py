"""Deliveries: decided in one transaction, sent with none open, settled in a second one."""

import threading
from collections import Counter
from typing import Any

import psycopg
import pytest

from chassis import delivery_worker
from chassis.deliveries import LEASE, Again, Done, lease, settle
from chassis.reactions import MovedOn, Reaction
from chassis.store import Delivery, NewDelivery, Unit
from chassis.store.postgres import PostgresStore
from chassis.urls import ServiceUrls
from kernel.errors import DomainError
from tests.support.deliveries import HANDS, turn
from tests.support.events import noted, texts
from tests.support.faults import FailingStore
from tests.support.until import wait_until


def decide(store: PostgresStore, *targets: str) -> list[str]:
    """One delivery for each target, all decided by one event; gives that event's id."""
    new = [NewDelivery("ask", target, "h1", 0, {"inquiry": target}) for target in targets]
    unit = noted(store.codec, "h1", 0, "asked", deliveries=new)
    with store.transaction() as transaction:
        transaction.append([unit])
    return [unit.rows[0].id]


def recording(store: PostgresStore, outcome: str = "answered") -> Done:
    def record(transaction: Any, delivery: Delivery) -> Unit:
        stream = f"outcome-{delivery.target}"
        return noted(store.codec, stream, len(transaction.load(stream)), outcome)

    return Done(Reaction(record))


def outcomes(store: PostgresStore, target: str) -> list[str]:
    with store.transaction() as transaction:
        return texts(transaction.load(f"outcome-{target}"))


def open_rows(store: PostgresStore) -> list[tuple[str, int, bool, bool]]:
    """(target, attempts, whether leased, whether it waits)."""
    with store.reading() as connection:
        return connection.execute(
            "SELECT target, attempts, leased_to IS NOT NULL, next_try > now() FROM deliveries ORDER BY target"
        ).fetchall()


def let_leases_end(store: PostgresStore) -> None:
    with store.transaction() as transaction:
        transaction.connection.execute("UPDATE deliveries SET leased_to = now() - interval '1 s', next_try = now()")


def test_a_delivery_is_sent_with_its_event_and_its_outcome_takes_it_away(postgres_store: PostgresStore) -> None:
    (event_id,) = decide(postgres_store, "bank")
    sent: list[Delivery] = []

    def send(delivery: Delivery) -> Done:
        sent.append(delivery)
        return recording(postgres_store)

    assert turn(postgres_store, {"ask": send}) == 1
    assert [(d.kind, d.target, d.subject, d.event_id, d.data, d.attempts) for d in sent] == [
        ("ask", "bank", "h1", event_id, {"inquiry": "bank"}, 0)
    ]
    assert (outcomes(postgres_store, "bank"), open_rows(postgres_store)) == (["answered"], [])
    assert turn(postgres_store, {"ask": send}) == 0


def test_a_delivery_that_needs_no_record_just_ends(postgres_store: PostgresStore) -> None:
    decide(postgres_store, "bank")
    assert turn(postgres_store, {"ask": lambda delivery: Done()}) == 1
    assert open_rows(postgres_store) == []


def test_a_leased_row_is_not_leased_to_another_worker(postgres_store: PostgresStore) -> None:
    decide(postgres_store, "bank", "tax")
    assert sorted(delivery.target for delivery in lease(postgres_store, HANDS)) == ["bank", "tax"]
    assert lease(postgres_store, HANDS) == []


def test_no_more_rows_are_leased_than_asked_for(postgres_store: PostgresStore) -> None:
    decide(postgres_store, *[f"agency-{number}" for number in range(13)])
    assert [len(lease(postgres_store, HANDS)) for _ in range(3)] == [HANDS, 5, 0]


def test_a_target_has_few_calls_under_way_and_the_next_ones_when_these_are_over(postgres_store: PostgresStore) -> None:
    decide(postgres_store, *["bank"] * 5, "tax")
    first = lease(postgres_store, HANDS)
    assert sorted(delivery.target for delivery in first) == ["bank", "bank", "tax"]
    assert lease(postgres_store, HANDS) == []
    settle(postgres_store, next(one for one in first if one.target == "bank"), Done())
    assert [delivery.target for delivery in lease(postgres_store, HANDS)] == ["bank"]


def test_each_target_has_its_turn_before_any_has_a_second(postgres_store: PostgresStore) -> None:
    decide(postgres_store, "bank", "bank", "tax", "tax", "court")
    assert sorted(delivery.target for delivery in lease(postgres_store, 3)) == ["bank", "court", "tax"]
    assert sorted(delivery.target for delivery in lease(postgres_store, 3)) == ["bank", "tax"]


def test_no_delivery_of_a_resting_target_is_leased(postgres_store: PostgresStore) -> None:
    decide(postgres_store, "bank", "tax")
    assert [delivery.target for delivery in lease(postgres_store, HANDS, resting=["bank"])] == ["tax"]


def test_a_long_backlog_is_leased_from_its_head_alone(postgres_store: PostgresStore, database: ServiceUrls) -> None:
    decide(postgres_store, *["bank"] * 3_000)
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute("ANALYZE deliveries")
    asked = {"per_target": 2, "resting": [], "size": 8, "lease": 60}
    with postgres_store.transaction() as transaction:
        plan = transaction.connection.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + LEASE, asked).fetchone()[0]
    assert most_rows_read(plan[0]["Plan"]) < 10


def most_rows_read(node: dict[str, Any]) -> float:
    """By any one step of a plan, those that it read and threw away included."""
    mine = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return max([mine, *(most_rows_read(inner) for inner in node.get("Plans", []))])


@pytest.mark.parametrize(("outcome", "attempts"), [(Again("closed"), 1), (Again("night", 3600, counts=False), 0)])
def test_a_delivery_to_be_sent_again_waits_and_counts_its_failures(
    postgres_store: PostgresStore, outcome: Again, attempts: int
) -> None:
    decide(postgres_store, "bank")
    turn(postgres_store, {"ask": lambda delivery: outcome})
    assert open_rows(postgres_store) == [("bank", attempts, False, True)]
    assert turn(postgres_store, {"ask": lambda delivery: outcome}) == 0


def test_a_call_that_raises_is_tried_again_and_harms_no_other(postgres_store: PostgresStore) -> None:
    decide(postgres_store, "bank", "tax")

    def send(delivery: Delivery) -> Done:
        if delivery.target == "bank":
            raise TimeoutError
        return recording(postgres_store)

    assert turn(postgres_store, {"ask": send}) == 2
    assert open_rows(postgres_store) == [("bank", 1, False, True)]
    assert outcomes(postgres_store, "tax") == ["answered"]


def test_the_back_off_stays_finite_however_often_it_failed(postgres_store: PostgresStore) -> None:
    decide(postgres_store, "bank")
    with postgres_store.transaction() as transaction:
        transaction.connection.execute("UPDATE deliveries SET attempts = 5000")
    turn(postgres_store, {"ask": lambda delivery: Again("closed")})
    assert open_rows(postgres_store) == [("bank", 5001, False, True)]


def test_a_worker_that_died_after_the_call_leaves_it_to_be_sent_again(postgres_store: PostgresStore) -> None:
    decide(postgres_store, "bank")
    calls: list[str] = []

    def send(delivery: Delivery) -> Done:
        calls.append(delivery.target)
        return recording(postgres_store)

    with pytest.raises(psycopg.OperationalError):
        turn(FailingStore(postgres_store, before={1}), {"ask": send})
    assert (outcomes(postgres_store, "bank"), turn(postgres_store, {"ask": send})) == ([], 0)
    let_leases_end(postgres_store)
    assert turn(postgres_store, {"ask": send}) == 1
    assert (calls, outcomes(postgres_store, "bank")) == (["bank", "bank"], ["answered"])


def test_an_outcome_is_recorded_once_though_two_workers_carried_it_out(postgres_store: PostgresStore) -> None:
    decide(postgres_store, "bank")
    (slow,) = lease(postgres_store, HANDS)
    let_leases_end(postgres_store)
    (quick,) = lease(postgres_store, HANDS)
    settle(postgres_store, quick, recording(postgres_store, "quick"))
    settle(postgres_store, slow, recording(postgres_store, "slow"))
    settle(postgres_store, slow, Again("slow"))
    assert (outcomes(postgres_store, "bank"), open_rows(postgres_store)) == (["quick"], [])


def test_a_worker_whose_lease_ran_out_takes_nobody_elses(postgres_store: PostgresStore) -> None:
    decide(postgres_store, "bank")
    (stale,) = lease(postgres_store, HANDS)
    let_leases_end(postgres_store)
    lease(postgres_store, HANDS)
    settle(postgres_store, stale, Again("slow"))
    assert open_rows(postgres_store) == [("bank", 0, True, False)]


def test_an_outcome_that_the_database_does_not_take_is_offered_again_and_harms_no_other(
    postgres_store: PostgresStore,
) -> None:
    decide(postgres_store, "bank", "court", "tax")
    stop, calls = threading.Event(), []

    def send(delivery: Delivery) -> Done:
        calls.append(delivery.target)
        return recording(postgres_store)

    working = threading.Thread(
        target=delivery_worker.run, args=(FailingStore(postgres_store, before={1}), {"ask": send}, stop, 3)
    )
    working.start()
    wait_until(lambda: not open_rows(postgres_store), "all three settled")
    stop.set()
    working.join()
    assert sorted(calls) == ["bank", "court", "tax"]
    assert [outcomes(postgres_store, target) for target in calls] == [["answered"]] * 3


@pytest.mark.parametrize("hands", [1, 3])
@pytest.mark.parametrize("fault", [{}, {"before": {1}}, {"after": {1}}])
def test_calls_that_leave_nothing_to_record_go_away_with_the_next_lease_and_are_not_made_again(
    postgres_store: PostgresStore, hands: int, fault: Any
) -> None:
    decide(postgres_store, *["bank"] * 5, "tax")
    stop, calls = threading.Event(), []

    def send(delivery: Delivery) -> Done:
        calls.append(delivery.target)
        return Done()

    lease_s, look_anyway_s = 0.5, 0.1  # a lease whose answer was lost is over soon
    worker = (FailingStore(postgres_store, **fault), {"ask": send}, stop, hands, lease_s, look_anyway_s)
    working = threading.Thread(target=delivery_worker.run, args=worker)
    working.start()
    wait_until(lambda: not open_rows(postgres_store), "all are over")
    stop.set()
    postgres_store.commits.deliveries.tell()
    working.join()
    assert Counter(calls) == {"bank": 5, "tax": 1}


def test_a_worker_that_ends_takes_away_what_is_over(postgres_store: PostgresStore) -> None:
    decide(postgres_store, "bank")
    stop = threading.Event()

    def send(delivery: Delivery) -> Done:
        stop.set()
        return Done()

    delivery_worker.run(postgres_store, {"ask": send}, stop)
    assert open_rows(postgres_store) == []


@pytest.mark.parametrize(("hands", "waits"), [(3, [delivery_worker.GATHER_S]), (1, [])])
def test_hands_that_become_free_at_about_the_same_time_share_a_lease(
    postgres_store: PostgresStore, hands: int, waits: list[float]
) -> None:
    decide(postgres_store, "bank")
    waited: list[float | None] = []

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout)
            return super().wait(timeout)

    stop = Stop()
    done = {"ask": lambda delivery: recording(postgres_store)}
    working = threading.Thread(target=delivery_worker.run, args=(postgres_store, done, stop, hands))
    working.start()
    wait_until(lambda: not open_rows(postgres_store), "it is settled")
    stop.set()
    postgres_store.commits.deliveries.tell()
    working.join()
    assert waited == waits


def test_an_outcome_whose_stream_moved_on_is_decided_again(postgres_store: PostgresStore) -> None:
    decide(postgres_store, "bank")
    left = iter(range(3))
    done = recording(postgres_store)
    assert done.reaction is not None
    record = done.reaction.handle

    def moving(transaction: Any, delivery: Delivery) -> Any:
        if next(left, None) is not None:
            raise MovedOn("outcome-bank")
        return record(transaction, delivery)

    turn(postgres_store, {"ask": lambda delivery: Done(Reaction(moving))})
    assert (outcomes(postgres_store, "bank"), open_rows(postgres_store)) == (["answered"], [])


def test_an_outcome_that_the_domain_refuses_waits_with_back_off_and_harms_no_other(
    postgres_store: PostgresStore,
) -> None:
    decide(postgres_store, "bank", "tax")

    def refuse(transaction: Any, delivery: Delivery) -> Any:
        raise DomainError("inquiry_closed")

    def send(delivery: Delivery) -> Done:
        return Done(Reaction(refuse)) if delivery.target == "bank" else recording(postgres_store)

    assert turn(postgres_store, {"ask": send}) == 2
    assert open_rows(postgres_store) == [("bank", 1, False, True)]
    assert outcomes(postgres_store, "tax") == ["answered"]
