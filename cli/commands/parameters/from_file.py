"""`jiekun parameters load`: a whole file of parameters; the same file again changes nothing."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from cli import intake
from cli.commands.parameters.one_value import tell_proposed, tell_set
from cli.operators import By, login
from cli.options import AsJson, DataDir, cannot
from machine import installation
from policies.documents import regions
from policies.errors import ProfileError
from policies.parameters import book as parameters
from portal import law


def load(
    file: Annotated[Path, typer.Argument(help="参数文件（TOML）· such as samples/parameters.toml", exists=True)],
    regions_file: Annotated[
        Path | None,
        typer.Option(
            "--regions",
            envvar="JIEKUN_REGIONS_FILE",
            exists=True,
            help="地区政策表（安装自带时）· the installation's own table of documents, where it has one",
        ),
    ] = None,
    by: By = "",
    confirm: Annotated[
        bool, typer.Option("--confirm", help="确认他人导入的同一文件 · confirm the file that another loaded")
    ] = False,
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """导入参数文件 · propose every entry of a file, or confirm it; known from its confirmation on."""
    try:
        entries = parameters.load(file).entries
        law.check(entries, regions.table(regions_file))
    except (ProfileError, law.Unfit) as bad:
        cannot(bad)
    shown = track(entries, "设定参数 · setting", console=Console(stderr=True), transient=True)
    who = by or login()
    with intake.running(data) as portal:
        sent = law.confirm(portal, who, shown) if confirm else law.propose(portal, who, shown)
    (tell_set if confirm else tell_proposed)(sent, as_json)
