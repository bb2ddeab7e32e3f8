"""`jiekun rebuild`: one group of read models made anew beside the live one, while others write, and swapped in."""

from typing import Annotated, Any

import typer
from rich.console import Console

from cli.operators import By, login
from cli.options import AsJson, DataDir, cannot, installed, known_services, print_json
from machine import installation, service_tools


def rebuild(
    projections: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PROJECTION]…", help="服务或 服务.表 · a service, or service.table with its group"),
    ] = None,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """从事件重建读模型，其间照常受理 · make read models anew from all events; without a name, list what there is."""
    found, console = installed(data), Console(stderr=as_json)
    try:
        with console.status("读取 · reading"):
            known = service_tools.read_models(found)
        if not projections:
            return show(known, as_json)
        wanted = {service: tables_of(known, projections, service) for service in known}
        rebuilt: dict[str, list[Any]] = {}
        for service, tables in wanted.items():
            if tables:
                with console.status(f"重建 · rebuilding {service}"):
                    rebuilt[service] = service_tools.rebuild(found, service, tables, by or login())
    except service_tools.ToolFailed as reason:
        cannot(reason)
    if as_json:
        print_json({"rebuilt": rebuilt})
    for service, groups in () if as_json else rebuilt.items():
        for group in groups:
            told = f"{', '.join(group['tables'])}：至 {group['position']} 号事件，{group['seconds']} 秒"
            console.print(f"[green]✓[/] {service}: {told}", highlight=False, soft_wrap=True)


def show(known: dict[str, list[list[str]]], as_json: bool) -> None:
    if as_json:
        print_json(known)
    for service, groups in () if as_json else known.items():
        for group in groups:
            Console().print(" ".join(f"{service}.{table}" for table in group), highlight=False, soft_wrap=True)


def tables_of(known: dict[str, list[list[str]]], projections: list[str], service: str) -> list[str]:
    """The tables of `service` that were asked for; what does not exist ends the command."""
    asked = [name.partition(".")[2] for name in projections if name.partition(".")[0] == service]
    known_services([name.partition(".")[0] for name in projections])
    here = [table for group in known[service] for table in group]
    if unknown := [table for table in asked if table and table not in here]:
        cannot(f"{service} has no read model {', '.join(unknown)}: `jiekun rebuild` lists what there is")
    return here if "" in asked else asked
