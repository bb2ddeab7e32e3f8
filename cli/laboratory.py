"""What the laboratory brings to the command line where it is installed beside us: its entry points.

It is a distribution of its own (`jiekun-lab`, in `lab/`): what a service installs holds neither demo nor bench.

See docs/decisions/0018-the-laboratory-is-a-distribution-of-its-own.md.
"""

from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any, NoReturn

from cli.options import cannot

COMMANDS = ("demo", "bench")
"""What it is known to bring; `jiekun up --roster` needs it too."""
COMES_WITH_IT = (
    "comes with the laboratory, which is not installed · 需先安装实验室："
    "`make setup` in a checkout, or `pip install ./lab`"
)


def installed_commands() -> tuple[str, ...]:
    """Those of `COMMANDS` that are there."""
    there = entry_points(group="jiekun.commands").names
    return tuple(name for name in COMMANDS if name in there)


def command(name: str) -> Callable[..., Any] | None:
    return _found("jiekun.commands", name)


def missing(asked: str) -> Callable[[], NoReturn]:
    """Stands in for what was asked for."""
    return lambda: cannot(f"{asked} {COMES_WITH_IT}")


def roster_play() -> Callable[..., Any]:
    """What `jiekun up --roster` plays (`cli.commands.up.Play`); without a laboratory the end of the command."""
    return _found("jiekun.up", "roster") or missing("--roster")()


def _found(group: str, name: str) -> Callable[..., Any] | None:
    return next((found.load() for found in entry_points(group=group, name=name)), None)
