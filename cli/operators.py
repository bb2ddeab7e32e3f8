"""Who acts on a running system from the command line, and at which business time."""

import getpass
from typing import Annotated

import typer

from chassis.clock import business_clock
from chassis.operations import Operator
from machine.containers import Containers
from machine.installation import Installation

By = Annotated[str, typer.Option("--by", help="经办人 · who does it: the event that tells of it names them")]


def login() -> str:
    """The name this shell goes by; a container's user may have none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "operator"


def operator(found: Installation | Containers, name: str) -> Operator:
    file = found.clock_offset_file if isinstance(found, Containers) else found.data_dir / "clock-offset"
    return Operator(name, business_clock(file if file.exists() else None).now())
