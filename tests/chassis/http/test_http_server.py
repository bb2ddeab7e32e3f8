"""A served app over a real socket: orderly stop, and a refusal that arrives while the caller still sends."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.support.until import wait_until

ROOT = Path(__file__).parents[3]


@dataclass
class Served:
    process: "subprocess.Popen[str]"
    port: int
    go_on: Path

    def says(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def call(self, method: str, path: str, body: bytes = b"") -> tuple[int, dict[str, object]]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body)
        response = connection.getresponse()
        return response.status, json.loads(response.read())

    def listens(self) -> bool:
        assert self.process.poll() is None
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5):
                return True
        except OSError:
            return False


@pytest.fixture
def served(tmp_path: Path, jwks_file: Path) -> Iterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    go_on = tmp_path / "go-on"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.chassis.http.served_program", str(port), str(jwks_file), str(go_on)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        program = Served(process, port, go_on)
        assert program.says() == "started"
        wait_until(program.listens, "the server to listen")
        yield program
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_answers_in_work_be_finished_before_the_service_stops(
    served: Served, number: signal.Signals
) -> None:
    with ThreadPoolExecutor(1) as caller:
        answer = caller.submit(served.call, "POST", "/slow")
        assert served.says() == "working"
        served.process.send_signal(number)
        wait_until(lambda: not served.listens(), "new connections to be refused")
        served.go_on.touch()
        assert answer.result()[0] == 200
    assert [served.says() for _ in range(3)] == ["worked", "stopped", "ended"]
    assert served.process.wait(10) == 0


def test_ten_megabytes_are_refused_so_that_the_caller_can_read_why(served: Served) -> None:
    status, document = served.call("POST", "/slow", b"x" * 10_000_000)
    assert (status, document["code"]) == (413, "body_too_large")


def test_an_address_that_is_taken_ends_the_process_after_an_orderly_stop(
    served: Served, tmp_path: Path, jwks_file: Path
) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "tests.chassis.http.served_program", str(served.port), str(jwks_file), "x"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (second.returncode, second.stdout.split()) == (3, ["started", "stopped"])
