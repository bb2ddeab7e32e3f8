"""Looking up a name has the deadline of the exchange that asks, and a name that is never answered holds one thread."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import Any

import pytest

from chassis import name_lookup
from chassis.client import HttpClient, Unreachable
from chassis.guarded_network import GuardedNetwork
from tests.support.until import wait_until

DEADLINE_S = 0.2
_of_numbers = socket.getaddrinfo


class Resolver:
    """Answers nothing before `answered` is set; counts who asks.
    Connecting to a number asks for it, too, and is answered."""

    def __init__(self, *addresses: str) -> None:
        self.addresses, self.asked, self.answered = addresses, 0, threading.Event()

    def __call__(self, host: str, port: int, *how: Any, **more: Any) -> list[Any]:
        if not host.endswith(".example"):
            return _of_numbers(host, port, *how, **more)
        self.asked += 1
        self.answered.wait()
        if not self.addresses:
            raise socket.gaierror("no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in self.addresses]


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Resolver]:
    resolver = Resolver("127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    yield resolver
    resolver.answered.set()
    wait_until(lambda: not name_lookup._under_way, "the look-up ends")


@pytest.mark.parametrize("guarded", [True, False])
def test_a_name_that_is_never_answered_is_given_up_at_the_deadline(silent: Resolver, guarded: bool) -> None:
    began = time.monotonic()
    network = GuardedNetwork() if guarded else None
    with HttpClient(DEADLINE_S, network=network) as client, pytest.raises(Unreachable) as gone:
        client.post("http://silent.example/", b"{}")
    assert gone.value.reason == "connect"
    assert time.monotonic() - began < 10 * DEADLINE_S


def test_eight_who_ask_for_it_hold_one_thread(silent: Resolver) -> None:
    def ask(_: int) -> str:
        with pytest.raises(TimeoutError):
            name_lookup.addresses_of("silent.example", 80, DEADLINE_S)
        return "given up"

    with ThreadPoolExecutor(8) as callers:
        assert list(callers.map(ask, range(8))) == ["given up"] * 8
    assert silent.asked == 1
    silent.answered.set()
    wait_until(lambda: not name_lookup._under_way, "the look-up ends")
    assert name_lookup.addresses_of("silent.example", 80, None) == [ip_address("127.0.0.1")]
    assert silent.asked == 2, "what was answered is asked anew"


def test_a_name_that_is_not_there_is_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = Resolver()
    resolver.answered.set()
    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    with HttpClient(1.0) as client, pytest.raises(Unreachable) as gone:
        client.post("http://nowhere.example/", b"{}")
    assert gone.value.reason == "connect"


def test_the_next_address_of_a_name_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens at the first, as at ::1 for `localhost`."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        resolver = Resolver("127.0.0.2", "127.0.0.1")
        resolver.answered.set()
        monkeypatch.setattr(socket, "getaddrinfo", resolver)
        server.settimeout(5)
        taken = ThreadPoolExecutor(1).submit(lambda: server.accept()[0].close())
        with HttpClient(2.0) as client, pytest.raises(Unreachable) as gone:
            client.post(f"http://two.example:{server.getsockname()[1]}/", b"{}")
        taken.result()
        assert gone.value.reason == "protocol"


def test_a_number_is_not_looked_up(silent: Resolver) -> None:
    assert name_lookup.addresses_of("::1", 80, 0) == [ip_address("::1")]
    assert silent.asked == 0
