"""Figures of the house, counted from the source text: `python -m tests.architecture.figures [folder]`.

What must stay small is asserted in `test_figures.py`; the rest is a mirror.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.circles import circles
from tests.architecture.tree import ROOT, python_files
from tests.architecture.walk import House, walk

SEAM = {"transaction", "store", "connection", "sql", "inbox", "outbox"}
"""What every handler is given: these names, annotated `Any`, are a seam that no type checker sees."""

WALKS = {
    "an application's body": ("services.intake.handlers.submitting", "submit", "form"),
    "an agency's answer": ("services.verification.handlers.answers", "on_search", "body"),
    "a proposed act of aid": ("services.ledger.handlers.clearance", "on_aid_proposed", "recorded"),
}


def untyped_seam(root: Path, rooms: tuple[str, ...]) -> list[str]:
    """Parameters of the seam's names that are annotated `Any`, as `file:line name`."""
    return [
        f"{path.relative_to(root)}:{argument.lineno} {argument.arg}"
        for path in _files(root, rooms)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
        if argument.arg in SEAM and isinstance(argument.annotation, ast.Name) and argument.annotation.id == "Any"
    ]


def asserted_types(root: Path, rooms: tuple[str, ...]) -> list[str]:
    """`assert isinstance(…)` and `assert not isinstance(…)`, as `file:line`: what the types should have said."""
    return [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in _files(root, rooms)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
        and any(isinstance(one, ast.Name) and one.id == "isinstance" for one in ast.walk(node.test))
    ]


def _files(root: Path, rooms: tuple[str, ...]) -> Iterator[Path]:
    for path in python_files(root):
        if path.relative_to(root).parts[0] in rooms:
            yield path


PRODUCT = ("kernel", "contracts", "policies", "chassis", "dci", "services", "checks")


def main(root: Path) -> None:
    print(f"seam annotated Any            {len(untyped_seam(root, PRODUCT))}")
    print(f"assert isinstance in services {len(asserted_types(root, ('services',)))}")
    print(f"circles of imports            {len(circles(root))}")
    house = House(root)
    for name, (module, function, parameter) in WALKS.items():
        if (module, function) in house.functions:
            journey = walk(house, module, function, parameter)
            print(f"{name:30}{len(journey.stays)} stays, {journey.returns} returns")
            print("\n".join(f"    {stay}" for stay in journey.stays))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
