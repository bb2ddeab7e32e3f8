"""The call walk of one parameter: which files it visits, in the order the code is written; nothing is run.

Following one value shows what import rules cannot: whether a reader is led forward or back and forth. A *stay* is a run
of calls into functions of one file that are given the value, a part of it or what was made of it; a *return* is a stay
in a file that was left before. Values of the kernel are the ground that all stand on: calls into it are no stay. Calls
are resolved by imports, and methods by their name where it is the only one.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.architecture.imports import name_of
from tests.architecture.tree import python_files

Function = ast.FunctionDef | ast.AsyncFunctionDef
EVENTS_MAX = 400


class Entered(NamedTuple):
    module: str
    function: str


@dataclass
class Walk:
    entered: list[Entered] = field(default_factory=list)

    @property
    def stays(self) -> list[str]:
        """The modules visited, a run of calls into one of them once."""
        modules = [entered.module for entered in self.entered]
        return [one for index, one in enumerate(modules) if index == 0 or modules[index - 1] != one]

    @property
    def returns(self) -> int:
        return len(self.stays) - len(set(self.stays))


class House:
    """Every function of the tree by module and name, and what each module's names stand for."""

    def __init__(self, root: Path) -> None:
        self.functions: dict[tuple[str, str], Function] = {}
        self.names: dict[str, dict[str, str]] = {}
        self._methods: dict[str, list[tuple[str, str]]] = {}
        for path in python_files(root):
            self._read(name_of(path.relative_to(root)), ast.parse(path.read_text(encoding="utf-8")))

    def _read(self, module: str, tree: ast.Module) -> None:
        names = self.names.setdefault(module, {})
        for node in tree.body:
            match node:
                case ast.ImportFrom(module=str(base), names=aliases):
                    names.update({alias.asname or alias.name: f"{base}.{alias.name}" for alias in aliases})
                case ast.Import(names=aliases):
                    names.update({alias.asname or alias.name: alias.name for alias in aliases})
                case ast.FunctionDef(name=name):
                    self.functions[module, name] = node
                case ast.ClassDef(name=name, body=body):
                    for method in body:
                        if isinstance(method, Function):
                            self.functions[module, f"{name}.{method.name}"] = method
                            self._methods.setdefault(method.name, []).append((module, f"{name}.{method.name}"))

    def resolve(self, module: str, called: ast.expr) -> tuple[str, str] | None:
        """(module, function) of a call, or None where it leaves the tree or cannot be told."""
        match called:
            case ast.Name(id=name):
                return self._known(module, name) or self._known_by_path(self.names[module].get(name))
            case ast.Attribute(value=ast.Name(id=of), attr=name) if of in self.names[module]:
                return self._known_by_path(f"{self.names[module][of]}.{name}")
            case ast.Attribute(attr=name):
                candidates = self._methods.get(name, [])
                return candidates[0] if len(candidates) == 1 else None
        return None

    def _known(self, module: str, name: str) -> tuple[str, str] | None:
        return (module, name) if (module, name) in self.functions else None

    def _known_by_path(self, path: str | None) -> tuple[str, str] | None:
        """A name that a package hands on is looked up where the package took it from."""
        for _ in range(4):
            if path is None:
                return None
            module, _, name = path.rpartition(".")
            if (found := self._known(module, name)) is not None:
                return found
            path = self.names.get(module, {}).get(name)
        return None


def walk(house: House, module: str, function: str, parameter: str) -> Walk:
    """Raises KeyError when there is no such function."""
    journey = Walk()
    _enter(house, journey, module, function, {parameter}, set())
    return journey


def _enter(
    house: House, journey: Walk, module: str, function: str, mine: set[str], passed: set[tuple[str, str]]
) -> None:
    journey.entered.append(Entered(module, function))
    if (module, function) in passed or len(journey.entered) >= EVENTS_MAX:
        return
    passed.add((module, function))
    _follow(house, journey, module, house.functions[module, function].body, set(mine), passed)


def _follow(
    house: House, journey: Walk, module: str, body: list[ast.stmt], mine: set[str], passed: set[tuple[str, str]]
) -> None:
    for node in _in_order(body):
        match node:
            case ast.Call(func=called, args=args, keywords=keywords):
                given = {index for index, arg in enumerate(args) if _is(arg, mine)}
                named = {one.arg for one in keywords if one.arg and _is(one.value, mine)}
                if (given or named) and (target := house.resolve(module, called)) is not None:
                    parameters = _parameters(house.functions[target], "." in target[1])
                    if target[0].startswith("kernel."):
                        continue
                    theirs = {name for index, name in enumerate(parameters) if index in given} | named
                    _enter(house, journey, *target, theirs, passed)
            case ast.Assign(targets=targets, value=value) if _made_of(value, mine):
                mine.update(_names(*targets))
            case ast.NamedExpr(target=one, value=value) if _made_of(value, mine):
                mine.update(_names(one))
            case ast.For(target=one, iter=value) | ast.comprehension(target=one, iter=value) if _made_of(value, mine):
                mine.update(_names(one))


def _parameters(function: Function, is_method: bool) -> list[str]:
    names = [argument.arg for argument in function.args.args]
    return names[1:] if is_method else names


def _in_order(nodes: list[ast.stmt]) -> Iterator[ast.AST]:
    """Inner expressions first, as they are evaluated; an inner function where it is written."""
    for node in nodes:
        yield from _inner_first(node)


def _inner_first(node: ast.AST) -> Iterator[ast.AST]:
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.For | ast.comprehension):
        yield from _inner_first(node.iter)
        yield node
        children = [child for child in children if child is not node.iter]
    elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        children = [*node.generators, *(child for child in children if not isinstance(child, ast.comprehension))]
    for child in children:
        yield from _inner_first(child)
    yield node


def _is(node: ast.AST, names: set[str]) -> bool:
    """Whether an argument is the value or a part of it, and not something computed from it."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    return isinstance(node, ast.Name) and node.id in names


def _made_of(node: ast.AST, names: set[str]) -> bool:
    """Whether the right side of an assignment is the value, a part of it, or a call that is given it."""
    if isinstance(node, ast.Call):
        return any(_is(one, names) for one in (*node.args, *(keyword.value for keyword in node.keywords)))
    return _is(node, names)


def _names(*targets: ast.expr) -> set[str]:
    return {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
