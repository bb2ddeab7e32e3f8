"""What changes for whom, as lines on the screen: counts, regions, and the clauses that do it."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

TURNS = {
    "gains": "获得 · gain",
    "loses": "失去 · lose",
    "moves": "改变 · move",
    "unsettled": "变为待定 · become undetermined",
}
PERSONS = {"approved": "已批准 · approved", "rejected": "已驳回 · rejected", "waiting": "待审核 · waiting"}
CAUSES_SHOWN = 12
REGIONS_SHOWN = 20


def changes(console: Console, told: Mapping[str, Any]) -> None:
    for turn, count in told["changed"].items():
        persons = ", ".join(f"{PERSONS[person]} {n}" for person, n in told["by_person"].get(turn, {}).items())
        console.print(f"{TURNS[turn]}: {count}" + (f"（{persons}）" if persons else ""), markup=False)
    console.print(f"不变 · unchanged: {told['unchanged']}", markup=False)
    for cause in told["because"][:CAUSES_SHOWN]:
        console.print(_cause(cause), markup=False)
    if told["by_region"]:
        console.print(_regions(told["by_region"]))
    for household in told["households"]:
        console.print(f"  {household['household']}  {household['region']}  {household['was']} → {household['now']}")
    if told["left_off"] and told["households"]:
        console.print(f"  … 另有 · and {told['left_off']} more")


def _cause(cause: Mapping[str, Any]) -> str:
    was = f"{cause['was']} → " if cause["was"] else ""
    turn, _, _ = TURNS[cause["turn"]].partition(" · ")
    place = f"{cause['rule']}（{cause['clause']}）" if cause["clause"] else cause["rule"]
    return f"  {turn} {cause['households']} 户：{place} {cause['text']}: {was}{cause['now']}"


def _regions(by_region: Mapping[str, Mapping[str, int]]) -> Table:
    headers = ("地区", "户", *(turn.partition(" · ")[0] for turn in TURNS.values()))
    table = Table(*headers)
    for region, found in list(by_region.items())[:REGIONS_SHOWN]:
        table.add_row(region, *(str(found[name]) for name in ("households", *TURNS)))
    if len(by_region) > REGIONS_SHOWN:
        table.add_row(f"… {len(by_region) - REGIONS_SHOWN}", *[""] * (len(TURNS) + 1))
    return table
