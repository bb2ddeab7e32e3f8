"""`jiekun roster …`: a survey roster's form; what it says otherwise than the files, once `jiekun import` sent it."""

from pathlib import Path
from typing import Annotated

import typer

from cli.desk import sessions, words
from cli.desk.addresses import intake
from cli.desk.choices import option
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, Most, Reason
from cli.operators import By
from cli.options import FAILED, AsJson, DataDir, print_json
from machine import installation
from portal import rosters

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
Outcome = Annotated[str | None, option("比对结果 · what the row came to", words.ROWS)]
Field = Annotated[str | None, option("差异事项 · what it is about", words.DIFFERENCE_KINDS)]
Union = Annotated[str | None, typer.Option(help="工会路径 · of this union's files alone")]
Ids = Annotated[list[str] | None, typer.Option("--id", help="差异编号，可多次 · single differences")]


@roster.command()
@at_desk
def status(desk: Desk, name: Roster) -> None:
    """比对情况 · what a roster came to, and how many differences wait."""
    desk.show(desk.get(intake("/v1/rosters/{roster}", roster=name)))


@roster.command()
@at_desk
def differences(
    desk: Desk, name: Roster, outcome: Outcome = None, field: Field = None, union: Union = None, most: Most = MOST
) -> None:
    """登记表与档案的差异 · what the roster says otherwise than the files, masked."""
    to = intake("/v1/rosters/{roster}/differences", roster=name)
    found = desk.items(to, most, outcome=outcome, field=field, union=union)
    columns = ("row", "household", "kind", "before", "after", "org_path", "sheet_org_path", "status", "difference")
    desk.show(found, *columns)


@roster.command()
@at_desk
def take(
    desk: Desk,
    name: Roster,
    reason: Reason,
    outcome: Outcome = None,
    field: Field = None,
    union: Union = None,
    ids: Ids = None,
) -> None:
    """采纳差异：记入档案 · take differences into the files; by another person than who imported."""
    _decide(desk, name, "take", reason, outcome=outcome, field=field, union=union, ids=ids)


@roster.command()
@at_desk
def leave(
    desk: Desk,
    name: Roster,
    reason: Reason,
    outcome: Outcome = None,
    field: Field = None,
    union: Union = None,
    ids: Ids = None,
) -> None:
    """留置差异：档案不变 · leave differences; the files stay as they are."""
    _decide(desk, name, "leave", reason, outcome=outcome, field=field, union=union, ids=ids)


def _decide(desk: Desk, name: str, decision: str, reason: str, **meant: str | list[str] | None) -> None:
    said = {what: value for what, value in meant.items() if value}
    told = rosters.decide(desk.portal, desk.caller, name, decision, reason, **said)
    nothing = not any(told.values())
    if desk.as_json:
        desk.show(told)
    elif nothing:
        typer.echo("没有符合的待处理差异，未作任何改动 · no difference that waits is meant; nothing was changed")
    else:
        settled = f"采纳 {told['taken']}，留置 {told['left']}，已被其他变更取代 {told['stale']}"
        in_english = f"{told['taken']} taken, {told['left']} left, {told['stale']} stale"
        typer.echo(f"{settled}，未能处理 {len(told['refused'])} · {in_english}, {len(told['refused'])} refused")
        for one in told["refused"]:
            zh, en = (f"{one['texts'][tongue]} {one['next'][tongue]}" for tongue in ("zh", "en"))
            typer.echo(f"{one['difference']} {one['code']} {zh} · {en}")
    if told["refused"] or nothing:
        raise typer.Exit(FAILED)
