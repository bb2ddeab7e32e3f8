"""`jiekun roster …`: the form of a survey roster; `jiekun import` sends it when it is filled in."""

from pathlib import Path
from typing import Annotated

import typer

from agencies.people.places import CITY_FEDERATION
from cli.intake import running
from cli.operators import By, login
from cli.options import DataDir
from machine import installation
from portal import rosters
from portal.callers import Caller

roster = typer.Typer(no_args_is_help=True, help="困难职工登记表 · the survey roster's form")


@roster.command()
def template(
    file: Annotated[Path, typer.Argument(help="存为 · write it to this file (xlsx)", dir_okay=False)],
    by: By = "",
    data: DataDir = installation.DEFAULT,
) -> None:
    """下载登记表模板：表头、下拉列表、填表说明和示例 · the form to fill in, with lists, help and an example."""
    caller = Caller(by or login(), CITY_FEDERATION, ("portal",))
    with running(data, timeout_s=30.0, reply_bytes_max=16 << 20) as portal:
        content = rosters.template(portal, caller)
    file.write_bytes(content)
    typer.echo(f"{file}")
