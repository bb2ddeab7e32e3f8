"""Call graph, read from the source: which codes a route may be refused with, beside those that any request may be.

A list kept by hand would be wrong after the next rule. So it is made of what is written: from the route's function over
those that it names, as far as they raise `DomainError("…")` or `Problem("…")`, or name a class whose field `code` has a
closed list (what a child process tells). It may name one too many, where a function raises it for another caller; what
a route was ever refused with, in any test, is among its codes.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from chassis.http.refusals.error_table import codes_raised

ROOT: Final = Path(__file__).parents[3]
_ASSEMBLY: Final = ("__init__", "__post_init__", "__new__")
_HEARD_ELSEWHERE: Final = "chassis.http"
"""What rings and dependencies of the chassis refuse, any route may be refused with: `chassis.http.openapi` says so."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef | ast.Assign | ast.AnnAssign


@dataclass(frozen=True, slots=True)
class _Module:
    """Names of one file: what it defines, and what it imports, each as a dotted name."""

    defined: dict[str, Definition] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)


Place = tuple[str, str]
"""A module and a name in it."""


def codes_of(route: Callable[..., Any]) -> frozenset[str]:
    """`route`: the function itself, wherever in a `router` it is defined."""
    return _codes(route.__module__, route.__qualname__)


@cache
def _codes(module: str, qualname: str) -> frozenset[str]:
    first, *inner = qualname.replace(".<locals>", "").split(".")
    node: ast.AST = _module(module).defined[first]
    for name in inner:
        node = next(one for one in ast.walk(node) if isinstance(one, Function) and one.name == name)
    assert isinstance(node, Function)
    return _reached(module, node.body, _raised_by_methods())


def _reached(module: str, body: Iterable[ast.AST], by_methods: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """`by_methods`: codes by the name of a method, since nobody sees from `one.method` whose it is."""
    found, seen, ahead = set[str](), set[Place](), [(module, list(body))]
    while ahead:
        where, lines = ahead.pop()
        for place in _named_in(where, lines, by_methods, found):
            if place not in seen:
                seen.add(place)
                ahead += _bodies(*place)
                found |= _told_as_a_field(*place)
    return frozenset(found)


def _named_in(
    module: str, body: Iterable[ast.AST], by_methods: Mapping[str, frozenset[str]], found: set[str]
) -> Iterator[Place]:
    """Definitions of ours that these lines name; codes that they raise go into `found`."""
    for node in (inner for statement in body for inner in ast.walk(statement)):
        found |= codes_raised(node)
        if isinstance(node, ast.Attribute):
            found |= by_methods.get(node.attr, frozenset())
        if (dotted := _dotted(node)) and (place := _resolved(module, dotted)):
            yield place


def _bodies(module: str, name: str) -> Iterator[tuple[str, list[ast.AST]]]:
    match _module(module).defined.get(name):
        case ast.FunctionDef(body=body) | ast.AsyncFunctionDef(body=body):
            yield module, list(body)
        case ast.ClassDef(body=body):
            made = [one for one in body if isinstance(one, Function) and one.name in _ASSEMBLY]
            yield module, [line for one in made for line in one.body]
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            yield module, [value]


def _told_as_a_field(module: str, name: str) -> frozenset[str]:
    """The closed list of a class's field `code`."""
    definition = _module(module).defined.get(name)
    fields = definition.body if isinstance(definition, ast.ClassDef) else ()
    return frozenset(
        code
        for one in fields
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and one.target.id == "code"
        for code in _closed_list(module, one.annotation)
    )


def _closed_list(module: str, annotation: ast.AST) -> Iterator[str]:
    match annotation:
        case ast.Subscript(value=ast.Name(id="Literal"), slice=listed):
            yield from (str(one.value) for one in ast.walk(listed) if isinstance(one, ast.Constant))
        case ast.Name(id=name) if place := _resolved(module, name):
            for _, values in _bodies(*place):
                yield from (code for value in values for code in _closed_list(place[0], value))


def _resolved(module: str, dotted: str) -> Place | None:
    """Where `proposals.propose_aid` or `answer` is defined; None for what is none of ours."""
    first, _, rest = dotted.partition(".")
    names = _module(module)
    if first in names.defined and not rest:
        return module, first
    whole = names.imported.get(first)
    if whole is None:
        return None
    target = f"{whole}.{rest}" if rest else whole
    place = _split(target)
    return place if place and not place[0].startswith(_HEARD_ELSEWHERE) else None


def _split(dotted: str) -> Place | None:
    """A module's file, and the one name in it; a name that a package hands on is followed to where it is defined."""
    module, _, name = dotted.rpartition(".")
    if not module or not _path(module):
        return None
    names = _module(module)
    if name in names.defined:
        return module, name
    handed_on = names.imported.get(name, dotted)
    return _split(handed_on) if handed_on != dotted else None


def _dotted(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{before}.{attr}" if (before := _dotted(value)) else ""
    return ""


@cache
def _module(name: str) -> _Module:
    path = _path(name)
    assert path is not None, name
    found = _Module()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.defined[node.name] = node
            case ast.Assign(targets=[ast.Name(id=assigned)]) | ast.AnnAssign(target=ast.Name(id=assigned)):
                found.defined[assigned] = node
            case ast.Import(names=names):
                found.imported.update({one.asname or one.name: one.name for one in names})
            case ast.ImportFrom(module=str(source), names=names):
                found.imported.update({one.asname or one.name: f"{source}.{one.name}" for one in names})
    return found


@cache
def _path(module: str) -> Path | None:
    whole = ROOT.joinpath(*module.split("."))
    return next((path for path in (whole.with_suffix(".py"), whole / "__init__.py") if path.is_file()), None)


@cache
def _raised_by_methods() -> dict[str, frozenset[str]]:
    """What methods of ours raise, and what the functions that they name do."""
    found: dict[str, frozenset[str]] = {}
    for path in (one for place in _OF_METHODS for one in sorted((ROOT / place).rglob("*.py")) or (ROOT / place,)):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for owner in _module(name).defined.values():
            for method in owner.body if isinstance(owner, ast.ClassDef) else ():
                if isinstance(method, Function) and method.name not in _ASSEMBLY:
                    codes = _reached(name, method.body, {})
                    found[method.name] = found.get(method.name, frozenset()) | codes
    return found


_OF_METHODS: Final = ("kernel", "policies", "services", "chassis/http/principal.py", "chassis/workbook/turns.py")
