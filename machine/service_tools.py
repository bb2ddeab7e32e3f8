"""Asks a service's own code about a system that somebody else started: `python -m services.<name> <word> …`.

The process gets the settings that the running service has, and opens the same database and vault beside it.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from chassis.roles import SERVICES
from machine import environment
from machine.containers import Containers
from machine.environment import Place
from machine.installation import Installation
from machine.key_files import KeyFiles

CHECKOUT = Path(__file__).resolve().parent.parent

Progress = Callable[[int, int | None], None]
"""Hears how much is done, and of how much where that is known."""
Drift = dict[str, dict[str, dict[str, int]]]
"""Service -> table -> how many rows are only live, and only rebuilt; a service without entries is as it must be."""


FOUND = (0, 1)
"""A tool that looks for something wrong ends with 1 when it found it."""


class ToolFailed(Exception):
    """The service's process could not do it; the text ends with its last words."""


def read_models(found: Installation | Containers) -> dict[str, list[list[str]]]:
    """Service -> its groups of tables, each of which is rebuilt as a whole. Raises `ToolFailed`."""
    return {service: groups["groups"] for service, groups in _each(place_of(found), SERVICES, "read-models").items()}


def drift(found: Installation | Containers, services: Sequence[str] = SERVICES) -> Drift:
    """Every read model against a replay from zero. Raises `ToolFailed`."""
    return drift_of(place_of(found), services)


def drift_of(place: Place, services: Sequence[str] = SERVICES) -> Drift:
    """The same of a stack that we started."""
    return {service: told["apart"] for service, told in _each(place, services, "drift", FOUND).items()}


def rebuild(found: Installation | Containers, service: str, tables: Sequence[str], operator: str) -> list[Any]:
    """The groups of read models that hold these tables, made anew and swapped in. Raises `ToolFailed`."""
    rebuilt: list[Any] = ask(service, place_of(found), "rebuild", operator, *tables)["rebuilt"]
    return rebuilt


def ask(
    service: str,
    place: Place,
    word: str,
    *further: str,
    progress: Progress = lambda done, of: None,
    ends: Collection[int] = (0,),
) -> Any:
    """The last line that the process prints, once it ended with one of `ends`; lines of progress go to `progress`.

    Raises `ToolFailed`.
    """
    with (
        tempfile.TemporaryFile("w+") as complaints,
        subprocess.Popen(
            [sys.executable, "-m", f"services.{service}", word, *further],
            env=environment.of_service(service, place),
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            encoding="utf-8",
        ) as process,
    ):
        assert process.stdout is not None
        answer = _last(process.stdout, progress)
        if process.wait() not in ends or answer is None:
            complaints.seek(0)
            words = complaints.read().strip().splitlines()[-3:]
            raise ToolFailed(f"{service} could not {word}: {' '.join(words)}")
    return answer


def _last(lines: Iterable[str], progress: Progress) -> Any:
    """None when the last line is no JSON."""
    answer: Any = None
    for line in lines:
        try:
            said = json.loads(line)
        except ValueError:
            answer = None
            continue
        if "progress" in said:
            progress(said["progress"], said["of"])
        else:
            answer = said
    return answer


def _each(place: Place, services: Sequence[str], word: str, ends: Collection[int] = (0,)) -> dict[str, Any]:
    with ThreadPoolExecutor(len(SERVICES)) as hands:
        answers = hands.map(lambda service: ask(service, place, word, ends=ends), services)
        return dict(zip(services, answers, strict=True))


def place_of(found: Installation | Containers) -> Place:
    """Enough to open stores and vault with: what travels over the bus is not asked for."""
    if isinstance(found, Containers):
        keys: KeyFiles = _KeysOfContainers(found.secrets.master_key_file.parent)
        return _place(found, keys, found.secrets.master_key_file, found.clock_offset_file)
    folder = found.data_dir.resolve()
    return _place(found, KeyFiles(folder / "keys"), folder / "secrets" / "master.key", folder / "clock-offset")


def _place(found: Installation | Containers, keys: KeyFiles, master_key_file: Path, clock: Path) -> Place:
    return Place(
        urls=found.database_urls(),
        ports=found.ports,
        keys=keys,
        master_key_file=master_key_file,
        bus="direct",
        kafka_bootstrap_servers=None,
        kafka_prefix=None,
        clock_offset_file=clock if clock.exists() else None,
        blobs_folder=found.blobs_folder,
    )


class _KeysOfContainers(KeyFiles):
    """`deploy/make-secrets` names them otherwise."""

    def dci_key(self, service: str) -> Path | None:
        known = super().dci_key(service)
        return known and self.folder / f"{service}-dci.json"
