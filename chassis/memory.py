"""The most memory that this process has held."""

import resource
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_mib() -> float:
    """As the kernel counts it for this program: `ru_maxrss` begins with what its parent held when it was started."""
    if STATUS.exists():
        return peak_told(STATUS)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # bytes, where there is no /proc


def peak_told(status: Path) -> float:
    """In MiB, of the process whose status this is."""
    (told,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(told.split()[1]) / 1024
