"""What the chassis counts, for Prometheus: docs/operations.md says which of them is an alert.

Labels name types, sources, routes: never a person or household.
"""

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series beside each, that nobody asks for

SUBSCRIPTION = ("subscription", "source", "partition")

SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
"""Buckets between which a p99 is read off: each at most 2.5 times the one before it."""
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)

# Counted where it happens.
EVENTS_APPENDED = Counter("jiekun_events_appended", "Events appended to this service's store.", ["type"])
APPEND_BATCH_UNITS = Histogram(
    "jiekun_append_batch_units", "Units of work in one transaction of the writer lane.", buckets=SIZES
)
APPEND_SECONDS = Histogram("jiekun_append_seconds", "One transaction of the writer lane.", buckets=SECONDS)
SUBSCRIPTION_HANDLED = Counter("jiekun_subscription_handled", "Messages handled, skips included.", SUBSCRIPTION)
SUBSCRIPTION_DROPPED = Counter("jiekun_subscription_dropped", "Repeated messages dropped.", SUBSCRIPTION)
SUBSCRIPTION_BATCH = Histogram(
    "jiekun_subscription_batch_messages", "Messages handled in one transaction.", SUBSCRIPTION[:2], buckets=SIZES
)
SUBSCRIPTION_GAP = Gauge("jiekun_subscription_gap", "1 while messages are missing before the next one.", SUBSCRIPTION)
RELAY_BATCH = Histogram("jiekun_relay_batch_messages", "Messages acknowledged in one turn of the relay.", buckets=SIZES)
RELAY_RESENT = Counter("jiekun_relay_resent", "Events sent again after a failed send.")
HTTP_REQUESTS = Counter(
    "jiekun_http_requests", "Requests by route pattern, never by path.", ["method", "route", "status"]
)
HTTP_TURNED_AWAY = Counter("jiekun_http_turned_away", "Requests refused at the door, before their body.", ["code"])
MESSAGES_NOT_BELIEVED = Counter(
    "jiekun_messages_not_believed", "Agency messages whose signature or envelope does not hold.", ["reason"]
)
HTTP_SECONDS = Histogram("jiekun_http_seconds", "Time to answer a request.", ["method", "route"], buckets=SECONDS)

# Read from the store every few seconds (chassis/gauges.py).
SAMPLED_AT = Gauge("jiekun_sampled_timestamp_seconds", "When the gauges below were last read, seconds since 1970.")
HEAD_POSITION = Gauge("jiekun_head_position", "Last position of this service's store.")
SUBSCRIPTION_LAG_EVENTS = Gauge(
    "jiekun_subscription_lag_events", "Events published by the source and not yet handled.", SUBSCRIPTION
)
SUBSCRIPTION_LAG_SECONDS = Gauge(
    "jiekun_subscription_lag_seconds", "Age of the oldest event not yet handled.", SUBSCRIPTION
)
PARKED = Gauge("jiekun_parked_messages", "Messages parked, by subscription.", ["subscription", "source"])
PARKED_TIMERS = Gauge("jiekun_parked_timers", "Timers that failed for good.")
TIMERS_DUE = Gauge("jiekun_timers_due", "Timers whose time has come and that did not run yet.")
DELIVERIES_OPEN = Gauge("jiekun_deliveries_open", "Outward calls not yet done.", ["kind"])
DELIVERIES_OLDEST = Gauge("jiekun_deliveries_oldest_seconds", "Age of the oldest outward call not yet done.", ["kind"])
WAITING = Gauge("jiekun_waiting", "Facts that wait for another one, by what they wait for.", ["what"])
WAITING_SECONDS = Gauge("jiekun_waiting_seconds", "How long the first of them has waited.", ["what"])
RELAY_POSITION = Gauge("jiekun_relay_position", "Position up to which all events are acknowledged by the bus.")
RELAY_EPOCH = Gauge("jiekun_relay_epoch", "How often the relay's lease changed hands, or its place was set back.")
RELAY_LAG_EVENTS = Gauge("jiekun_relay_lag_events", "Events stored and not yet acknowledged by the bus.")
RELAY_LAG_SECONDS = Gauge("jiekun_relay_lag_seconds", "Age of the oldest of them.")
LANE_QUEUE = Gauge("jiekun_lane_queue_units", "Units of work that wait for the writer lane.")
POOL_CONNECTIONS = Gauge("jiekun_pool_connections", "Connections to the own database.", ["state"])
POOL_WAITING = Gauge("jiekun_pool_waiting", "Threads that wait for a connection.")


MEDIA_TYPE = CONTENT_TYPE_LATEST


def exposition() -> bytes:
    """The body of `/metrics`, of media type `MEDIA_TYPE`."""
    return generate_latest()


def request_served(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request; `route` is the pattern (`/v1/households/{id}`), never the path."""
    HTTP_REQUESTS.labels(method, route, str(status)).inc()
    HTTP_SECONDS.labels(method, route).observe(seconds)
