"""`jiekun parameters list`: what is in force in a county on a day, by what was known then; or all that was ever set."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from cli import intake
from cli.desk import tables
from cli.options import AsJson, DataDir, cannot, print_json
from machine import installation
from portal.law import PATH, reader


def list_(
    region: Annotated[str | None, typer.Option(metavar="CODE", help="区县代码 · the county, such as 440507")] = None,
    on: Annotated[
        datetime | None,
        typer.Option(metavar="DATE", formats=["%Y-%m-%d"], help="该日有效 · in force on this day"),
    ] = None,
    known_at: Annotated[
        datetime | None,
        typer.Option(metavar="TIME", help="只看当时已知 · by what was known at this time (Beijing time)"),
    ] = None,
    history: Annotated[bool, typer.Option("--history", help="全部历史 · all that was ever set")] = False,
    name: Annotated[str | None, typer.Option(help="只看该参数（历史）· this parameter alone, of the history")] = None,
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """查看政策参数 · list parameters, each with its source and since when it was known."""
    if region is not None:
        intake.known_place(region)
    if region is None and not history:
        cannot("--region says where; --history lists all places · 须以 --region 指明区县")
    found = everything(data, region, name) if history else intake.in_force(data, str(region), on, known_at)
    if as_json:
        print_json(found)
        return
    Console().print(table(found["items"]))


def waiting(
    region: Annotated[str, typer.Option(metavar="CODE", help="区县代码 · the county, such as 440507")],
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """待确认的参数 · what was proposed for a county and nobody has confirmed."""
    intake.known_place(region)
    with intake.running(data) as portal:
        found = portal.get("intake", f"{PATH}/waiting", reader(region), region=region)
    if as_json:
        print_json(found)
    else:
        tables.show(found["items"], ("name", "region", "from", "value", "source"))


def everything(data: Path, region: str | None, name: str | None) -> dict[str, Any]:
    with intake.running(data) as portal:
        return {"items": portal.items("intake", f"{PATH}/history", reader(region), region=region, name=name)}


def table(items: list[dict[str, Any]]) -> Table:
    shown = Table("参数 name", "地区 region", "起 from", "值 value", "获知 known since", "依据 source")
    for item in items:
        value = "（取消 unset）" if item["value"] is None else str(item["value"])
        known = (item["known_since"] or "")[:16]
        shown.add_row(item["name"], item["region"], item["from"], value, known, item["source"])
    return shown
