"""Circles of imports: files, or rooms, of which each leads back to itself through what it imports."""

from collections import defaultdict
from itertools import takewhile
from pathlib import Path

from tests.architecture.imports import imports, name_of
from tests.architecture.tree import python_files

Graph = dict[str, set[str]]


def circles(root: Path) -> list[list[str]]:
    """Groups of modules that import one another, directly or around; inner imports count. Empty where all is well."""
    return _groups(imported(root))


def circles_of_rooms(root: Path) -> list[list[str]]:
    """The same of what stands side by side in one folder, folders and files, each with all that is in it.

    What a folder says for the whole of it, in its `__init__`, is none of its rooms.
    """
    files = imported(root)
    arrows: dict[str, Graph] = defaultdict(lambda: defaultdict(set))
    for module, others in files.items():
        for other in others:
            shared = _shared(module, other)
            if (one := _room(module, shared)) and (another := _room(other, shared)):
                arrows[".".join(shared)][one].add(another)
                arrows[".".join(shared)][another] |= set()
    return [group for folder in sorted(arrows) for group in _groups(arrows[folder])]


def imported(root: Path) -> Graph:
    """Module -> the modules that it imports, of ours."""
    files = {name_of(path.relative_to(root)): path for path in python_files(root)}
    return {module: _imported(module, path, files) for module, path in files.items()}


def _groups(graph: Graph) -> list[list[str]]:
    reach = {module: _reached(graph, module) for module in graph}
    groups = {frozenset(other for other in reach[module] if module in reach[other]) for module in graph}
    return sorted(sorted(group) for group in groups if group)


def _shared(one: str, other: str) -> list[str]:
    """The folder in which the ways to both part."""
    pairs = zip(one.split("."), other.split("."), strict=False)
    return [part for part, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]


def _room(module: str, folder: list[str]) -> str | None:
    """The room of that folder which the module stands in; None of the folder's own `__init__`."""
    parts = module.split(".")
    return None if len(parts) == len(folder) else ".".join(parts[: len(folder) + 1])


def _imported(module: str, path: Path, files: dict[str, Path]) -> set[str]:
    """The modules that the file's imports name: `from a import b` is `a.b` where that is a file, else `a`."""
    named = set()
    for _, dotted in imports(path.read_text(encoding="utf-8"), module, path.name == "__init__.py"):
        while dotted and dotted not in files:
            dotted = dotted.rpartition(".")[0]
        named.add(dotted)
    return named - {"", module}


def _reached(graph: Graph, start: str) -> set[str]:
    seen: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        module = ahead.pop()
        if module not in seen:
            seen.add(module)
            ahead.extend(graph[module])
    return seen
