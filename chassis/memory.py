"""The memory of this process: the most that it has held, and how seldom it is looked through for garbage."""

import gc
import resource
from pathlib import Path
from typing import Final

STATUS = Path("/proc/self/status")

ALLOCATED_MORE: Final = 10_000
"""Containers made and not freed, before the youngest are looked through. Python's 700 is a few requests' worth, which
live until their answers are written: they were looked through in vain, and grew old."""


def peak_mib() -> float:
    """As the kernel counts it for this program: `ru_maxrss` begins with what its parent held when it was started."""
    if STATUS.exists():
        return peak_told(STATUS)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # bytes, where there is no /proc


def peak_told(status: Path) -> float:
    """In MiB, of the process whose status this is."""
    (told,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(told.split()[1]) / 1024


def look_through_seldom() -> None:
    """Garbage collection for a server: what is loaded by now stays for good and is never looked through again.

    A service spent a twelfth of its processor on cycles, and makes hardly any.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATED_MORE, *gc.get_threshold()[1:])
