"""Decorator: gives a command its desk, and every command of people the same three options.

A command's function says `desk: Desk` first and its own words after it; `--by`, `--data` and `--json` stand here once.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.desk import desk, inputs
from cli.operators import sound
from cli.options import DATA, AsJson, DataDir, cannot

By = Annotated[
    str,
    typer.Option("--by", callback=sound, help="以谁的登录，默认最近登录者 · whose login; default: who logged in last"),
]
_SHARED = (("by", By, ""), ("data", DataDir, DATA), ("as_json", AsJson, False))


def at_desk(command: Callable[..., None]) -> Callable[..., None]:
    told = inspect.signature(command)
    own = list(told.parameters.values())[1:]
    shared = [
        inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation)
        for name, annotation, default in _SHARED
    ]

    @wraps(command)
    def run(*, by: str, data: Path, as_json: bool, **words: Any) -> None:
        try:
            with desk.opened(data, by, as_json) as opened:
                command(opened, **words)
        except UnicodeError:  # a word of the line, which may be any bytes
            cannot(inputs.NO_UTF8)

    run.__dict__["__signature__"] = told.replace(parameters=[*own, *shared])
    run.__annotations__ = {one.name: one.annotation for one in (*own, *shared)}
    return run
