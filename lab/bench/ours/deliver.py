"""Outward calls to thirteen offices, of which the last one may take every call and answer none: how fast the others
have theirs. The worker, its leases, hands and breaker are those that verification's questions leave with."""

import json
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from chassis import delivery_worker
from chassis.breaker import Breaker
from chassis.client import HttpClient, Unreachable
from chassis.deliveries import PER_TARGET_MAX, Again, Done
from chassis.store import Delivery, NewDelivery
from lab.bench.ours.place import WRITTEN_AT_ONCE, Place, new_streams
from lab.bench.peers.line import Play

OFFICES = 13
PATIENCE_S = 5.0
"""As verification's: how long a call may take."""
BODY = json.dumps({"message": "x" * 1_500}).encode()


def make(settings: dict[str, Any]) -> Play:
    place, door, silent = Place(settings), Door(), _listening()
    well = [f"office-{number}" for number in range(1, OFFICES)]
    urls = dict.fromkeys(well, f"http://127.0.0.1:{door.port}/")
    if settings["down"]:
        urls[f"office-{OFFICES}"] = f"http://127.0.0.1:{silent.getsockname()[1]}/"

    def play(count: int) -> float:
        each = max(1, count // len(well))
        for target in urls:
            _owed(place, target, each)
        done, stop = door.expect(each * len(well)), threading.Event()
        with HttpClient(timeout_s=PATIENCE_S) as client:
            worker = threading.Thread(
                target=delivery_worker.run,
                args=(place.store, {"question": sender(urls, client)}, stop, PER_TARGET_MAX * OFFICES),
            )
            began = time.perf_counter()
            worker.start()
            done.wait()
            seconds = time.perf_counter() - began
            stop.set()
            place.store.commits.deliveries.tell()
            worker.join()
        with place.store.transaction() as transaction:
            transaction.connection.execute("DELETE FROM deliveries")
        return seconds * count / (each * len(well))

    return play


def sender(urls: dict[str, str], client: HttpClient) -> Callable[[Delivery], Done | Again]:
    """As `services/verification/handlers/question_delivery.py` calls, without what it has to say."""
    breaker = Breaker()

    def send(delivery: Delivery) -> Done | Again:
        target = delivery.target
        if (wait_s := breaker.wait_s(target)) > 0:
            return Again("breaker_open", after_s=wait_s, counts=False, target_rests=True)
        try:
            client.post(urls[target], BODY)
        except Unreachable as error:
            breaker.failed(target)
            return Again(f"unreachable_{error.reason}")
        breaker.succeeded(target)
        return Done()

    return send


class Door:
    """Answers at once, and says when all that was expected has come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # owns the two below
        self._left = 0
        self._all = threading.Event()
        counted = self._one_more

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()
                counted()

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def expect(self, calls: int) -> threading.Event:
        with self._lock:
            self._left, self._all = calls, threading.Event()
            return self._all

    def _one_more(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left <= 0:
                self._all.set()


def _listening() -> socket.socket:
    """Takes connections, in the kernel, and never says a word."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    return listening


def _owed(place: Place, target: str, calls: int) -> None:
    streams = new_streams(calls)
    for first in range(0, calls, WRITTEN_AT_ONCE):
        units = [
            place.unit(stream, deliveries=[NewDelivery("question", target, stream, 0, {})])
            for stream in streams[first : first + WRITTEN_AT_ONCE]
        ]
        for waiting in [place.lane.submit(unit) for unit in units]:
            waiting.result()
