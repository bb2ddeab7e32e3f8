"""What code, contracts and pages cite of our own pages: `docs/domain.md#overlap` is a page, and a heading on it.

One form, so that it can be checked: the page's path from the top, `#`, and the heading as an address. A module is cited
by its file, with as much of the path as tells which. `dangling(path)` gives what leads nowhere, and what is cited in
another form.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.tree import ROOT, text_files
from tests.docs.pages import anchors

KINDS = (".py", ".md", ".json", ".toml", ".sql", ".yml")

_CITED = re.compile(r"(?<![\w/.-])(docs/[\w/.-]+\.md|[A-Z]{3,}\.md)(?:#([\w-]+))?")
_MODULE = re.compile(r"`((?:\w+/)*\w+\.py)`")
_OTHER_FORMS = (
    re.compile(r"\b(?!RFC|W3C)[A-Z]{3,},? §"),
    re.compile(r"\b(?:[Dd]ecision|ADR) \d+"),
    re.compile(r"\bdocs/[\w/-]+\.md, [A-Z]\w*"),
)


def citing(root: Path = ROOT) -> list[Path]:
    return [path for path in text_files(root) if path.suffix in KINDS]


def dangling(path: Path, root: Path = ROOT) -> list[str]:
    text = path.read_text(encoding="utf-8")
    others = (found[0] for form in _OTHER_FORMS for found in form.finditer(text))
    return [*_nowhere(text, root), *_no_modules(text, root), *others]


def _nowhere(text: str, root: Path) -> Iterator[str]:
    for page, heading in _CITED.findall(text):
        there = root / page
        if not there.exists():
            yield page
        elif heading and heading not in anchors(there):
            yield f"{page}#{heading}"


def _no_modules(text: str, root: Path) -> Iterator[str]:
    for cited in _MODULE.findall(text):
        if not any(f"/{file}".endswith(f"/{cited}") for file in _modules(root)):
            yield cited


@cache
def _modules(root: Path) -> tuple[str, ...]:
    return tuple(path.relative_to(root).as_posix() for path in text_files(root) if path.suffix == ".py")
