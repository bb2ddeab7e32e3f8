"""What every broker that we start ourselves has in common: settings, and how to see that it is up."""

import socket
import time
from collections.abc import Callable

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError


class KafkaUnavailable(Exception):
    """No broker from this source; the text is one sentence that says what is missing."""


def settings(listeners: str, advertised: str, controller: str) -> dict[str, str]:
    """A single node that is broker and controller (KRaft) and keeps every message: Kafka properties."""
    return {
        "node.id": "1",
        "process.roles": "broker,controller",
        "listeners": listeners,
        "advertised.listeners": advertised,
        "controller.listener.names": "CONTROLLER",
        "controller.quorum.voters": f"1@{controller}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "PLAINTEXT",
        # Consumers catch up from topics: nothing in them expires, and none appears by a typing error.
        "log.retention.ms": "-1",
        "log.retention.bytes": "-1",
        "auto.create.topics.enable": "false",
        # One node cannot replicate; Kafka's defaults of three would keep groups from ever starting.
        "offsets.topic.replication.factor": "1",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        # Small and quick: few internal partitions, no 128 MB for compaction, no wait before a group starts.
        "offsets.topic.num.partitions": "4",
        "transaction.state.log.num.partitions": "4",
        "log.cleaner.dedupe.buffer.size": "8388608",
        "num.network.threads": "2",
        "num.io.threads": "4",
        "group.initial.rebalance.delay.ms": "0",
        # A killed broker that comes back is taken in again after this time, not after nine seconds.
        "broker.session.timeout.ms": "3000",
        "broker.heartbeat.interval.ms": "500",
    }


def wait_for_metadata(bootstrap: str, still_running: Callable[[], bool], within_s: float = 120) -> None:
    """Returns when the broker lists itself as live; `KafkaUnavailable` when it ended or took too long."""
    give_up_at = time.monotonic() + within_s
    while still_running():
        if answers(bootstrap):
            return
        if time.monotonic() > give_up_at:
            raise KafkaUnavailable(f"the broker at {bootstrap} did not answer within {within_s:.0f} s")
        time.sleep(0.05)
    raise KafkaUnavailable(f"the broker at {bootstrap} ended while starting")


def answers(bootstrap: str, timeout_ms: int = 10_000) -> bool:
    """Whether a broker there answers a metadata request and lists at least one live broker."""
    servers = bootstrap.split(",")
    if not any(_port_open(server) for server in servers):  # the client would knock until its time is up
        return False
    try:
        admin = KafkaAdminClient(
            bootstrap_servers=servers,
            bootstrap_timeout_ms=timeout_ms,
            request_timeout_ms=timeout_ms,
        )
        try:
            return bool(admin.describe_cluster()["brokers"])
        finally:
            admin.close()
    except (KafkaError, OSError):
        return False


def _port_open(server: str) -> bool:
    host, _, port = server.strip().rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=1).close()
    except (OSError, ValueError):
        return False
    return True
