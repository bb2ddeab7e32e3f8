"""Processor time of processes, as the kernel counts it: what else the machine does makes them wait, not cost more."""

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
PROCESSES = Path("/proc")

Counted = dict[int, tuple[int, float]]
"""Process -> its parent, and the seconds that it and its children that have ended took."""


class Meter:
    """Counts from now on; `programs`: name -> its first process. Whoever reads it is `people`, without children."""

    def __init__(self, programs: Mapping[str, int]) -> None:
        self._programs = programs
        self._before = self._now()

    def spent(self) -> dict[str, float]:
        """Seconds of each since the beginning."""
        return {name: seconds - self._before[name] for name, seconds in self._now().items()}

    def _now(self) -> dict[str, float]:
        counted = count()
        return {name: of(pid, counted) for name, pid in self._programs.items()} | {"people": time.process_time()}


def count() -> Counted:
    return {pid: told for pid in _pids() if (told := _told(pid)) is not None}


def of(pid: int, counted: Counted) -> float:
    """The seconds of a process and of all that it started, a server's connections among them."""
    children: dict[int, list[int]] = {}
    for child, (parent, _) in counted.items():
        children.setdefault(parent, []).append(child)
    family = [pid]
    for one in family:  # grows as it goes
        family += children.get(one, [])
    return sum(counted[one][1] for one in family if one in counted)


def _pids() -> Iterator[int]:
    return (int(name) for name in os.listdir(PROCESSES) if name.isdigit())


def _told(pid: int) -> tuple[int, float] | None:
    """proc_pid_stat(5): fields 4 and 14 to 17; the name before them may hold anything, even a bracket."""
    try:
        fields = (PROCESSES / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return int(fields[1]), sum(map(int, fields[11:15])) / TICKS_A_SECOND
