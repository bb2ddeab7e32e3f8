"""`jiekun roster …`: the form of a survey roster; `jiekun import` sends it when it is filled in."""

from pathlib import Path
from typing import Annotated

import typer

from cli.desk import sessions
from cli.operators import By
from cli.options import AsJson, DataDir, print_json
from machine import installation
from portal import rosters

roster = typer.Typer(no_args_is_help=True, help="困难职工登记表 · the survey roster's form")


@roster.command()
def template(
    file: Annotated[Path, typer.Argument(help="存为 · write it to this file (xlsx)", dir_okay=False)],
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """下载登记表模板：表头、下拉列表、填表说明和示例 · the form to fill in, with lists, help and an example."""
    session = sessions.whose(data, by, None, ("portal",))
    with sessions.reaching(data, session, 30.0, 16 << 20) as portal:
        content = rosters.template(portal, session.caller)
    file.write_bytes(content)
    if as_json:
        print_json({"file": str(file), "bytes": len(content)})
    else:
        print(file)
