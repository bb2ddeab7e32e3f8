"""The child that reads a workbook can do little, is ended in time, and is believed nothing but what it may tell."""

import subprocess
import sys
from pathlib import Path

import pytest

from chassis.http.refusals.errors import Problem
from chassis.workbook import confinement
from chassis.workbook.told import Whole
from tests.support.rosters import good_row, sheet_of

NEVER_READS = "import time\nwhile True: time.sleep(1)"
WRITES_FOR_EVER = "import sys\nwhile True: sys.stdout.write('x' * 65536)"
BOUND = "from chassis.workbook.__main__ import _give_up\n_give_up()\n"


def reading(monkeypatch: pytest.MonkeyPatch, program: str, wall_s: float = 30.0) -> Whole:
    monkeypatch.setattr(confinement, "_COMMAND", (sys.executable, "-I", "-c", program))
    return confinement.read(sheet_of(good_row()), wall_s)


def refusal(monkeypatch: pytest.MonkeyPatch, program: str, wall_s: float = 30.0) -> str:
    with pytest.raises(Problem) as refused:
        reading(monkeypatch, program, wall_s)
    return refused.value.code


def test_a_child_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """FAULTS A1."""
    assert refusal(monkeypatch, NEVER_READS, wall_s=0.3) == "roster.busy"


def test_a_child_that_tells_too_much_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """FAULTS A1."""
    monkeypatch.setattr(confinement, "TOLD_BYTES_MAX", 1 << 20)
    assert refusal(monkeypatch, WRITES_FOR_EVER) == "roster.too_large"


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os; os.abort()", "roster.too_large"),
        ("import os; os.kill(os.getpid(), 9)", "roster.too_large"),
        ("", "roster.too_large"),
        ('print(\'{"type": "line", "number": 1, "cells": {}}\')', "roster.too_large"),
        ("print('not JSON')", "roster.no_workbook"),
        ('print(\'{"type": "line", "number": "1", "cells": []}\')', "roster.no_workbook"),
        ('print(\'{"type": "refused", "code": "of_its_own"}\')', "roster.no_workbook"),
        ('print(\'{"type": "refused", "code": "roster.too_long"}\')', "roster.too_long"),
    ],
)
def test_a_child_that_dies_or_lies_has_refused_the_file(
    monkeypatch: pytest.MonkeyPatch, program: str, code: str
) -> None:
    """FAULTS A1, B01."""
    assert refusal(monkeypatch, program) == code


def test_no_process_to_be_had_is_told_as_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """FAULTS A8."""
    monkeypatch.setattr(confinement, "_COMMAND", ("/nowhere/python",))
    with pytest.raises(Problem, match=r"roster\.busy"):
        confinement.read(b"")


def test_the_child_inherits_no_environment_and_no_descriptor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """FAULTS A1."""
    monkeypatch.setenv("JIEKUN_DATABASE_URL", "postgresql://secret@localhost/x")
    seen = tmp_path / "seen"
    program = (
        f"import os\nopen({str(seen)!r}, 'w').write(repr((dict(os.environ), sorted(os.listdir('/proc/self/fd')))))"
    )
    with (tmp_path / "open").open("w"):
        refusal(monkeypatch, program)
    environment, descriptors = eval(seen.read_text())
    assert not any("JIEKUN" in name for name in environment)
    assert set(environment) <= {"LC_CTYPE"}
    assert len(descriptors) <= 5  # the three, the file written, and the one that lists them


@pytest.mark.skipif(sys.platform != "linux", reason="macOS has no limit of the address space")
@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("open('/etc/hostname')", "OSError"),
        ("import socket; socket.socket()", "OSError"),
        ("bytearray(600 * 1024 * 1024)", "MemoryError"),
        ("import subprocess; subprocess.run(['true'])", "OSError"),
    ],
)
def test_a_child_that_was_taken_over_reaches_nothing(program: str, error: str) -> None:
    """FAULTS A1, A8."""
    asked = f"import socket, subprocess\n{BOUND}try:\n    {program}\nexcept {error}:\n    print('held')\n"
    ran = subprocess.run([sys.executable, "-I", "-c", asked], capture_output=True, text=True, timeout=60, check=False)
    assert ran.stdout == "held\n", ran.stderr
