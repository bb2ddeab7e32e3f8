"""`jiekun policy diff A B`: what differs between two documents, or between a document and itself under an overlay."""

from typing import Annotated, Any

import typer
from rich.console import Console

from cli.options import AsJson, print_json
from cli.policy.differences import Difference, differences
from cli.policy.law import Overlays, law

One = Annotated[str, typer.Argument(metavar="A", help="政策编号或文件 · a profile by its id, or a file")]
Other = Annotated[str, typer.Argument(metavar="B", help="与之比较者 · the other; overlays go upon it")]

TABLES = {
    "numbers": "数值 · numbers",
    "parameters": "参数 · parameters",
    "scope": "范围 · scope",
    "delegation": "授权规定 · delegated admission",
    "admission": "准入条件 · admission",
    "exclusions": "排除 · exclusions",
    "categories": "类别 · categories",
    "readings": "解读 · readings",
    "causes": "致困原因 · causes",
    "measures": "措施 · measures",
    "routing": "措施分派 · routing",
    "exit": "脱困 · exit",
    "relief": "解困 · relief",
    "targets": "年度目标 · yearly targets",
    "overlaps": "重复帮扶 · overlaps",
    "items": "核对事项 · verification items",
}
MARKS = {"added": "+", "removed": "-", "changed": "~"}


def diff(one: One, other: Other, overlays: Overlays = None, as_json: AsJson = False) -> None:
    """两份政策的不同：规则、数值、参数、措施 · in which rules, numbers and measures two documents differ."""
    before, after = law(one), law(other, overlays)
    found = differences(before.document, after.document)
    if as_json:
        sides = {side: {"profile": p.id, "version": p.version} for side, p in (("a", before), ("b", after))}
        print_json({**sides, "same": not found, "differences": [one.to_dict() for one in found]})
        return
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"A {before.id} {before.version[:12]}\nB {after.id} {after.version[:12]}", markup=False)
    if not found:
        console.print("没有不同 · no difference")
    table = ""
    for each in found:
        if each.table != table:
            table = each.table
            console.print(f"\n{TABLES.get(table, table)}", markup=False)
        console.print(_line(each), markup=False)


def _line(found: Difference) -> str:
    told = found.to_dict()
    place = ".".join(part for part in (found.row, found.field) if part)
    mark = f"  {MARKS[told['change']]} {place}".rstrip()
    match told["change"]:
        case "added":
            return f"{mark}: {_shown(found.after)}"
        case "removed":
            return f"{mark}: {_shown(found.before)}"
        case _:
            return f"{mark}: {_shown(found.before)} → {_shown(found.after)}"


def _shown(value: Any) -> str:
    """A row by its own words, else the value as it stands."""
    if isinstance(value, dict):
        return str(value.get("text") or value.get("reason") or value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return " ".join(value.split()) if isinstance(value, str) else str(value)
