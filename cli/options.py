"""Options that several commands share, and how a command ends when it cannot do its work."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from chassis.roles import SERVICES

if TYPE_CHECKING:
    from machine.containers import Containers
    from machine.installation import Installation

DataDir = Annotated[
    Path, typer.Option("--data", help="数据目录 · data folder of `jiekun up` or of a kept demo, or `deploy`")
]
DATA = Path(".data")
"""`installation.DEFAULT`, for commands that must not load what an installation needs before they have to."""
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON · print one JSON object")]

FAILED = 1
"""The command did its work and found that something is wrong."""
CANNOT = 2
"""The command could not do its work."""


def cannot(reason: object) -> NoReturn:
    """Says why on stderr and ends with exit code 2."""
    sys.stderr.write(f"jiekun: {reason}\n")
    raise typer.Exit(CANNOT)


def installed(data_dir: Path) -> "Installation | Containers":
    from machine import (
        installation,  # loads half of what a service needs, for which `jiekun policy evaluate` has no use
    )

    try:
        return installation.find(data_dir)
    except installation.NotInstalled as nothing:
        cannot(nothing)


def known_services(names: Sequence[str]) -> Sequence[str]:
    """The same names, or the end of the command when one is no service."""
    if unknown := sorted(set(names) - set(SERVICES)):
        cannot(f"no service {', '.join(unknown)}: one of {', '.join(SERVICES)}")
    return names


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, default=str))
