"""Opening kafka-python's clients and a source's topic: what publisher and feed have in common."""

import time
from contextlib import suppress
from importlib.util import find_spec
from typing import Any

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError, TopicAlreadyExistsError
from kafka.net.compat import KafkaNetClient

from chassis import logs
from chassis.store import PARTITIONS

BOOTSTRAP_MS = 3_000
METADATA_S = 5.0
COMMON = {
    "bootstrap_timeout_ms": BOOTSTRAP_MS,
    # Without it the wait between two tries grows to 30 s, long after the broker is back.
    "reconnect_backoff_max_ms": 1_000,
    "metrics_enabled": False,
}
FOR_EVER = {"retention.ms": "-1", "retention.bytes": "-1", "cleanup.policy": "delete"}


class WrongTopic(Exception):
    """The topic has another number of partitions than the installation: positions would not follow."""


PREFIX = "jiekun"
"""Of topics and groups, where one cluster serves one installation."""


def topic_of(source: str, prefix: str = PREFIX) -> str:
    return f"{prefix}.{source}"


def open_client(kind: Any, bootstrap: str, **settings: Any) -> Any:
    """A client of class `kind`; raises `KafkaError` when no broker answers.

    kafka-python leaves a thread and four file descriptors behind when a constructor fails, which a retry every
    few seconds turns into an outage of our own: so its network part is made here, and closed.
    """
    network: list[Any] = []

    def make_network(**given: Any) -> Any:
        network.append(KafkaNetClient(**given))
        return network[0]

    try:
        return kind(bootstrap_servers=bootstrap.split(","), kafka_client=make_network, **settings)
    except BaseException:
        for made in network:
            made.close()
        raise


def subscribe(consumer: Any, topic: str, listener: Any) -> None:
    """Subscribes once the topic's partitions are known, and before the group is joined; `KafkaError` after 5 s.

    A leader that does not know them yet assigns nothing to anybody, and one that learns them only afterwards joins
    a second time; the client of this version may stay silent after either.
    """
    cluster = consumer._cluster
    give_up_at = time.monotonic() + METADATA_S
    asked = cluster.add_topic(topic)  # from now on every answer tells of it, those under way perhaps not
    while not cluster.partitions_for_topic(topic):
        if time.monotonic() > give_up_at:
            raise KafkaError(f"no broker tells the partitions of {topic}")
        consumer._net.run(consumer._manager.wait_for, asked, METADATA_S * 1000)
        asked = cluster.request_update()
    consumer.subscribe([topic], listener=listener)
    consumer._net.run(consumer._manager.wait_for, cluster.request_update(), METADATA_S * 1000)


def find_topic(bootstrap: str, topic: str) -> str | None:
    """The topic's id, None while it is missing. Raises `WrongTopic`, `KafkaError`."""
    admin = open_client(KafkaAdminClient, bootstrap, **_ADMIN)
    try:
        return _id_of(admin, topic)
    finally:
        admin.close()


def ensure_topic(bootstrap: str, topic: str) -> str:
    """Makes the topic unless it is there, waits until every partition has a leader; gives its id."""
    admin = open_client(KafkaAdminClient, bootstrap, **_ADMIN)
    try:
        if _id_of(admin, topic) is None:
            with suppress(TopicAlreadyExistsError):  # another process of this service was first
                admin.create_topics({topic: {"num_partitions": PARTITIONS, "configs": FOR_EVER}})
        admin.wait_for_topics([topic])
        found = _id_of(admin, topic)
        if found is None:
            raise KafkaError(f"topic {topic} vanished while it was made")
        return found
    finally:
        admin.close()


def warn_if_slow() -> None:
    """kafka-python computes checksums in Python when its extra is missing: 3 to 7 times slower."""
    if find_spec("crc32c") is None:
        logs.logger("kafka").warning("crc32c_is_missing", next_step="pip install 'kafka-python[crc32c]'")


_ADMIN = {name: value for name, value in COMMON.items() if name != "metrics_enabled"} | {"request_timeout_ms": 5_000}


def _id_of(admin: Any, topic: str) -> str | None:
    for found in admin.describe_topics([topic]):
        if found["name"] == topic and found["error_code"] == 0:
            count = len(found["partitions"])
            if count != PARTITIONS:
                raise WrongTopic(f"{topic} has {count} partitions, this installation {PARTITIONS}")
            return str(found["topic_id"])
    return None
