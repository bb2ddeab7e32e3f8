"""The gauges that are read from the store say what stands there."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
import structlog
from prometheus_client import REGISTRY

from chassis import gauges, relay
from chassis.bus.direct_lag import DirectLag
from chassis.bus.lag import Behind
from chassis.group_commit import Lane
from chassis.message import Mark
from chassis.store import NewDelivery, NewTimer, Unit
from chassis.store.postgres import PostgresStore
from chassis.urls import ServiceUrls
from tests.support.events import NOON, codec, no_projection, noted
from tests.support.messages import SUBJECTS, messages, noting

FOLLOWED = ("noting", "intake")
SUBJECT = SUBJECTS[0]


class Still:
    """A clock that stands."""

    def now(self) -> datetime:
        return NOON


@pytest.fixture
def service(postgres_store: PostgresStore) -> SimpleNamespace:
    return SimpleNamespace(
        store=postgres_store,
        lane=Lane(postgres_store),
        clock=Still(),
        subscriptions=[noting(postgres_store.codec)],
        senders={"ask": None},
        waits={},
    )


@pytest.fixture
def source(make_database: Callable[..., ServiceUrls]) -> Iterator[tuple[PostgresStore, ServiceUrls]]:
    urls = make_database()
    made = PostgresStore(urls.app, codec(), no_projection, connections=2)
    yield made, urls
    made.close()


def look(service: Any, *, relays: bool = False) -> None:
    gauges.sample(service, gauges.Alarm(), relays=relays)


def value(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, labels)


def append(store: PostgresStore, *units: Unit) -> None:
    with store.transaction() as transaction:
        transaction.append(units)


def test_messages_parked_timers_due_and_deliveries_open_are_counted(service: Any) -> None:
    store: PostgresStore = service.store
    with store.transaction() as transaction:
        for message in messages((SUBJECT, "a"), (SUBJECT, "b")):
            transaction.park("noting", message, "a_reason")
    ring = NewTimer(NOON, "ring", SUBJECT)
    late = NewTimer(NOON + timedelta(days=1), "ring", SUBJECT)
    ask = NewDelivery("ask", "agency", SUBJECT, 0)
    append(store, Unit(noted(store.codec, "s", 0, "x").rows, timers=[ring, ring, late], deliveries=[ask]))
    with store.transaction() as transaction:
        transaction.connection.execute("UPDATE timers SET parked = 'a_reason' WHERE due > %s", (NOON,))

    look(service)

    assert value("jiekun_parked_messages", subscription="noting", source="intake") == 2
    assert (value("jiekun_timers_due"), value("jiekun_parked_timers")) == (2, 1)
    assert value("jiekun_deliveries_open", kind="ask") == 1
    age = value("jiekun_deliveries_oldest_seconds", kind="ask")
    assert age is not None
    assert 0 <= age < 60
    assert value("jiekun_head_position") == 1


def test_a_gauge_falls_back_to_zero_when_its_rows_are_gone(service: Any) -> None:
    store: PostgresStore = service.store
    with store.transaction() as transaction:
        transaction.park("noting", messages((SUBJECT, "a"))[0], "a_reason")
    look(service)
    with store.transaction() as transaction:
        transaction.connection.execute("DELETE FROM parked")
    look(service)
    assert value("jiekun_parked_messages", subscription="noting", source="intake") == 0
    assert value("jiekun_deliveries_open", kind="ask") == 0


def test_the_relays_place_is_told_with_what_stands_behind_it(service: Any) -> None:
    store: PostgresStore = service.store
    append(store, noted(store.codec, "s", 0, "x", "y", "z"))
    lease = relay.take_lease(store, "one")
    assert lease is not None
    with store.transaction() as transaction:
        transaction.connection.execute("UPDATE relay SET position = 1")
    look(service, relays=True)
    assert (value("jiekun_relay_position"), value("jiekun_relay_epoch")) == (1, 1)
    assert value("jiekun_relay_lag_events") == 2
    with store.transaction() as transaction:
        transaction.connection.execute("UPDATE relay SET position = 3")
    look(service, relays=True)
    assert (value("jiekun_relay_lag_events"), value("jiekun_relay_lag_seconds")) == (0, 0)


def test_lag_on_the_direct_bus_is_what_stands_behind_the_mark(
    service: Any, source: tuple[PostgresStore, ServiceUrls]
) -> None:
    theirs, urls = source
    append(theirs, noted(theirs.codec, SUBJECT, 0, "a", "b", "c"))
    with service.store.transaction() as transaction:
        transaction.mark(*FOLLOWED, 0)
        transaction.move(*FOLLOWED, 0, Mark(1))
    lag = DirectLag({"intake": urls.follower})
    try:
        gauges.sample_lag(service, lag)
    finally:
        lag.close()
    labels = {"subscription": "noting", "source": "intake"}
    events = [value("jiekun_subscription_lag_events", **labels, partition=str(at)) for at in range(4)]
    assert events == [2, 0, 0, 0]
    seconds = value("jiekun_subscription_lag_seconds", **labels, partition="0")
    assert seconds is not None
    assert 0 <= seconds < 60


def test_a_poison_event_is_counted_without_its_age(source: tuple[PostgresStore, ServiceUrls]) -> None:
    theirs, urls = source
    append(theirs, noted(theirs.codec, SUBJECT, 0, "a"))
    with psycopg.connect(urls.owner) as owner:
        owner.execute("ALTER TABLE events DISABLE TRIGGER USER")
        owner.execute("UPDATE events SET body = 'no json'")
    lag = DirectLag({"intake": urls.follower})
    assert lag.behind(*FOLLOWED, {})[0] == Behind(1, None)
    lag.close()


@pytest.mark.parametrize(("minutes", "alarmed"), [(1, True), (0, False)])
def test_a_wait_of_over_half_a_minute_is_an_alarm(service: Any, minutes: int, alarmed: bool) -> None:
    since = datetime.now(UTC) - timedelta(minutes=minutes)
    service.waits["file"] = f"SELECT 3, '{since.isoformat()}'::timestamptz"
    alarm = gauges.Alarm()
    with structlog.testing.capture_logs() as lines:
        gauges.sample(service, alarm, relays=False)
        gauges.sample(service, alarm, relays=False)
    told = [(line["event"], line["what"], line["waiting"]) for line in lines]
    assert told == ([("work_waits", "file", 3)] if alarmed else [])
    assert value("jiekun_waiting", what="file") == 3


def test_queue_and_pool_are_told_as_they_are_now(service: Any) -> None:
    gauges.watch_this_process(service)
    service.lane.submit(Unit())
    assert value("jiekun_lane_queue_units") == 1
    assert value("jiekun_pool_waiting") == 0
    assert value("jiekun_pool_connections", state="idle") is not None
