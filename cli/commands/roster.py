"""`jiekun roster …`: a survey roster's form; what it says otherwise than the files, once `jiekun import` sent it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from cli.desk import sessions
from cli.desk.addresses import intake
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, As, Most
from cli.operators import By
from cli.options import FAILED, AsJson, DataDir, print_json
from machine import installation
from portal import rosters
from portal.callers import Caller
from portal.client import Portal

roster = typer.Typer(no_args_is_help=True, help="困难职工登记表 · survey rosters")


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


@roster.command("list")
@at_desk
def list_(desk: Desk, most: Most = MOST) -> None:
    """导入过的登记表 · rosters that were imported and speak of your organisation's files."""
    found = desk.items(intake("/v1/rosters"), most)
    desk.show(found, "roster", "org_path", "imported_by", "imported_at", "complete_for", "counts")


Roster = Annotated[
    str, typer.Argument(help="登记表编号（导入时给出，roster list 列出）· the roster, as its import was answered")
]
Outcome = Annotated[str | None, typer.Option(help="比对结果 · changed, elsewhere, split or gone")]
Field = Annotated[str | None, typer.Option(help="差异事项 · what it is about: phone, income, member_joined …")]
Union = Annotated[str | None, typer.Option(help="工会路径 · of this union's files alone")]
Ids = Annotated[list[str] | None, typer.Option("--id", help="差异编号，可多次 · single differences")]
Reason = Annotated[str, typer.Option(help="理由 · why, on record")]
DECIDED_WITHIN_S = 120.0


@roster.command()
def status(
    name: Roster, org: As = None, by: By = "", data: DataDir = installation.DEFAULT, as_json: AsJson = False
) -> None:
    """比对情况 · what a roster came to, and how many differences wait."""
    with _reviewing(org, by, data) as (portal, caller):
        found = rosters.status(portal, caller, name)
    if as_json:
        print_json(found)
        return
    console = Console()
    console.print("，".join(f"{what} {count}" for what, count in (found["counts"] or {}).items()))
    table = Table("结果 outcome", "事项 field", "状态 status", "数 count")
    for one in found["differences"]:
        table.add_row(one["outcome"], one["kind"], one["status"], str(one["count"]))
    console.print(table)


@roster.command()
def differences(
    name: Roster,
    outcome: Outcome = None,
    field: Field = None,
    union: Union = None,
    org: As = None,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """登记表与档案的差异 · what the roster says otherwise than the files, masked."""
    with _reviewing(org, by, data) as (portal, caller):
        found = rosters.differences(portal, caller, name, outcome=outcome, field=field, union=union)
    if as_json:
        print_json({"items": found})
        return
    table = Table("行 row", "户 household", "事项 field", "档案 file", "登记表 roster", "状态 status")
    for one in found:
        before, after = (_in_words(one[side]) for side in ("before", "after"))
        table.add_row(str(one["row"] or "—"), one["household"], one["kind"], before, after, one["status"])
    Console().print(table)


@roster.command()
def take(
    name: Roster,
    reason: Reason,
    outcome: Outcome = None,
    field: Field = None,
    union: Union = None,
    ids: Ids = None,
    org: As = None,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """采纳差异：记入档案 · take differences into the files; by another person than who imported."""
    _decide("take", name, reason, _meant(outcome, field, union, ids), org, by, data, as_json)


@roster.command()
def leave(
    name: Roster,
    reason: Reason,
    outcome: Outcome = None,
    field: Field = None,
    union: Union = None,
    ids: Ids = None,
    org: As = None,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """留置差异：档案不变 · leave differences; the files stay as they are."""
    _decide("leave", name, reason, _meant(outcome, field, union, ids), org, by, data, as_json)


def _decide(
    decision: str, name: str, reason: str, meant: dict[str, Any], org: str | None, by: str, data: Path, as_json: bool
) -> None:
    with _reviewing(org, by, data) as (portal, caller):
        told = rosters.decide(portal, caller, name, decision, reason, **meant)
    if as_json:
        print_json(told)
    else:
        settled = f"采纳 {told['taken']}，留置 {told['left']}，已被其他变更取代 {told['stale']}"
        typer.echo(f"{settled}，未能处理 {len(told['refused'])}")
        for one in told["refused"]:
            typer.echo(f"{one['difference']}: {one['code']}")
    if told["refused"]:
        raise typer.Exit(FAILED)


@contextmanager
def _reviewing(org: str | None, by: str, data: Path) -> Iterator[tuple[Portal, Caller]]:
    session = sessions.whose(data, by, org, ("reviewer",))
    with sessions.reaching(data, session, DECIDED_WITHIN_S, 64 << 20) as portal:
        yield portal, session.caller


def _meant(outcome: str | None, field: str | None, union: str | None, ids: list[str] | None) -> dict[str, Any]:
    said = {"outcome": outcome, "field": field, "union": union, "ids": ids}
    return {name: value for name, value in said.items() if value}


def _in_words(said: Any) -> str:
    """What differs, as field and value."""
    if isinstance(said, dict):
        return "，".join(f"{name} {_in_words(value)}" for name, value in said.items())
    return "、".join(map(_in_words, said)) if isinstance(said, list) else str(said)
