"""Sampled gauges, which no step of the work sets by itself: read from the store every few seconds, beside the work.

Every query is bounded, so that a store in trouble is not troubled more. What a process reads is its service's, shared
by all its workers; only the lane's queue and the pool are its own.
"""

import threading
import time
from datetime import datetime
from typing import Any

from psycopg import Connection

from chassis import logs, metrics
from chassis.bus.lag import COUNTED_MAX, Lag
from chassis.clock import real_now, real_time
from chassis.database import only_row
from chassis.message import Mark
from chassis.resources import Resources
from chassis.service import Service
from chassis.settings import Settings
from chassis.store import PARTITIONS

EVERY_S = 5.0
WAITS_ALARM_S = 30.0


def run(service: Service[Resources], settings: Settings, stop: threading.Event) -> None:
    watch_this_process(service)
    lag, alarm = open_lag(settings), Alarm()
    while not stop.is_set():
        try:
            sample(service, alarm, relays=settings.bus == "kafka")
            sample_lag(service, lag)
            metrics.SAMPLED_AT.set(real_time())
        except Exception as error:
            logs.logger("sampling").warning("sampling_waits", error=type(error).__name__, exc_info=True)
        stop.wait(EVERY_S)
    lag.close()


def watch_this_process(service: Service[Resources]) -> None:
    """Asked at each scrape."""
    pool = service.store.pool
    metrics.LANE_QUEUE.set_function(service.lane.depth)
    metrics.POOL_WAITING.set_function(lambda: pool.get_stats().get("requests_waiting", 0))
    metrics.POOL_CONNECTIONS.labels("open").set_function(lambda: pool.get_stats().get("pool_size", 0))
    metrics.POOL_CONNECTIONS.labels("idle").set_function(lambda: pool.get_stats().get("pool_available", 0))


def open_lag(settings: Settings) -> Lag:
    if settings.bus == "kafka":
        from chassis.bus.kafka_lag import KafkaLag

        return KafkaLag(str(settings.kafka_bootstrap_servers), settings.kafka_prefix)
    from chassis.bus.direct_lag import DirectLag

    return DirectLag(settings.sources)


class Alarm:
    """One line per thing that waits too long, again every 30 s."""

    def __init__(self) -> None:
        self._again_at: dict[str, float] = {}

    def tell(self, what: str, waiting: int, seconds: float) -> None:
        if seconds <= WAITS_ALARM_S:
            self._again_at.pop(what, None)
        elif time.monotonic() >= self._again_at.get(what, 0.0):
            self._again_at[what] = time.monotonic() + WAITS_ALARM_S
            next_step = "docs/operations.md#something-waits"
            logs.logger("sampling").error(
                "work_waits", what=what, waiting=waiting, seconds=round(seconds), next_step=next_step
            )


def sample(service: Service[Resources], alarm: Alarm, *, relays: bool) -> None:
    """One look at the own store."""
    with service.store.reading() as connection:
        _parked(connection, service)
        _due(connection, service)
        _waiting(connection, service, alarm)
        head = _one(connection, "SELECT position FROM counter")
        metrics.HEAD_POSITION.set(head)
        if relays:
            _relay(connection, head)


def sample_lag(service: Service[Resources], lag: Lag) -> None:
    """Of every partition, whoever holds it."""
    for subscription in service.subscriptions:
        key = (subscription.name, subscription.source)
        for partition, behind in lag.behind(*key, _marks(service, *key)).items():
            labels = (*key, str(partition))
            metrics.SUBSCRIPTION_LAG_EVENTS.labels(*labels).set(behind.events)
            metrics.SUBSCRIPTION_LAG_SECONDS.labels(*labels).set(_age(behind.since))


def _marks(service: Service[Resources], subscription: str, source: str) -> dict[int, Mark]:
    with service.store.reading() as connection:
        rows = connection.execute(
            "SELECT partition, position, topic_id, next_offset FROM marks WHERE subscription = %s AND source = %s",
            (subscription, source),
        ).fetchall()
    known = {partition: Mark(*mark) for partition, *mark in rows}
    return {partition: known.get(partition, Mark()) for partition in range(PARTITIONS)}


def _parked(connection: Connection[Any], service: Service[Resources]) -> None:
    rows = connection.execute("SELECT subscription, source, count(*) FROM parked GROUP BY 1, 2").fetchall()
    counts = {(name, source): count for name, source, count in rows}
    for key in counts.keys() | {(one.name, one.source) for one in service.subscriptions}:
        metrics.PARKED.labels(*key).set(counts.get(key, 0))
    metrics.PARKED_TIMERS.set(_one(connection, "SELECT count(*) FROM timers WHERE parked IS NOT NULL"))


def _due(connection: Connection[Any], service: Service[Resources]) -> None:
    timers = "SELECT count(*) FROM (SELECT FROM timers WHERE due <= %s AND parked IS NULL LIMIT %s) due"
    metrics.TIMERS_DUE.set(_one(connection, timers, service.clock.now(), COUNTED_MAX))
    rows = connection.execute(
        "SELECT kind, count(*), min(uuid_extract_timestamp(id)) FROM (SELECT kind, id FROM deliveries"
        " ORDER BY id LIMIT %s) open GROUP BY kind",
        (COUNTED_MAX,),
    ).fetchall()
    found = {kind: (count, oldest) for kind, count, oldest in rows}
    for kind in found.keys() | service.senders.keys():
        count, oldest = found.get(kind, (0, None))
        metrics.DELIVERIES_OPEN.labels(kind).set(count)
        metrics.DELIVERIES_OLDEST.labels(kind).set(_age(oldest))


def _waiting(connection: Connection[Any], service: Service[Resources], alarm: Alarm) -> None:
    for what, query in service.waits.items():
        count, oldest = only_row(connection.execute(query))
        seconds = _age(oldest)
        metrics.WAITING.labels(what).set(count)
        metrics.WAITING_SECONDS.labels(what).set(seconds)
        alarm.tell(what, count, seconds)


def _relay(connection: Connection[Any], head: int) -> None:
    position, epoch, oldest = only_row(
        connection.execute(
            "SELECT position, epoch, (SELECT recorded_at FROM events e WHERE e.position = r.position + 1) FROM relay r"
        )
    )
    metrics.RELAY_POSITION.set(position)
    metrics.RELAY_EPOCH.set(epoch)
    metrics.RELAY_LAG_EVENTS.set(max(0, head - position))
    metrics.RELAY_LAG_SECONDS.set(_age(oldest))


def _age(since: datetime | None) -> float:
    return 0.0 if since is None else max(0.0, (real_now() - since).total_seconds())


def _one(connection: Connection[Any], query: str, *parameters: Any) -> Any:
    return only_row(connection.execute(query, parameters))[0]
