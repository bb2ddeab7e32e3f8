"""Circles of imports: files of which each leads back to itself through what it imports."""

from pathlib import Path

from tests.architecture.imports import imports, name_of
from tests.architecture.tree import python_files


def circles(root: Path) -> list[list[str]]:
    """Groups of modules that import one another, directly or around; inner imports count. Empty where all is well."""
    files = {name_of(path.relative_to(root)): path for path in python_files(root)}
    graph = {module: _imported(module, path, files) for module, path in files.items()}
    reach = {module: _reached(graph, module) for module in graph}
    groups = {frozenset(other for other in reach[module] if module in reach[other]) for module in graph}
    return sorted(sorted(group) for group in groups if group)


def _imported(module: str, path: Path, files: dict[str, Path]) -> set[str]:
    """The modules that the file's imports name: `from a import b` is `a.b` where that is a file, else `a`."""
    named = set()
    for _, dotted in imports(path.read_text(encoding="utf-8"), module, path.name == "__init__.py"):
        while dotted and dotted not in files:
            dotted = dotted.rpartition(".")[0]
        named.add(dotted)
    return named - {"", module}


def _reached(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        module = ahead.pop()
        if module not in seen:
            seen.add(module)
            ahead.extend(graph[module])
    return seen
