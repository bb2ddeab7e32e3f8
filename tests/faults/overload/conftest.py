"""The small service as a real process on a real database, and callers who come all at once."""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psycopg
import pytest

from chassis.http.places import CONNECTIONS_MAX
from chassis.urls import ServiceUrls
from machine import issuer
from machine.ports import free_port
from tests.support.until import wait_until

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Answer:
    status: int
    code: str
    retry_after: str | None


@dataclass
class Served:
    process: "subprocess.Popen[bytes]"
    port: int
    urls: ServiceUrls
    authorization: str
    """Of a caller whom the service knows."""
    bearer: Callable[[str, str], str]
    """The same of any subject and organisation."""

    @property
    def known(self) -> bytes:
        """The same as a header line."""
        return f"Authorization: {self.authorization}\r\n".encode()

    def post(self, path: str, key: str = "", body: bytes = b"") -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": self.authorization} | ({"Idempotency-Key": key} if key else {})
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            read = response.read()
            code = json.loads(read or b'{"code": ""}')["code"] if response.status >= 400 else ""
            return Answer(response.status, code, response.getheader("Retry-After"))
        finally:
            connection.close()

    def post_all(self, asked: Sequence[tuple[str, str]], at_once: int) -> list[Answer]:
        """`(path, key)` each, by so many callers."""
        with ThreadPoolExecutor(at_once) as callers:
            return list(callers.map(lambda one: self.post(*one), asked))

    def stored(self) -> dict[str, list[str]]:
        """What stands in the store, stream by stream."""
        with psycopg.connect(self.urls.operator) as connection:
            rows = connection.execute("SELECT stream, body FROM events ORDER BY position").fetchall()
        found: dict[str, list[str]] = {}
        for stream, body in rows:
            found.setdefault(stream, []).append(json.loads(body)["data"]["text"])
        return found

    def memory_kib(self) -> int:
        """What the process has in memory (VmRSS); 0 where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        told = re.search(r"VmRSS:\s+(\d+) kB", status.read_text()) if status.exists() else None
        return int(told[1]) if told else 0

    def open_files(self) -> int:
        """0 where the system does not tell."""
        folder = Path(f"/proc/{self.process.pid}/fd")
        return len(list(folder.iterdir())) if folder.exists() else 0

    def open_socket(self) -> socket.socket:
        return self.open_socket_from("127.0.0.1")

    def open_socket_from(self, host: str) -> socket.socket:
        """From one of this machine's own addresses, 127.0.0.1 and on."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30, source_address=(host, 0))

    def listens(self) -> bool:
        assert self.process.poll() is None
        try:
            self.open_socket().close()
        except OSError:
            return False
        return True


Serve = Callable[..., Served]


@pytest.fixture
def serve(make_database: Callable[..., ServiceUrls], tmp_path: Path) -> Iterator[Serve]:
    """`serve(in_flight_max=…, limits=…, connections_max=…)` starts one."""
    started: list[Served] = []

    def start(
        in_flight_max: int = 512, limits: dict[str, Any] | None = None, connections_max: int = CONNECTIONS_MAX
    ) -> Served:
        jwks, key = tmp_path / "jwks.json", issuer.new_key()
        jwks.write_text(json.dumps(issuer.public_jwks(key)))

        def bearer(subject: str, org_path: str) -> str:
            return f"Bearer {issuer.mint(key, subject, org_path, ['portal'], 3_600, issuer='issuer')}"

        urls, port = make_database(), free_port()
        told = {
            "port": port,
            "jwks_file": str(jwks),
            "database_url": urls.app,
            "in_flight_max": in_flight_max,
            "limits": limits or {},
            "connections_max": connections_max,
        }
        command = [sys.executable, "-m", "tests.faults.overload.served_program", json.dumps(told)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        started.append(Served(process, port, urls, bearer("clerk-1", "44/4405/440507"), bearer))
        wait_until(started[-1].listens, "the service to listen")
        return started[-1]

    yield start
    for served in started:
        served.process.kill()
        served.process.wait()
