"""One program that the supervisor keeps running, and the process it has just now."""

import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from machine import lifeline

DEATHS_BEFORE_READY = 4  # a child that never became ready is given up after so many


class StartFailed(Exception):
    """A child did not become ready; the text ends with its last log lines."""


@dataclass(frozen=True)
class Program:
    """What to run. `ready` is asked, and `before` called before each start, by the supervisor's thread."""

    name: str
    command: Sequence[str]
    ready: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    folder: Path | None = None
    before: Callable[[], object] = lambda: None
    stop_signal: signal.Signals = signal.SIGTERM
    tied: bool = False  # the command already ties itself to us

    def command_line(self) -> Sequence[str]:
        return self.command if self.tied else lifeline.command(self.command, signal.SIGKILL)


@dataclass
class Child:
    """A program's process. Owned by the supervisor's thread, under its condition."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    ready: bool = False
    started: float = 0.0
    next_try: float = 0.0
    deaths: int = 0  # in a row
    starts: int = 0
    was_ready: bool = False


def given_up(child: Child) -> bool:
    return not child.was_ready and child.deaths >= DEATHS_BEFORE_READY


def end(process: subprocess.Popen[bytes], stop_signal: signal.Signals, grace_s: float) -> None:
    """Ask the process to end; after `grace_s` kill it with all that it started."""
    if process.poll() is None:
        process.send_signal(stop_signal)
    with suppress(subprocess.TimeoutExpired):
        process.wait(grace_s)
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
