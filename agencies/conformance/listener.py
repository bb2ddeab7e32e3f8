"""Where a registry under test sends its answers: a door of our own that keeps every body and acknowledges it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread

from dci.acks import ack

BODY_BYTES_MAX = 1 << 20
CONNECTION_IDLE_S = 10.0


@dataclass(frozen=True)
class Heard:
    """One request: `whole` is False when it ended before its promised length."""

    path: str
    body: bytes
    at: datetime
    whole: bool = True


class Listener:
    """All that came, in order; safe to ask from many threads."""

    def __init__(self) -> None:
        self._heard: list[Heard] = []
        self._condition = Condition()

    def hear(self, heard: Heard) -> None:
        with self._condition:
            self._heard.append(heard)
            self._condition.notify_all()

    def heard(self) -> list[Heard]:
        with self._condition:
            return list(self._heard)

    def wait_until(self, reached: Callable[[], bool], within_s: float) -> bool:
        """`reached` is asked again whenever something comes."""
        with self._condition:
            return self._condition.wait_for(reached, within_s)


@contextmanager
def listening(host: str, port: int) -> Iterator[tuple[Listener, int]]:
    """The listener and the port it has: 0 takes a free one. Raises OSError when the port is taken."""
    listener = Listener()

    class Door(BaseHTTPRequestHandler):
        timeout = CONNECTION_IDLE_S

        def do_POST(self) -> None:
            promised = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(min(promised, BODY_BYTES_MAX))
            whole = len(body) == promised
            listener.hear(Heard(self.path, body, datetime.now(UTC), whole))
            if whole:
                self._acknowledge()

        def _acknowledge(self) -> None:
            answer = ack(uuid.uuid4().hex, datetime.now(UTC))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the report tells what came."""

    server = ThreadingHTTPServer((host, port), Door)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield listener, server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
