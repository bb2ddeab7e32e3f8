"""A process tells its own peak of memory and not that of whoever started it."""

import subprocess
import sys

from chassis.memory import peak_mib
from tests.architecture.tree import ROOT

MIB = 2**20


def test_a_peak_stays_when_the_memory_is_given_back() -> None:
    before = peak_mib()
    assert len(bytearray(64 * MIB)) == 64 * MIB
    assert peak_mib() > before


def test_a_small_child_of_a_large_parent_is_small() -> None:
    large = bytearray(128 * MIB)
    words = (sys.executable, "-c", "from chassis.memory import peak_mib; print(peak_mib())")
    told = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    assert float(told.stdout) < len(large) / MIB
