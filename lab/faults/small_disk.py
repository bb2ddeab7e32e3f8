"""A disk small enough to be filled: a tmpfs of our own, which needs the right to mount one."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lab.faults.errors import NotStruck

SIZE = "1g"
PIECE = b"\0" * (1 << 20)

POSTGRES_SETTINGS = {"max_wal_size": "128MB", "min_wal_size": "32MB"}
"""For a server that lives on it: its log of writes must fit, and must often ask for new space."""


@contextmanager
def mounted(folder: Path) -> Iterator[Path]:
    """At `folder`, gone with all that stands on it afterwards. Raises `NotStruck` where it cannot be had."""
    folder.mkdir(parents=True, exist_ok=True)
    told = run("mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "tmpfs", str(folder))
    if told is not None:
        raise NotStruck(f"a small disk cannot be mounted here: {told}")
    try:
        yield folder
    finally:
        run("umount", "--lazy", str(folder))


def fill(ballast: Path) -> None:
    """To the last byte."""
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(PIECE):
            pass


def run(*command: str) -> str | None:
    """None, or why it did not work."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return f"{command[0]}: {error.strerror}"
    return None if done.returncode == 0 else done.stderr.strip()
