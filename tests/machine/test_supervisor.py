"""Real small children: started in order, restarted when they die, ended in order, never left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from machine.ports import free_port
from machine.program import Program, StartFailed
from machine.readiness import http_ready
from machine.supervisor import Supervisor
from tests.support.until import wait_until

# Writes its name to a journal when it starts and when it is asked to end.
CHILD = """
import signal, sys
name, journal = sys.argv[1:3]
def note(what):
    with open(journal, "a") as file: file.write(f"{name} {what}\\n")
def end(*_):
    note("ended"); sys.exit(0)
signal.signal(signal.SIGTERM, signal.SIG_IGN if "deaf" in sys.argv else end)
note("started")
print("hello from", name, flush=True)
if "fails" in sys.argv: sys.exit("cannot work")
while True: signal.pause()
"""
SERVER = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/readyz" else 404); self.end_headers()
    def log_message(self, *_): pass
HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    running = Supervisor(tmp_path / "logs")
    yield running
    running.stop(grace_s=1)


@pytest.fixture
def child(tmp_path: Path) -> Callable[..., Program]:
    def make(name: str, *words: str) -> Program:
        def ready() -> bool:
            return f"{name} started" in journal(tmp_path)

        command = (sys.executable, "-c", CHILD, name, str(tmp_path / "journal"), *words)
        return Program(name, command, ready)

    return make


def journal(folder: Path) -> list[str]:
    path = folder / "journal"
    return path.read_text().splitlines() if path.exists() else []


def gone(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"


def test_children_start_in_order_and_the_one_they_stand_on_ends_last(
    supervisor: Supervisor, child: Callable[..., Program], tmp_path: Path
) -> None:
    for name in ("first", "second", "third"):
        supervisor.start(child(name))
    assert list(supervisor.running()) == ["first", "second", "third"]
    supervisor.stop()
    *began, one, other, last = journal(tmp_path)
    assert began == ["first started", "second started", "third started"]
    assert {one, other} == {"second ended", "third ended"}  # these together
    assert last == "first ended"
    assert supervisor.running() == {}


def test_a_killed_child_is_started_again(supervisor: Supervisor, child: Callable[..., Program], tmp_path: Path) -> None:
    supervisor.start(child("one"))
    before = supervisor.running()["one"]
    again = supervisor.kill("one")
    supervisor.wait_ready("one", starts=again)
    assert supervisor.running()["one"] != before
    wait_until(lambda: journal(tmp_path) == ["one started", "one started"], "the second start")


def test_however_often_one_kills_the_next_start_waits_for_nothing(
    child: Callable[..., Program], tmp_path: Path
) -> None:
    told: list[str] = []
    patient = Supervisor(tmp_path / "other-logs", lambda name, what: told.append(what))
    try:
        patient.start(child("one"))
        for _ in range(6):  # as deaths of its own these would cost twenty seconds
            again = patient.kill("one")
            patient.wait_ready("one", 10, starts=again)
        assert patient.is_ready("one", starts=7)
        assert (told.count("killed"), [what for what in told if what.startswith("died")]) == (6, [])
    finally:
        patient.stop(grace_s=1)


def test_a_child_can_be_ended_by_another_signal_than_its_own(
    supervisor: Supervisor, child: Callable[..., Program], tmp_path: Path
) -> None:
    supervisor.start(child("one"))
    pid = supervisor.running()["one"]
    supervisor.stop_one("one", by=signal.SIGKILL)
    assert gone(pid)
    assert journal(tmp_path) == ["one started"]


def test_a_child_that_dies_by_itself_is_started_again(supervisor: Supervisor, child: Callable[..., Program]) -> None:
    supervisor.start(child("one"))
    before = supervisor.running()["one"]
    os.kill(before, signal.SIGKILL)
    supervisor.wait_ready("one", starts=2)
    assert supervisor.running()["one"] != before


def test_ready_means_that_readyz_answers(supervisor: Supervisor) -> None:
    port = free_port()
    ready = http_ready(port)
    assert not ready()
    supervisor.start(Program("web", (sys.executable, "-c", SERVER, str(port)), ready))
    assert ready()
    assert not http_ready(port, "/elsewhere")()


def test_a_child_that_cannot_start_is_given_up_with_the_end_of_its_log(
    supervisor: Supervisor, child: Callable[..., Program], tmp_path: Path
) -> None:
    program = Program("bad", child("bad", "fails").command, lambda: False)
    with pytest.raises(StartFailed, match="cannot work"):
        supervisor.start(program)
    assert journal(tmp_path) == ["bad started"] * 4


def test_a_child_that_will_not_end_is_killed_after_its_grace(
    supervisor: Supervisor, child: Callable[..., Program]
) -> None:
    supervisor.start(child("deaf", "deaf"))
    pid = supervisor.running()["deaf"]
    supervisor.stop(grace_s=0.2)
    assert gone(pid)


def test_the_output_of_a_child_stands_in_its_log(supervisor: Supervisor, child: Callable[..., Program]) -> None:
    supervisor.start(child("one"))
    wait_until(lambda: "hello from one" in supervisor.log_path("one").read_text(), "the greeting")


def test_a_child_that_was_ended_is_not_started_again(supervisor: Supervisor, child: Callable[..., Program]) -> None:
    supervisor.start(child("one"), child("two"))
    supervisor.stop_one("one")
    assert list(supervisor.running()) == ["two"]


PARENT = """
import sys, time
from pathlib import Path
from machine.program import Program
from machine.supervisor import Supervisor
from machine.until_signal import ended_by_signal
folder = Path(sys.argv[1])
journal = folder / "journal"
supervisor = Supervisor(folder / "logs")
child = (sys.executable, "-c", sys.argv[2], "child", str(journal))
with ended_by_signal() as over:
    supervisor.start(Program("child", child, lambda: journal.exists() and bool(journal.read_text())))
    print(supervisor.running()["child"], flush=True)
    over.wait()
    supervisor.stop()
"""


@pytest.mark.parametrize(
    ("number", "last_words"),
    [(signal.SIGKILL, []), (signal.SIGINT, ["child ended"]), (signal.SIGTERM, ["child ended"])],
)
def test_children_never_outlive_the_supervisor(number: signal.Signals, last_words: list[str], tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path), CHILD], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        began = time.monotonic()
        parent.send_signal(number)
    wait_until(lambda: gone(pid), "the child to end")
    assert time.monotonic() - began < 10
    assert journal(tmp_path) == ["child started", *last_words]
