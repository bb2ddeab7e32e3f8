"""Which room may import what: read from the source text, so that nothing needs to run.

The rules are the two tables below; `breaches(root)` gives every import that they forbid.

See ARCHITECTURE.md#who-may-import-whom.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.architecture.tree import SERVICES, SOURCES, python_files

SHARED = {"kernel", "chassis", "contracts", "policies", "dci"}
"""The libraries of every service."""

MAY_IMPORT: dict[str, set[str]] = {
    # The ground: values of the domain, and nothing below it.
    "kernel": set(),
    # The libraries stand on the ground, each beside the others.
    "contracts": {"kernel"},
    "policies": {"kernel"},
    **{
        f"policies.{room}": {"kernel", "policies.errors", *(f"policies.{one}" for one in beneath)}
        for room, beneath in {
            "language": (),
            "documents": ("language",),
            "parameters": ("language", "documents"),
            "judgement": ("language", "documents"),
            "explanation": ("language", "documents", "judgement"),
            "traceability": ("language", "documents", "coverage"),
        }.items()
    },
    "chassis": {"kernel"},
    "dci": {"kernel"},
    # A service knows the libraries and no other service; its domain its own public facts alone.
    **{f"services.{name}": SHARED for name in SERVICES},
    **{f"services.{name}.domain": {"kernel", f"contracts.{name}"} for name in SERVICES},
    # The agencies speak our messages; a sheet's columns are data for who writes a roster as for who reads it.
    "agencies": {"kernel", "chassis", "dci", "contracts.roster_columns", "contracts.answer_sheet"},
    # The checks read storage, and whom they must not find in it.
    "checks": {"kernel", "chassis", "agencies.population"},
    # The machine runs services and agencies by their processes' names.
    "machine": {"kernel", "chassis", "dci", "agencies"},
    # The portal's client calls public APIs, as a caller with a token.
    "portal": {"chassis", "policies", "machine.issuer"},
    # The command line knows libraries, the machine and the portal: no service, no laboratory.
    "cli": {"kernel", "chassis", "dci.evidence_file", "policies", "agencies", "checks", "machine", "portal"},
    # The laboratory may know everybody but a service's insides, which it meets by its process; nobody knows it.
    "lab": set(SOURCES) - {"services"},
}
"""Room -> what of ours it may import beside itself; the longest room that a module lies in counts."""

ONLY_IN: dict[str, tuple[str, ...]] = {
    "httpcore": ("chassis.client", "chassis.deadline"),
    "httpx": (),
    "psycopg": (
        "chassis",
        "checks",
        "machine",
        "cli",
        "lab",
        *(f"services.{name}.{room}" for name in SERVICES for room in ("projections", "handlers")),
        "services.ledger.index",
        "services.ledger.log",
    ),
    "sqlalchemy": ("chassis.migrate", "chassis.migrations"),
    "alembic": ("chassis.migrate", "chassis.migrations", *(f"services.{name}.migrations" for name in SERVICES)),
    "kafka": ("chassis", "machine", "lab"),
}
"""Library -> the rooms that may import it."""

DOMAIN_LIBRARIES = {"msgspec"}
KERNEL_LIBRARIES = {"msgspec", "holidays"}


class Breach(NamedTuple):
    module: str
    line: int
    imported: str
    rule: str


def breaches(root: Path) -> list[Breach]:
    return [breach for path in python_files(root) for breach in _of(path, name_of(path.relative_to(root)))]


def _of(path: Path, module: str) -> Iterator[Breach]:
    is_package = path.name == "__init__.py"
    for line, imported in imports(path.read_text(encoding="utf-8"), module, is_package):
        if (rule := _forbids(module, imported)) is not None:
            yield Breach(module, line, imported, rule)


def imports(source: str, module: str, is_package: bool = False) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of all that a module imports, inside functions and by `import_module("…")` too."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=base, names=names, level=level):
                start = _base(module, is_package, level, base)
                yield from ((node.lineno, f"{start}.{alias.name}") for alias in names)
            case ast.Call(func=ast.Name(id="import_module" | "__import__"), args=[ast.Constant(value=str(name)), *_]):
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(name)), *_]):
                yield node.lineno, name


def _forbids(module: str, imported: str) -> str | None:
    room = max((room for room in MAY_IMPORT if _in(module, room)), key=len)
    library = imported.partition(".")[0]
    if library in SOURCES:
        allowed = any(_in(imported, other) for other in {room, *MAY_IMPORT[room]})
        return None if allowed else f"{room} may not import {'.'.join(imported.split('.')[:2])}"
    if library in sys.stdlib_module_names:
        return None
    if library in ONLY_IN and not any(_in(module, place) for place in ONLY_IN[library]):
        return f"{library} is imported only in {', '.join(ONLY_IN[library][:3])}"
    if room.endswith(".domain") and library not in DOMAIN_LIBRARIES:
        return f"a domain imports no library but {', '.join(sorted(DOMAIN_LIBRARIES))}"
    if room == "kernel" and library not in KERNEL_LIBRARIES:
        return f"the kernel imports no library but {', '.join(sorted(KERNEL_LIBRARIES))}"
    return None


def _in(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def _base(module: str, is_package: bool, level: int, name: str | None) -> str:
    """What a relative import starts from."""
    if level == 0:
        return name or ""
    parts = module.split(".")
    up = parts[: len(parts) - level + is_package]
    return ".".join([*up, *([name] if name else [])])


def name_of(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
