"""What a page promises: its links, and the paths, modules and make targets that it names in `code`."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.tree import ROOT, SOURCES, text_files

TOP = (*SOURCES, "tests", "docs", "deploy", "samples", "console")

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_DECISION = re.compile(r"\[(\d+)\]\(((?:[^)\s]*/)?(\d{4})-[^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(rf"(?:{'|'.join(TOP)})(?:/[\w.*{{}},<>-]+)+/?|[A-Z][A-Z]+\.md|Makefile|pyproject\.toml")
_MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def pages(root: Path = ROOT) -> list[Path]:
    return [path for path in text_files(root) if path.suffix == ".md"]


def broken(page: Path, root: Path = ROOT) -> list[str]:
    """Links to nowhere, named paths that do not exist, make targets that are not there."""
    text = page.read_text(encoding="utf-8")
    prose = _FENCE.sub("", text)
    return [*_dead_links(page, prose), *_missing_paths(page, prose, root), *_missing_targets(text, root)]


def _dead_links(page: Path, prose: str) -> Iterator[str]:
    for target in _LINK.findall(prose):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        there = page if not path else (page.parent / path).resolve()
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            yield f"link to {target}"
    for told, target, number in _DECISION.findall(prose):
        if int(told) != int(number):
            yield f"decision {told} is {target}"


def _missing_paths(page: Path, prose: str, root: Path) -> Iterator[str]:
    """A path may be named from the top or from beside the page; `*`, `{a,b}` and `<name>` stand for any."""
    for code in _CODE.findall(prose):
        bases = (root, page.parent) if _PATH.fullmatch(code) and not _made_later(code, root) else ()
        if bases and not any(_exists(base, code) for base in bases):
            yield f"`{code}`"


def _missing_targets(text: str, root: Path) -> Iterator[str]:
    makefile = root / "Makefile"
    known = set(_TARGET.findall(makefile.read_text(encoding="utf-8"))) if makefile.exists() else set()
    in_code = [*_FENCE.finditer(text), *_CODE.finditer(_FENCE.sub("", text))]
    for target in {name for code in in_code for name in _MAKE.findall(code[0])} - known:
        yield f"make {target}"


def _exists(base: Path, named: str) -> bool:
    patterns = [re.sub(r"<[^>]*>", "*", one).rstrip("/") for one in _choices(named)]
    return all(any(True for _ in base.glob(pattern)) for pattern in patterns)


def _made_later(named: str, root: Path) -> bool:
    """Git ignores it, because running something makes it."""
    first, *parts = named.rstrip("/").split("/")
    ignores = [path for path in (root / ".gitignore", root / first / ".gitignore") if path.exists()]
    ignored = {line.strip("/") for path in ignores for line in path.read_text(encoding="utf-8").splitlines()}
    return bool(ignored & {first, *parts, named.rstrip("/")})


def _choices(named: str) -> list[str]:
    """`a/{b,c}/d` as `a/b/d` and `a/c/d`."""
    choice = re.search(r"\{([^{}]*)\}", named)
    if choice is None:
        return [named]
    before, after = named[: choice.start()], named[choice.end() :]
    return [whole for one in choice[1].split(",") for whole in _choices(before + one + after)]


@cache
def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}
