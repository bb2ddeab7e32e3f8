"""Kills the containers of one running stack, each in two ways, and waits until all of it is ready again.

Moments are places in the work, never in time: the next container dies when so many further events are stored.
"""

import json
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

CONTAINERS = ("verification", "kafka", "intake", "postgres", "assistance", "agencies", "ledger", "vault")
"""In the order in which they die: what stands below another dies between those who use it."""

BACK_WITHIN_S = 300
POLL_S = 0.1


class Killed(NamedTuple):
    """`events`: how many were stored when it died; `back_s`: until it was healthy and every service ready."""

    container: str
    way: str
    events: int
    back_s: float


class NeverBack(Exception):
    """A container that was killed, or what uses it, did not become ready again."""


class NotItsProcess(Exception):
    """The engine's processes are not this machine's: nothing here may be killed by its number."""


def by_the_engine(identity: str) -> None:
    """`docker kill`. To an engine that is somebody's wish: no restart policy applies, so it is started again here."""
    docker("kill", identity)
    docker("start", identity)


def from_outside(identity: str) -> None:
    """`kill -9` of its first process, as the kernel does when memory runs out: the restart policy brings it back."""
    pid = inspect(identity)["State"]["Pid"]
    if not is_process_of(pid, identity):
        raise NotItsProcess(f"process {pid} of this machine is not in container {identity[:12]}")
    os.kill(pid, signal.SIGKILL)


WAYS: Mapping[str, Callable[[str], None]] = {"docker kill": by_the_engine, "kill -9": from_outside}


def kill_each(project: str, services: tuple[str, ...], further: Callable[[], int | None]) -> Iterator[Killed]:
    """Every container in every way, one at a time; ends early when the work does. Raises `NeverBack`.

    `further` returns the number of stored events once the work has gone on, None when it is over; `services` are
    addresses whose /readyz must answer before the next one dies.
    """
    identities = {name: container(project, name) for name in CONTAINERS}
    for way in WAYS:
        for name, identity in identities.items():
            events = further()
            if events is None:
                return
            yield Killed(name, way, events, kill(identity, way, services))


def kill(identity: str, way: str, services: tuple[str, ...]) -> float:
    """Kills now; gives the seconds until everything is ready again."""
    before = inspect(identity)
    health_check = before["Config"]["Healthcheck"]["Test"][1:]
    steps: tuple[Callable[[], bool], ...] = (
        lambda: runs_anew(identity, before["State"]["StartedAt"]),
        lambda: all(map(is_ready, services)),
        lambda: is_healthy(identity, health_check),
    )
    died = time.monotonic()
    WAYS[way](identity)
    for is_back in steps:
        while not is_back():
            if time.monotonic() - died > BACK_WITHIN_S:
                raise NeverBack(f"{identity[:12]} was killed ({way}), and after {BACK_WITHIN_S} s not all was ready")
            time.sleep(POLL_S)
    return round(time.monotonic() - died, 1)


def runs_anew(identity: str, started: str) -> bool:
    now = inspect(identity)["State"]
    return bool(now["Running"] and now["StartedAt"] != started)


def is_healthy(identity: str, health_check: list[str]) -> bool:
    """The container's own health check, asked now: the engine asks only every few seconds."""
    asked = subprocess.run(["docker", "exec", identity, *health_check], capture_output=True, check=False)
    return asked.returncode == 0


def is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def is_process_of(pid: int, identity: str, proc: Path = Path("/proc")) -> bool:
    """Whether the kernel counts it to that container; with an engine in a virtual machine it is somebody else's."""
    try:
        return identity in (proc / str(pid) / "cgroup").read_text()
    except OSError:
        return False


def container(project: str, name: str) -> str:
    """The full identity of the one container of this service."""
    labels = {"com.docker.compose.project": project, "com.docker.compose.service": name}
    filters = [f"--filter=label={label}={value}" for label, value in labels.items()]
    (identity,) = docker("ps", "--all", "--quiet", "--no-trunc", *filters).split()
    return identity


def inspect(identity: str) -> Any:
    (container,) = json.loads(docker("inspect", identity))
    return container


def docker(*words: str) -> str:
    return subprocess.run(["docker", *words], check=True, stdout=subprocess.PIPE, text=True).stdout
