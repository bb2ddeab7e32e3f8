"""The page of operations, the alert rules and a really started service name the same metrics."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from agencies.partners import EVERYBODY
from chassis.roles import SERVICES
from chassis.urls import ServiceUrls, Urls, VaultUrls
from machine import environment, key_files, lifeline, secrets
from machine.environment import Place
from machine.ports import Ports
from tests.architecture.tree import ROOT
from tests.docs import metrics
from tests.docs.metrics import PAGE, RULES, apart, asked_for, documented, pages_named, shown
from tests.docs.pages import anchors
from tests.support.until import wait_until

SERVICE = "ledger"
"""It has subscriptions, timers and acts that wait."""

ONLY_WHEN_SOMETHING_HAPPENS = {
    *("jiekun_events_appended_total", "jiekun_http_requests_total", "jiekun_http_seconds"),
    *("jiekun_subscription_handled_total", "jiekun_subscription_dropped_total", "jiekun_subscription_gap"),
    *("jiekun_http_turned_away_total", "jiekun_messages_not_believed_total"),
    *("jiekun_subscription_batch_messages", "jiekun_deliveries_open", "jiekun_deliveries_oldest_seconds"),
}
"""By a label that is known only then."""


@pytest.fixture
def place(make_database: Callable[..., ServiceUrls], make_vault: Callable[[], VaultUrls], tmp_path: Path) -> Place:
    ports, kept = Ports.free(), secrets.load_or_create(tmp_path / "secrets", EVERYBODY)
    return Place(
        urls=Urls({service: make_database(service) for service in SERVICES}, make_vault()),
        ports=ports,
        keys=key_files.write(tmp_path / "keys", kept, ports),
        master_key_file=kept.master_key_file,
        bus="direct",
        kafka_bootstrap_servers=None,
        kafka_prefix=None,
        clock_offset_file=None,
        blobs_folder=tmp_path / "blobs",
    )


@pytest.fixture
def exposition(place: Place, tmp_path: Path) -> Iterator[str]:
    """What `/metrics` of a started service says once it has looked at its store."""
    url = place.ports.url(SERVICE)
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            lifeline.command([sys.executable, "-m", f"services.{SERVICE}"], signal.SIGKILL),
            env=environment.of_service(SERVICE, place),
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        try:
            wait_until(lambda: told(url).get("jiekun_sampled_timestamp_seconds"), "a first look at the store", 60)
            yield httpx.get(f"{url}/metrics").text
        finally:
            process.terminate()
            process.wait(30)


def told(url: str) -> dict[str, bool]:
    try:
        text = httpx.get(f"{url}/metrics").text
    except httpx.HTTPError:
        return {}
    return {name: has for name, has in shown(text).items() if f"\n{name} 0.0\n" not in text}


def test_page_and_service_name_the_same_metrics_and_each_has_a_value(exposition: str) -> None:
    page, service = documented(PAGE.read_text(encoding="utf-8")), shown(exposition)
    assert apart(page, service) == []
    assert {name for name, has_value in service.items() if not has_value} - ONLY_WHEN_SOMETHING_HAPPENS == set()


def test_each_alert_asks_for_metrics_of_the_page_and_each_rule_of_the_page_is_an_alert() -> None:
    page = documented(PAGE.read_text(encoding="utf-8"))
    alerts = asked_for(RULES.read_text(encoding="utf-8"))
    with_rule = {metrics.family(name) for name, rule in page.items() if rule}
    assert set().union(*alerts.values()) == with_rule


def test_each_alert_leads_to_a_section_of_the_page() -> None:
    rules = RULES.read_text(encoding="utf-8")
    named = pages_named(rules)
    assert len(named) == len(asked_for(rules))
    assert set(named) - anchors(PAGE) == set()


def test_planted_differences_are_found() -> None:
    page = "| `jiekun_a` | x | what | over 3 |\n| `jiekun_gone` | | what | |\n"
    text = '# TYPE jiekun_a gauge\njiekun_a{x="1"} 2.0\n# TYPE jiekun_new histogram\n'
    assert apart(documented(page), shown(text)) == ["jiekun_gone", "jiekun_new"]
    assert shown(text) == {"jiekun_a": True, "jiekun_new": False}
    assert documented(page) == {"jiekun_a": "over 3", "jiekun_gone": ""}
    assert asked_for("- alert: A\n  expr: rate(jiekun_a_bucket[5m]) / jiekun_b > 1\n") == {
        "A": {"jiekun_a", "jiekun_b"}
    }
