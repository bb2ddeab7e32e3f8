"""A process tells its own peak of memory, not that of whoever started it, and looks for garbage seldom."""

import subprocess
import sys

from tests.architecture.tree import ROOT


def test_the_peak_of_memory_stays_when_the_memory_is_given_back() -> None:
    """In a process of its own: this one may have held more before."""
    held = "before = peak_mib(); print(len(bytearray(64 * 2**20)) and peak_mib() - before)"
    assert float(told(held)) > 60


def test_a_small_process_of_a_large_parent_tells_its_own_small_peak() -> None:
    large = bytearray(128 * 2**20)
    assert float(told("print(peak_mib())")) < len(large) / 2**20


def test_what_a_server_has_loaded_is_not_looked_through_again_and_garbage_still_is() -> None:
    lines = (
        "import gc, weakref",
        "from chassis.memory import look_through_seldom",
        "class Knot: pass",
        "look_through_seldom()",
        "knot = Knot()",
        "knot.itself = knot",
        "seen = weakref.ref(knot)",
        "del knot",
        "kept = [[] for _ in range(200_000)]",
        "print(gc.get_freeze_count() > 1_000, seen() is None)",
    )
    assert told("\n".join(lines)) == "True True\n"


def told(words: str) -> str:
    command = (sys.executable, "-c", f"from chassis.memory import peak_mib\n{words}")
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
