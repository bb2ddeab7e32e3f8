"""Who acts on a running system from the command line, and at which business time."""

import getpass
from typing import Annotated

import typer

from chassis.clock import business_clock
from chassis.operations import Operator
from cli.options import cannot
from kernel.subject import is_one_name
from machine.containers import Containers
from machine.installation import Installation


def sound(name: str) -> str:
    """The name, or the end of the command: a service takes none that passes for another's or for one of ours."""
    if name and not is_one_name(name):
        cannot(f"--by {name!r}: 应为本人的姓名或工号 · not the name of a person: no blanks around it, not system:…")
    return name


By = Annotated[
    str,
    typer.Option(
        "--by", callback=sound, help="经办人，默认为登录名 · who does it, on record; default: your login name"
    ),
]


def login() -> str:
    """The name this shell goes by; a container's user may have none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "operator"


def operator(found: Installation | Containers, name: str) -> Operator:
    file = found.clock_offset_file if isinstance(found, Containers) else found.data_dir / "clock-offset"
    return Operator(name, business_clock(file if file.exists() else None).now())
