"""`jiekun drift`: the read models of a running system against a replay of all events from zero."""

from typing import Annotated

import typer
from rich.console import Console

from chassis.roles import SERVICES
from cli.options import FAILED, AsJson, DataDir, cannot, installed, known_services, print_json
from machine import installation, service_tools


def drift(
    services: Annotated[
        list[str] | None, typer.Argument(metavar="[SERVICE]…", help="哪些服务 · which services; all when none is named")
    ] = None,
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """读模型与从零重放比对 · compare every read model with what all events make of it from zero."""
    asked = known_services(services or SERVICES)
    console = Console(stderr=as_json)
    try:
        with console.status("重放 · replaying"):
            apart = service_tools.drift(installed(data), asked)
    except service_tools.ToolFailed as reason:
        cannot(reason)
    well = not any(apart.values())
    if as_json:
        print_json({"well": well, "apart": apart})
    else:
        for service, tables in apart.items():
            console.print(f"[green]✓[/] {service}" if not tables else f"[red]✗[/] {service}")
            for table, rows in tables.items():
                console.print(
                    f"    {table}：多 {rows['only_live']} 行，缺 {rows['only_rebuilt']} 行 · "
                    f"{rows['only_live']} rows that no event made, {rows['only_rebuilt']} that it lacks;"
                    f" jiekun rebuild {service}.{table}",
                    soft_wrap=True,
                    highlight=False,
                )
    if not well:
        raise typer.Exit(FAILED)
