"""`jiekun parameters set` and `unset`: one value from a day on, in counties, prefectures or provinces."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cli import intake
from cli.options import AsJson, DataDir, print_json
from machine import installation
from policies.parameters.book import Entry
from portal import law

Name = Annotated[str, typer.Argument(help="参数名 · its name, such as dibao_line")]
Region = Annotated[
    list[str], typer.Option("--region", metavar="CODE", help="地区代码，可多次 · 6, 4 or 2 digits; may be given again")
]
From = Annotated[
    datetime, typer.Option("--from", metavar="DATE", formats=["%Y-%m-%d"], help="起始日 · holds from this day on")
]
Source = Annotated[str, typer.Option(help="依据 · the document that says so")]
By = Annotated[str, typer.Option(help="操作人 · who sets it; the event names them")]


def set_(
    name: Name,
    value: Annotated[
        str, typer.Argument(help='值：元、倍数、整数或代码 · yuan ("950.00"), a multiple, a number, a code')
    ],
    region: Region,
    first_day: From,
    source: Source,
    by: By = "jiekun-parameters",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """设定一个参数 · set one parameter; what was set before stays on record."""
    put(data, by, name, int(value) if value.isdecimal() else value, region, first_day, source, as_json)


def unset(
    name: Name,
    region: Region,
    first_day: From,
    source: Source,
    by: By = "jiekun-parameters",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """自某日起取消一个参数 · unset one parameter from a day on: what needs it is undetermined from then."""
    put(data, by, name, None, region, first_day, source, as_json)


def put(
    data: Path,
    by: str,
    name: str,
    value: str | int | None,
    regions: list[str],
    first_day: datetime,
    source: str,
    as_json: bool,
) -> None:
    # The kind is the documents' to say; intake looks it up.
    entry = Entry(name, "code", tuple(regions), first_day.date(), value, source)
    with intake.running(data) as portal:
        sent = law.send(portal, by, [entry])
    tell(sent, as_json)


def tell(sent: law.Sent, as_json: bool) -> None:
    if as_json:
        print_json(msgspec.to_builtins(sent))
    else:
        same = sent.places - sent.changed
        print(f"已设定 {sent.changed} 项，未变 {same} 项 · {sent.changed} set, {same} stood there already")
