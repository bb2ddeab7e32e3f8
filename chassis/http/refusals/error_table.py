"""Builds a service's error table and refuses to start when it is not whole.

A refusal without words helps nobody, and is found either here or by a citizen.
"""

import ast
import string
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from chassis.http.refusals.common_errors import COMMON
from chassis.http.refusals.errors import ErrorTable, ErrorText, MissingText

RAISED_BY = {"DomainError", "Problem"}


def build(errors: Iterable[ErrorText], raises: Collection[str] = ()) -> ErrorTable:
    """The table of a service: its own texts beside the common ones.

    `raises` are the codes its code may raise (see `codes_raised_in`). Raises `MissingText` for one of them
    without a text, `ValueError` for a text that is doubled, empty, out of range, or whose two languages
    name different params.
    """
    table: dict[str, ErrorText] = {}
    for text in (*COMMON, *errors):
        if text.code in table:
            raise ValueError(f"error code {text.code!r} has two texts")
        _require_whole(text)
        table[text.code] = text
    missing = sorted(set(raises) - table.keys())
    if missing:
        raise MissingText(f"error codes without a text: {', '.join(missing)}; add an ErrorText for each")
    return ErrorTable(table)


@cache
def codes_raised_in(*folders: Path) -> frozenset[str]:
    """The codes that stand as literals in `DomainError("…")` and `Problem("…")` below these folders.

    Read from the source, so that a code which no test reaches is still known at start-up; once in a process.
    """
    sources = [source for folder in folders for source in sorted(folder.rglob("*.py"))]
    if not sources:
        raise ValueError(f"no Python source below {', '.join(map(str, folders))}")
    return frozenset(
        code
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        for code in codes_raised(node)
    )


def codes_raised(node: ast.AST) -> frozenset[str]:
    """Those of `DomainError("…")` and `Problem("…" if … else "…")`; none of anything else."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[first, *_]) if name in RAISED_BY:
            either = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
            return frozenset(
                one.value for one in either if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )
    return frozenset()


def _require_whole(text: ErrorText) -> None:
    if not 400 <= text.status <= 599:
        raise ValueError(f"error code {text.code!r}: status {text.status} is no error")
    if not all((text.zh, text.en, text.next_zh, text.next_en)):
        raise ValueError(f"error code {text.code!r}: a text is empty")
    if _params(text.zh) != _params(text.en) or _params(text.next_zh) != _params(text.next_en):
        raise ValueError(f"error code {text.code!r}: the Chinese and the English name different params")


def _params(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
