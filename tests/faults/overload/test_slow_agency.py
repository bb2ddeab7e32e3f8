"""An agency that accepts and never answers holds its own calls, and nobody else's."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from chassis import delivery_worker
from chassis.client import HttpClient, Unreachable
from chassis.deliveries import PER_TARGET_MAX, Again, Done
from chassis.store import Delivery, NewDelivery
from chassis.store.postgres import PostgresStore
from tests.faults.overload.peers import half_open
from tests.support.events import noted
from tests.support.until import wait_until

EACH = 12


class Quick(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Silent."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def quick() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Quick)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


class Exchange:
    """Sends to agencies by name, and remembers which calls began and how they ended."""

    def __init__(self, urls: dict[str, str], client: HttpClient, rests: bool = False) -> None:
        self.began: list[str] = []
        self.ended: list[tuple[str, str]] = []
        self._urls, self._client, self._rests = urls, client, rests

    def send(self, delivery: Delivery) -> Done | Again:
        self.began.append(delivery.target)
        try:
            self._client.post(self._urls[delivery.target], b"{}")
        except Unreachable as error:
            self.ended.append((delivery.target, error.reason))
            return Again(error.reason, after_s=3_600, target_rests=self._rests)
        self.ended.append((delivery.target, "answered"))
        return Done()


@pytest.fixture
def carry() -> Iterator[Any]:
    """`carry(store, exchange)` lets four hands work until the test is over."""
    stop, threads = threading.Event(), []

    def start(store: PostgresStore, exchange: Exchange) -> None:
        arguments = (store, {"ask": exchange.send}, stop, 2 * PER_TARGET_MAX)
        threads.append(threading.Thread(target=delivery_worker.run, args=arguments))
        threads[-1].start()

    yield start
    stop.set()
    for thread in threads:
        thread.join()


def decide(store: PostgresStore, *targets: str) -> None:
    new = [NewDelivery("ask", target, "h1", 0, {}) for target in targets for _ in range(EACH)]
    with store.transaction() as transaction:
        transaction.append([noted(store.codec, "h1", 0, "asked", deliveries=new)])


def left(store: PostgresStore) -> dict[str, int]:
    with store.reading() as connection:
        return dict(connection.execute("SELECT target, count(*) FROM deliveries GROUP BY target").fetchall())


def test_the_quick_agency_is_asked_everything_while_the_silent_one_is_waited_for(
    postgres_store: PostgresStore, quick: str, carry: Any
) -> None:
    decide(postgres_store, "silent", "quick")
    with half_open() as silent, HttpClient(timeout_s=5) as client:
        exchange = Exchange({"silent": silent, "quick": quick}, client)
        carry(postgres_store, exchange)
        wait_until(lambda: "quick" not in left(postgres_store), "the quick agency to be asked everything")
        assert (exchange.ended, exchange.began.count("silent")) == ([("quick", "answered")] * EACH, PER_TARGET_MAX)
        wait_until(lambda: left(postgres_store) == {"silent": EACH}, "what was answered to be taken away")


def test_a_call_to_the_silent_one_ends_and_while_it_rests_no_other_begins(
    postgres_store: PostgresStore, quick: str, carry: Any
) -> None:
    decide(postgres_store, "silent")
    with half_open() as silent, HttpClient(timeout_s=1) as client:
        exchange = Exchange({"silent": silent, "quick": quick}, client, rests=True)
        carry(postgres_store, exchange)
        wait_until(lambda: len(exchange.ended) == PER_TARGET_MAX, "the calls to be given up")
        with postgres_store.transaction() as transaction:
            new = [NewDelivery("ask", "quick", "h2", 0, {})]
            transaction.append([noted(postgres_store.codec, "h2", 0, "asked", deliveries=new)])
        wait_until(lambda: ("quick", "answered") in exchange.ended, "the quick agency")
        assert sorted(exchange.ended) == [("quick", "answered"), *[("silent", "timeout")] * PER_TARGET_MAX]
        wait_until(lambda: left(postgres_store) == {"silent": EACH}, "what was answered to be taken away")
