"""A long question to a service's own process: its lines of progress move a bar, its last line is the answer."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from rich.console import Console
from rich.progress import Progress

from cli.options import cannot
from machine import environment
from machine.containers import Containers
from machine.environment import Place
from machine.installation import Installation
from machine.service_tools import CHECKOUT, ToolFailed, place_of


def ask(found: Installation | Containers, service: str, word: str, asked: Mapping[str, Any], doing: str) -> Any:
    """Its answer, or the end of the command when it gives none."""
    try:
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(doing, total=None)
            step = partial(bar.update, task)
            return answer(place_of(found), service, word, asked, lambda done, of: step(completed=done, total=of))
    except ToolFailed as reason:
        cannot(reason)


def answer(
    place: Place,
    service: str,
    word: str,
    asked: Mapping[str, Any],
    progress: Callable[[int, int | None], None] = lambda done, of: None,
) -> Any:
    """Raises `ToolFailed` with the last words of a process that gave no answer."""
    told: Any = None
    with (
        tempfile.TemporaryFile("w+") as complaints,
        subprocess.Popen(
            [sys.executable, "-m", f"services.{service}", word, json.dumps(asked)],
            env=environment.of_service(service, place),
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            encoding="utf-8",
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            said = json.loads(line)
            if "progress" in said:
                progress(said["progress"], said["of"])
            else:
                told = said
        if process.wait() != 0 or told is None:
            complaints.seek(0)
            raise ToolFailed(f"{service} could not {word}: {' '.join(complaints.read().strip().splitlines()[-3:])}")
    return told
