"""`jiekun import`: a survey roster, row by row: taken whole, or refused with the reason at its cell."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from cli.desk import sessions
from cli.desk.inputs import As
from cli.operators import By
from cli.options import FAILED, AsJson, DataDir, print_json
from machine import installation
from portal import rosters

IMPORT_TIMEOUT_S = 300.0
SHOWN_MAX = 50


def import_roster(
    roster: Annotated[Path, typer.Argument(help="登记表 · the roster (xlsx)", exists=True, dir_okay=False)],
    marked: Annotated[Path | None, typer.Option(help="另存标注副本 · write a copy that marks each refused row")] = None,
    org: As = None,
    complete_for: Annotated[
        str | None,
        typer.Option(help="登记表含该工会全部家庭 · the sheet holds every household of this union (its path)"),
    ] = None,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """导入困难职工登记表，与档案比对 · import a survey roster; the same row again changes nothing."""
    session = sessions.whose(data, by, org, ("portal",))
    caller = session.caller
    with sessions.reaching(data, session, IMPORT_TIMEOUT_S, 64 << 20) as portal:
        report = rosters.send(portal, caller, roster, complete_for)
        copy = rosters.marked_copy(portal, caller, roster) if marked and needs_a_look(report) else None
    if marked and copy:
        marked.write_bytes(copy)
    if as_json:
        print_json(msgspec.to_builtins(report))
    else:
        tell(report, marked if copy else None)
    if report.refused or report.stop:
        raise typer.Exit(FAILED)


def needs_a_look(report: rosters.Report) -> bool:
    return any(row.errors or row.notes for row in report.results)


def tell(report: rosters.Report, marked: Path | None) -> None:
    console = Console()
    console.print(
        f"{report.rows} 行：受理 {report.taken}，未变 {report.unchanged}，退回 {report.refused} · "
        f"{report.rows} rows: {report.taken} taken, {report.unchanged} unchanged, {report.refused} refused"
    )
    if report.corrected or report.changed or report.elsewhere or report.split or report.gone:
        console.print(
            f"更正申请 {report.corrected}，有变化 {report.changed}，在其他工会 {report.elsewhere}，"
            f"分属两份档案 {report.split}，登记表中没有 {report.gone} · {report.corrected} corrected, "
            f"{report.changed} changed, {report.elsewhere} elsewhere, {report.split} split, {report.gone} gone"
        )
        console.print(
            f"由另一人查看并采纳 · another person looks and takes: jiekun roster status {report.roster}", soft_wrap=True
        )
    if report.stop:
        console.print(
            f"已停止：{report.new} 行中疑似重复过多，请另一位审核人处理（{report.stop}）·"
            " stopped: too many likely duplicates; another reviewer looks and releases it"
        )
    refused = [row for row in report.results if row.status == "refused"]
    if refused:
        table = Table("行 row", "列 column", "原因 reason")
        for row in refused[:SHOWN_MAX]:
            for error in row.errors:
                table.add_row(str(row.row), str(error["column"]), f"{error['zh']} · {error['en']}")
        console.print(table)
    for note in report.notes:
        console.print(f"{note['column']} {note['zh']} · {note['en']}".strip())
    noted = sum(bool(row.notes) for row in report.results)
    if noted:
        console.print(f"{noted} 行按通常写法读取，请核对（--marked）· rows read otherwise than written, please compare")
    if marked:
        console.print(f"标注副本 · marked copy: {marked}")
