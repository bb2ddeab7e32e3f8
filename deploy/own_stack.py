"""A stack under a name of its own, beside any other: made, started, asked, and gone without a trace."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kills import POLL_S, is_ready

from machine.containers import Containers, find
from machine.ports import free_ports

DEPLOY = Path(__file__).resolve().parent
READY_WITHIN_S = 300
PORTS = ("INTAKE", "VERIFICATION", "ASSISTANCE", "LEDGER", "AGENCIES", "POSTGRES", "VAULT")
FILES = ("docker-compose.yml", "docker-compose.local.yml", "docker-compose.demo.yml")


class NotStarted(Exception):
    """The text says what is not ready, or what compose said."""


@dataclass(frozen=True)
class OwnStack:
    """`folder` holds what it was made from: compose's files, passwords, keys, people; its name is the project's."""

    folder: Path
    compose: tuple[str, ...]

    @property
    def project(self) -> str:
        return self.folder.name

    @property
    def seen(self) -> Containers:
        """As the commands see it."""
        return find(self.folder)

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(self.seen.addresses.values())

    def start(self) -> None:
        """Returns when all is ready. Raises `NotStarted`."""
        call(*self.compose, "up", "-d", "--no-build")
        give_up_at = time.monotonic() + READY_WITHIN_S
        while waiting := [address for address in self.addresses if not is_ready(address)]:
            if time.monotonic() > give_up_at:
                raise NotStarted(f"not ready after {READY_WITHIN_S} s: {', '.join(waiting)}")
            time.sleep(POLL_S)

    def run_in(self, service: str, *command: str) -> subprocess.CompletedProcess[str]:
        words = (*self.compose, "exec", "-T", service, *command)
        return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)

    def keep_logs(self) -> Path:
        with tempfile.NamedTemporaryFile(prefix="jiekun-stack-test-", suffix=".log", delete=False) as kept:
            subprocess.run([*self.compose, "logs", "--no-color", "--timestamps"], stdout=kept, check=False)
        return Path(kept.name)

    def remove(self) -> None:
        """Containers, networks, volumes and secrets; nothing when all is gone."""
        if self.folder.exists():
            call(*self.compose, "down", "--volumes", "--remove-orphans")
            shutil.rmtree(self.folder)


@contextmanager
def made(households: int, seed: int) -> Iterator[OwnStack]:
    """Not started yet. Whatever was started of it is removed at the end, however it ends."""
    folder = Path(tempfile.mkdtemp(prefix="jiekun-stack-test-"))
    files = [word for name in FILES for word in ("-f", str(shutil.copy(DEPLOY / name, folder)))]
    stack = OwnStack(folder, (*composer(), "--env-file", str(folder / ".env"), "--profile", "demo", *files))
    try:
        ports = [f"{name}_PORT={port}" for name, port in zip(PORTS, free_ports(len(PORTS)), strict=True)]
        (folder / ".env").write_text("\n".join([f"COMPOSE_PROJECT_NAME={stack.project}", *ports]) + "\n")
        people = ("--households", str(households), "--seed", str(seed))
        call(sys.executable, str(DEPLOY / "make-secrets"), "--folder", str(folder), *people)
        yield stack
    finally:
        stack.remove()


def composer() -> list[str]:
    v2 = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
    return ["docker", "compose"] if v2.returncode == 0 else ["docker-compose"]


def call(*command: str) -> None:
    """What it says is told only when it fails. Raises `NotStarted`."""
    told = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if told.returncode != 0:
        raise NotStarted(f"{' '.join(command)} ended with {told.returncode}:\n{told.stdout}")
