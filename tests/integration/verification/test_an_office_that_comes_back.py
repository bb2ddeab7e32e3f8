"""An office that is down holds up nobody but itself, and is not flooded when it is back; over real sockets."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from chassis.breaker import FAILURES_MAX, OPEN_S, PACE_S, Breaker
from chassis.client import HttpClient
from dci.acks import ack
from services.verification import messages
from tests.integration.verification.applications import submitted
from tests.integration.verification.conftest import POPULATION, Town

HOUSEHOLDS = 20


class Offices:
    """One server for all: who is `down` answers 503; what came, by office."""

    def __init__(self) -> None:
        self.down = {"tax"}
        self.came = Counter[str]()

    def answer(self, code: str) -> int:
        self.came[code] += 1
        return 503 if code in self.down else 202

    @contextmanager
    def serving(self) -> Iterator[int]:
        offices = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                body = ack("c", datetime.now(UTC))
                self.send_response(offices.answer(self.path.split("/")[1]))
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


@pytest.fixture
def offices() -> Offices:
    return Offices()


@pytest.fixture
def wired(make_town: Callable[..., Town], offices: Offices) -> Iterator[tuple[Town, list[float]]]:
    """A town whose questions travel over sockets, and the breaker's clock."""
    town, at = make_town(agencies=False), [0.0]
    with offices.serving() as port, HttpClient() as client:
        resources = town.service.resources
        exchange = replace(
            resources.exchange,
            post=lambda url, body: client.post(url.replace(":2/", f":{port}/"), body),
            breaker=Breaker(lambda: at[0]),
        )
        town.service.senders.update(messages.senders(resources, exchange))
        yield town, at


def test_the_others_go_on_and_who_comes_back_is_asked_one_by_one_and_then_faster(
    wired: tuple[Town, list[float]], offices: Offices
) -> None:
    town, at = wired
    for number in range(HOUSEHOLDS):
        town.apply(submitted(town.service.vault, POPULATION.households[number].body))
    town.deliver()
    assert offices.came["tax"] == FAILURES_MAX, "then it is left alone"
    assert offices.came["public_security"] == HOUSEHOLDS, "the others have all they are asked"
    assert town.one("SELECT array_agg(DISTINCT target) FROM deliveries") == ["tax"]

    offices.down.clear()
    came, at[0] = [], OPEN_S
    for _ in range(5):
        before = offices.came["tax"]
        town.due_again()
        town.deliver()
        came.append(offices.came["tax"] - before)
        at[0] += PACE_S
    assert came == [3, 4, 8, 5, 0], "one that tries and two behind it, then twice as many each second"
    assert town.open_deliveries() == 0
