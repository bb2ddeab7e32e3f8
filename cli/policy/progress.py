"""A long question to a service's own process, with a bar that shows how far it is."""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from rich.console import Console
from rich.progress import Progress

from cli.options import cannot
from machine import service_tools
from machine.containers import Containers
from machine.installation import Installation


def ask(found: Installation | Containers, service: str, word: str, asked: Mapping[str, Any], doing: str) -> Any:
    """Its answer, or the end of the command when it gives none."""
    place = service_tools.place_of(found)
    try:
        with Progress(console=Console(stderr=True), transient=True) as bar:
            step = partial(bar.update, bar.add_task(doing, total=None))
            told = lambda done, of: step(completed=done, total=of)  # noqa: E731
            return service_tools.ask(service, place, word, json.dumps(asked), progress=told)
    except service_tools.ToolFailed as reason:
        cannot(reason)
