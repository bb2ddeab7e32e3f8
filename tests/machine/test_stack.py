"""The composed system, with a small real web server in the place of each service."""

import json
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest

from agencies.partners import EVERYBODY, load_keys, load_partners
from chassis.clock import read_offset
from chassis.roles import SERVICES
from chassis.settings import Settings, load
from dci.keys import KnownKey, SigningKey
from machine.key_files import VALID_FROM
from machine.ports import Ports
from machine.stack import DataFolderInUse, Stack

# Answers /readyz, and shows its settings at every other address.
STAND_IN = """
import json, os
from http.server import BaseHTTPRequestHandler, HTTPServer
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
        self.wfile.write(json.dumps({n: v for n, v in os.environ.items() if n.startswith("JIEKUN_")}).encode())
    def log_message(self, *_): pass
HTTPServer(("127.0.0.1", int(os.environ["JIEKUN_PORT"])), Handler).serve_forever()
"""


def stand_in(name: str) -> Sequence[str]:
    return (sys.executable, "-c", STAND_IN, name)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with (
        pytest.MonkeyPatch.context() as environment,
        tempfile.TemporaryDirectory(prefix="jiekun-stack-") as data_dir,
    ):
        environment.delenv("DATABASE_URL", raising=False)
        with Stack(Path(data_dir), ports=Ports.free(), clock_offset=True, command=stand_in) as running:
            yield running


def settings_of(stack: Stack, name: str) -> dict[str, str]:
    with urllib.request.urlopen(stack.ports.url(name)) as answer:
        found: dict[str, str] = json.load(answer)
        return found


def test_everything_runs_under_one_supervisor(stack: Stack) -> None:
    assert list(stack.supervisor.running()) == ["postgres", "agencies", *SERVICES]


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_is_given_settings_that_it_can_start_with(
    service: str, stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings_of(stack, service).items():
        monkeypatch.setenv(name, value)
    settings = load(Settings)
    assert (settings.service, settings.port) == (service, stack.ports.of(service))
    assert set(settings.sources) == set(SERVICES)
    assert settings.master_key_file is not None
    assert len(settings.master_key_file.read_bytes()) == 32
    assert settings.migration_url is None, "the stack migrates; a service knows no owner"
    for url in (settings.database_url, settings.vault_url, *settings.sources.values()):
        psycopg.connect(url).close()
    assert (settings.dci_key_file is not None) == (service in ("verification", "ledger"))
    if settings.dci_key_file is not None:
        assert SigningKey.load(settings.dci_key_file.read_bytes()).sender_id == service


def test_the_agencies_and_those_who_ask_them_know_each_other(stack: Stack) -> None:
    given = settings_of(stack, "agencies")
    keys = load_keys(Path(given["JIEKUN_AGENCY_KEYS_FILE"]))
    partners = load_partners(Path(given["JIEKUN_PARTNERS_FILE"]))
    listed: list[dict[str, Any]] = json.loads(stack.keys.agencies.read_text())
    assert [one["code"] for one in listed] == list(EVERYBODY)
    for one in listed:
        (known,) = msgspec.convert(one["keys"], list[KnownKey])
        assert known == keys[one["code"]].known(VALID_FROM)
    on_search = f"{stack.ports.url('verification')}/registry/on-search"
    assert settings_of(stack, "verification")["JIEKUN_DCI_SENDER_URI"] == on_search
    assert partners.may_call("verification", on_search)
    assert partners.notify_url == f"{stack.ports.url('ledger')}/registry/notify"


def test_all_processes_read_one_clock(stack: Stack) -> None:
    files = {settings_of(stack, name)["JIEKUN_CLOCK_OFFSET_FILE"] for name in ("agencies", *SERVICES)}
    (path,) = files
    assert read_offset(Path(path)) == 0


def test_a_killed_service_comes_back_and_so_does_the_database(stack: Stack) -> None:
    for name in ("postgres", "intake"):
        stack.supervisor.wait_ready(name, starts=stack.supervisor.kill(name))
    with psycopg.connect(stack.urls.services["intake"].app) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("intake",)


def test_a_further_worker_has_the_same_database_and_another_port(stack: Stack) -> None:
    name = stack.start_worker("assistance")
    assert name == "assistance-2"
    assert name in stack.supervisor.running()
    stack.supervisor.stop_one(name)
    assert name not in stack.supervisor.running()


def test_two_stacks_never_share_a_data_folder(stack: Stack) -> None:
    with pytest.raises(DataFolderInUse, match="end it first"):
        Stack(stack.data_dir, ports=Ports.free(), command=stand_in).start()


def test_secrets_are_closed_to_others(stack: Stack) -> None:
    private = ("secrets.json", "master.key", "issuer.key.json", "agency-keys.json", "postgres.password")
    found = {path.name: path.stat().st_mode & 0o077 for path in stack.data_dir.rglob("*") if path.name in private}
    assert found == dict.fromkeys(private, 0)
