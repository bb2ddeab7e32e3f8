"""`jiekun parameters set`, `unset`, `confirm`: one value from a day on, in counties, prefectures or provinces."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cli import intake
from cli.operators import By, login
from cli.options import AsJson, DataDir, print_json
from machine import installation
from policies.parameters.book import Entry
from portal import law

Name = Annotated[str, typer.Argument(help="参数名 · its name, such as dibao_line")]
Value = Annotated[str, typer.Argument(help='值：元、倍数、整数或代码 · yuan ("950.00"), a multiple, a number, a code')]
Region = Annotated[
    list[str], typer.Option("--region", metavar="CODE", help="地区代码，可多次 · 6, 4 or 2 digits; may be given again")
]
From = Annotated[
    datetime, typer.Option("--from", metavar="DATE", formats=["%Y-%m-%d"], help="起始日 · holds from this day on")
]
Source = Annotated[str, typer.Option(help="依据 · the document that says so")]


def set_(
    name: Name,
    value: Value,
    region: Region,
    first_day: From,
    source: Source,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """提出一个参数 · propose one parameter; it holds when another person confirms it."""
    tell_proposed(_sent(law.propose, data, by, _entry(name, value, region, first_day, source)), as_json)


def unset(
    name: Name,
    region: Region,
    first_day: From,
    source: Source,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """提出自某日起取消一个参数 · propose to unset one from a day on: what needs it is undetermined from then."""
    tell_proposed(_sent(law.propose, data, by, _entry(name, None, region, first_day, source)), as_json)


def confirm(
    name: Name,
    region: Region,
    first_day: From,
    source: Source,
    value: Annotated[str | None, typer.Argument(help="值，与提出时相同 · as it was proposed")] = None,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """确认他人提出的参数 · confirm what another proposed, as they wrote it; without a value: that it is unset."""
    tell_set(_sent(law.confirm, data, by, _entry(name, value, region, first_day, source)), as_json)


def _sent(send: Callable[..., law.Sent], data: Path, by: str, entry: Entry) -> law.Sent:
    for region in entry.regions:
        intake.known_place(region)
    with intake.running(data) as portal:
        return send(portal, by or login(), [entry])


def _entry(name: str, value: str | None, regions: list[str], first_day: datetime, source: str) -> Entry:
    """The kind is the documents' to say; intake looks it up."""
    as_written = int(value) if value is not None and value.isdecimal() else value
    return Entry(name, "code", tuple(regions), first_day.date(), as_written, source)


def tell_proposed(sent: law.Sent, as_json: bool) -> None:
    same = sent.places - sent.changed
    words = (
        f"已提出 {sent.changed} 项，待他人确认；未变 {same} 项 · {sent.changed} wait for `jiekun parameters confirm`"
    )
    _tell(sent, as_json, f"{words}, {same} stood or waited there already")


def tell_set(sent: law.Sent, as_json: bool) -> None:
    same = sent.places - sent.changed
    _tell(sent, as_json, f"已设定 {sent.changed} 项，未变 {same} 项 · {sent.changed} set, {same} stood there already")


def _tell(sent: law.Sent, as_json: bool, words: str) -> None:
    if as_json:
        print_json(msgspec.to_builtins(sent))
    else:
        print(words)
