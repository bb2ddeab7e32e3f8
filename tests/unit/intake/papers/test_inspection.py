"""The child that looks at a paper can do little, is ended in time, and is believed nothing but what it may tell."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import get_args

import pytest

from chassis.http.refusals.errors import Problem
from services.intake.adapters.papers import inspection
from services.intake.adapters.papers.told import Refusal
from services.intake.errors import TABLE
from tests.unit.intake.papers.samples import ACCEPTED, REFUSED, jpeg

BOUND = "from services.intake.adapters.papers.__main__ import _give_up\n_give_up()\n"
IN_THE_CHILD = ("a document that runs a script", "in an object stream", "a bomb", "an encrypted document", "nothing")


def refusal(content: bytes, wall_s: float = inspection.WALL_S) -> str:
    with pytest.raises(Problem) as refused:
        inspection.media_of(content, wall_s)
    return refused.value.code


def running(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(inspection, "_COMMAND", (sys.executable, "-I", "-c", program))


def test_each_honest_paper_is_taken_within_the_limits_of_the_child() -> None:
    with ThreadPoolExecutor(2) as hands:
        taken = hands.map(lambda name: inspection.media_of(ACCEPTED[name][0]()), ACCEPTED)
    assert dict(zip(ACCEPTED, taken, strict=True)) == {name: media for name, (_, media) in ACCEPTED.items()}


@pytest.mark.parametrize("name", IN_THE_CHILD)
def test_what_is_no_paper_is_refused_by_the_child(name: str) -> None:
    make, code = REFUSED[name]
    assert refusal(make()) == code


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os; os.abort()", "attachment.too_complex"),
        ("", "attachment.too_complex"),
        ("print('not JSON')", "attachment.broken"),
        ('print(\'{"type": "accepted", "media": "text/html"}\')', "attachment.broken"),
        ('print(\'{"type": "refused", "code": "of_its_own"}\')', "attachment.broken"),
        ("import sys\nwhile True: sys.stdout.write('x' * 65536)", "attachment.broken"),
    ],
)
def test_a_child_that_dies_or_lies_has_refused_the_paper(
    monkeypatch: pytest.MonkeyPatch, program: str, code: str
) -> None:
    running(monkeypatch, program)
    assert refusal(jpeg()) == code


def test_a_child_that_takes_too_long_is_killed_and_the_sender_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running(monkeypatch, "import time\nwhile True: time.sleep(1)")
    assert refusal(jpeg(), 0.3) == "attachment.busy"
    monkeypatch.setattr(inspection, "_COMMAND", ("/nowhere/python",))
    assert refusal(jpeg()) == "attachment.busy"


@pytest.mark.skipif(sys.platform != "linux", reason="macOS has no limit of the address space")
@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("open('/etc/hostname')", "OSError"),
        ("import socket; socket.socket()", "OSError"),
        ("bytearray(900 * 1024 * 1024)", "MemoryError"),
        ("import subprocess; subprocess.run(['true'])", "OSError"),
    ],
)
def test_a_child_that_was_taken_over_reaches_nothing(program: str, error: str) -> None:
    asked = f"import socket, subprocess\n{BOUND}try:\n    {program}\nexcept {error}:\n    print('held')\n"
    ran = subprocess.run([sys.executable, "-I", "-c", asked], capture_output=True, text=True, timeout=60, check=False)
    assert ran.stdout == "held\n", ran.stderr


def test_two_are_looked_at_at_once_a_few_wait_and_the_next_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "WAITING", 1)
    may_end, inside = Event(), [Event() for _ in range(3)]
    order = iter(inside)

    def slow(_: bytes) -> str:
        next(order).set()
        assert may_end.wait(30)
        return "image/png"

    monkeypatch.setattr(inspection, "media_of", slow)
    looking = inspection.Inspection()
    with ThreadPoolExecutor(3) as hands:
        under_way = [hands.submit(looking.media_of, b"") for _ in range(2)]
        assert all(one.wait(30) for one in inside[:2])
        under_way.append(hands.submit(looking.media_of, b""))
        while looking.waiting == 0:
            pass
        with pytest.raises(Problem, match=r"attachment\.busy"):
            looking.media_of(b"")
        may_end.set()
        assert [one.result(30) for one in under_way] == ["image/png"] * 3


def test_whatever_the_child_refuses_has_its_words() -> None:
    assert [code for code in get_args(Refusal) if code not in TABLE.texts] == []
