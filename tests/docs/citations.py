"""What code, contracts and pages cite of our own pages: `docs/domain.md#overlap` is a page, and a heading on it.

One form, so that it can be checked: the page's path from the top, `#`, and the heading as an address. `dangling(path)`
gives what leads nowhere, and what is cited in another form.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import ROOT, text_files
from tests.docs.pages import anchors

KINDS = (".py", ".md", ".json", ".toml", ".sql", ".yml")

_CITED = re.compile(r"(?<![\w/.-])(docs/[\w/.-]+\.md|[A-Z]{3,}\.md)(?:#([\w-]+))?")
_OTHER_FORMS = (
    re.compile(r"\b(?!RFC|W3C)[A-Z]{3,},? §"),
    re.compile(r"\b(?:[Dd]ecision|ADR) \d+"),
    re.compile(r"\bdocs/[\w/-]+\.md, [A-Z]\w*"),
)


def citing(root: Path = ROOT) -> list[Path]:
    return [path for path in text_files(root) if path.suffix in KINDS]


def dangling(path: Path, root: Path = ROOT) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [*_nowhere(text, root), *(found[0] for form in _OTHER_FORMS for found in form.finditer(text))]


def _nowhere(text: str, root: Path) -> Iterator[str]:
    for page, heading in _CITED.findall(text):
        there = root / page
        if not there.exists():
            yield page
        elif heading and heading not in anchors(there):
            yield f"{page}#{heading}"
