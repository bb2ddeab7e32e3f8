"""What the chassis counts, for Prometheus. Labels name types, sources, routes: never a person or household."""

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

SUBSCRIPTION = ("subscription", "source", "partition")

EVENTS_APPENDED = Counter("jiekun_events_appended", "Events appended to this service's store.", ["type"])
APPEND_BATCH_UNITS = Histogram(
    "jiekun_append_batch_units",
    "Units of work in one transaction of the writer lane.",
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500),
)
APPEND_SECONDS = Histogram("jiekun_append_seconds", "One transaction of the writer lane.")

SUBSCRIPTION_LAG_EVENTS = Gauge(
    "jiekun_subscription_lag_events", "Events published by the source and not yet handled.", SUBSCRIPTION
)
SUBSCRIPTION_LAG_SECONDS = Gauge(
    "jiekun_subscription_lag_seconds", "Age of the oldest event not yet handled.", SUBSCRIPTION
)
SUBSCRIPTION_HANDLED = Counter("jiekun_subscription_handled", "Messages handled, skips included.", SUBSCRIPTION)
SUBSCRIPTION_DROPPED = Counter("jiekun_subscription_dropped", "Repeated messages dropped.", SUBSCRIPTION)
SUBSCRIPTION_HOLE = Gauge("jiekun_subscription_hole", "1 while messages are missing before the next one.", SUBSCRIPTION)
PARKED = Gauge("jiekun_parked_messages", "Messages parked, by subscription.", ["subscription", "source"])

RELAY_POSITION = Gauge("jiekun_relay_position", "Position up to which all events are acknowledged by the bus.")
RELAY_EPOCH = Gauge("jiekun_relay_epoch", "Epoch of the relay's lease; 0 while another process relays.")
RELAY_RESENT = Counter("jiekun_relay_resent", "Events sent again after a failed send.")

DELIVERIES_OPEN = Gauge("jiekun_deliveries_open", "Outward calls not yet done.", ["kind"])
TIMERS_DUE = Gauge("jiekun_timers_due", "Timers whose time has come and that did not run yet.")

HTTP_REQUESTS = Counter(
    "jiekun_http_requests", "Requests by route pattern, never by path.", ["method", "route", "status"]
)
HTTP_SECONDS = Histogram("jiekun_http_seconds", "Time to answer a request.", ["method", "route"])


MEDIA_TYPE = CONTENT_TYPE_LATEST


def exposition() -> bytes:
    """The body of `/metrics`, of media type `MEDIA_TYPE`."""
    return generate_latest()


def request_served(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request; `route` is the pattern (`/v1/households/{id}`), never the path."""
    HTTP_REQUESTS.labels(method, route, str(status)).inc()
    HTTP_SECONDS.labels(method, route).observe(seconds)
