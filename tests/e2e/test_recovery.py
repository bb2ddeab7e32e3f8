"""The recovery tools as an operator uses them, on a whole system on Kafka whose people go on working meanwhile."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from kafka.admin import KafkaAdminClient

from agencies.population import generate
from agencies.roster import SAMPLE_DAY
from chassis.bus.kafka_clients import topic_of
from chassis.files import write_atomically
from chassis.roles import SERVICES
from kernel.calendar import opening_hour
from lab.demo.clock import set_business_time
from lab.demo.outcome import Outcome
from lab.demo.run import play, world_on
from lab.demo.world import Tally
from machine.installation import note_ports
from machine.kafka_local import KafkaServer
from machine.ports import Ports
from machine.stack import Stack
from tests.support.until import wait_until

pytestmark = [pytest.mark.kafka, pytest.mark.long]

HOUSEHOLDS, SEED = 24, 7
STRIKES_AT = 60
"""Pieces of people's work done before; a few hundred come after it."""
PATIENCE_S = 240


@dataclass
class Recovered:
    """`told`: what each command that was given midway said."""

    stack: Stack
    kafka: KafkaServer
    prefix: str
    told: dict[str, Any]
    outcome: Outcome | None = None

    def jiekun(self, *words: str) -> tuple[int, Any]:
        """Exit code and JSON of one command on this system."""
        line = [sys.executable, "-m", "cli.main", *words, "--data", str(self.stack.data_dir), "--json"]
        done = subprocess.run(line, capture_output=True, text=True, timeout=600, check=False)
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)

    def lose_the_topics(self) -> None:
        admin = KafkaAdminClient(bootstrap_servers=self.kafka.bootstrap.split(","))
        try:
            admin.delete_topics([topic_of(service, self.prefix) for service in SERVICES])
        finally:
            admin.close()

    def strike(self) -> None:
        self.lose_the_topics()
        self.told["refill"] = self.jiekun("refill", "--patience", str(PATIENCE_S), "--by", "li")
        self.told["rebuild"] = self.jiekun("rebuild", *SERVICES, "--by", "li")


class Once:
    """Calls `what` before one piece of work; the other hands go on."""

    def __init__(self, after: int, what: Any) -> None:
        self._left, self._what, self._lock = after, what, threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self._left -= 1
            mine = self._left == 0
        if mine:
            self._what()


@pytest.fixture(scope="module")
def recovered(kafka: KafkaServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recovered]:
    """A demo in mid-way of which all topics were lost and filled again, and all read models rebuilt."""
    folder, prefix = tmp_path_factory.mktemp("recovery"), f"recovery-{uuid4().hex[:8]}"
    population, ports = generate(HOUSEHOLDS, SEED, SAMPLE_DAY), Ports.free()
    write_atomically(folder / "population.json", population.to_json())
    note_ports(folder, ports)
    set_business_time(folder / "clock-offset", opening_hour(SAMPLE_DAY))
    stack = Stack(
        *(folder, "kafka", ports), clock_offset=True, kafka_bootstrap_servers=kafka.bootstrap, kafka_prefix=prefix
    )
    with stack, world_on(stack, population, Tally()) as world:
        made = Recovered(stack, kafka, prefix, {})
        paced = replace(world, pace=Once(STRIKES_AT, made.strike), patience_s=PATIENCE_S)
        made.outcome = play(paced, "kafka", time.monotonic(), lambda sentence: None)
        yield made


def test_people_notice_nothing_of_lost_topics_and_rebuilt_read_models(recovered: Recovered) -> None:
    outcome = recovered.outcome
    assert outcome is not None
    assert ([*outcome.problems], outcome.surprises) == ([], [])
    assert (outcome.lost, outcome.doubled, outcome.parked, outcome.well) == (0, 0, 0, True)


def test_every_source_was_published_again_from_its_first_event(recovered: Recovered) -> None:
    code, told = recovered.told["refill"]
    assert (code, told["waited"], sorted(told["refilled"])) == (0, True, sorted(SERVICES))
    assert {one["from"] for one in told["refilled"].values()} == {1}
    code, told = recovered.told["rebuild"]
    assert (code, sorted(told["rebuilt"])) == (0, sorted(SERVICES))


def test_all_invariants_hold_the_topics_included_and_the_acts_are_in_the_log(recovered: Recovered) -> None:
    code, told = recovered.jiekun("check", "--kafka", recovered.kafka.bootstrap, "--kafka-prefix", recovered.prefix)
    assert (told["problems"], code) == ([], 0)
    assert {"topics hold every event in order", "read models equal their rebuild"} <= set(told["checked"])
    assert recovered_acts(recovered) == {
        *((service, "RelaySetBack") for service in SERVICES),
        *((service, "ReadModelRebuilt") for service in SERVICES),
    }


def test_a_damaged_read_model_is_found_and_rebuilt(recovered: Recovered) -> None:
    with psycopg.connect(recovered.stack.urls.services["intake"].owner) as owner:
        lacking = owner.execute("DELETE FROM household_members").rowcount
    code, told = recovered.jiekun("drift", "intake", "ledger")
    apart = {"intake": {"household_members": {"only_live": 0, "only_rebuilt": lacking}}, "ledger": {}}
    assert (code, told["apart"]) == (1, apart)
    assert recovered.jiekun("rebuild", "intake.household_members")[0] == 0
    assert recovered.jiekun("drift", "intake")[0] == 0


def test_what_is_parked_is_listed_counted_and_dropped_with_a_name_and_a_reason(recovered: Recovered) -> None:
    urls = recovered.stack.urls.services["assistance"]
    with psycopg.connect(urls.app) as app:
        app.execute(
            "INSERT INTO parked (subscription, source, position, partition, subject, type, body, reason)"
            " VALUES ('assistance', 'intake', 0, 0, 'h1', 'jiekun.intake.FileOpened.v1', 'no json', 'planted')"
        )
    ref = "assistance/assistance/intake/0"
    code, told = recovered.jiekun("parked", "list")
    assert (code, told["parked"], [one["ref"] for one in told["items"]]) == (1, 1, [ref])
    wait_until(lambda: parked_by_metric(recovered) == told["parked"], "the gauge to say the same")

    assert recovered.jiekun("parked", "retry", ref, "--by", "li") == (0, {"retried": [ref]})
    assert recovered.jiekun("parked", "drop", ref, "--reason", "planted", "--by", "li") == (0, {"dropped": [ref]})

    assert recovered.jiekun("parked", "list") == (0, {"parked": 0, "items": []})
    wait_until(lambda: parked_by_metric(recovered) == 0, "the gauge to be zero again")
    acts = {("assistance", "RetryAsked"), ("assistance", "MessageDropped")}
    wait_until(lambda: acts <= recovered_acts(recovered), "both acts in the log")


def recovered_acts(recovered: Recovered) -> set[tuple[str, str]]:
    """(service, kind) of what operators did, as it is sealed in the log."""
    query = "SELECT source, split_part(type, '.', -2) FROM log WHERE convert_from(body, 'UTF8') LIKE %s"
    with psycopg.connect(recovered.stack.urls.services["ledger"].operator) as operator:
        return set(operator.execute(query, ['%"actor":"operator:li"%']).fetchall())


def parked_by_metric(recovered: Recovered) -> float:
    text = httpx.get(f"{recovered.stack.ports.url('assistance')}/metrics").text
    lines = [line for line in text.splitlines() if line.startswith("jiekun_parked_messages{")]
    return sum(float(line.rpartition(" ")[2]) for line in lines)
