"""The metrics that the page of operations promises, that the alert rules ask for, and that a service shows."""

import re
from collections.abc import Mapping

from tests.architecture.tree import ROOT

PAGE = ROOT / "docs" / "operations.md"
RULES = ROOT / "deploy" / "observability" / "alerts.yml"

_ROW = re.compile(r"^\| `(jiekun_[a-z_]+)` \|(.*)\|(.*)\|(.*)\|$", re.MULTILINE)
_ALERT = re.compile(r"- alert: (\w+)\n\s+expr: (.+)\n")
_PAGE = re.compile(r'page: "docs/operations\.md#([^"]+)"')
_NAME = re.compile(r"\bjiekun_[a-z_]+\b")


def documented(text: str) -> dict[str, str]:
    """Metric -> its rule in words, '' where it is no alert."""
    return {row[1]: row[4].strip() for row in _ROW.finditer(text)}


def asked_for(rules: str) -> dict[str, set[str]]:
    """Alert -> the metrics that its expression names, as families."""
    return {name: {family(one) for one in _NAME.findall(expression)} for name, expression in _ALERT.findall(rules)}


def pages_named(rules: str) -> list[str]:
    return _PAGE.findall(rules)


def shown(exposition: str) -> dict[str, bool]:
    """Metric -> whether it has a value, not only a type."""
    ours = [line.split()[2] for line in exposition.splitlines() if line.startswith("# TYPE jiekun_")]
    valued = {family(line.partition("{")[0].partition(" ")[0]) for line in exposition.splitlines() if line[:1] != "#"}
    return {name: family(name) in valued for name in ours}


def family(name: str) -> str:
    """A histogram's series under its own name."""
    return re.sub(r"_(bucket|count|sum)$", "", name)


def apart(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    return sorted(one.keys() ^ other.keys())
