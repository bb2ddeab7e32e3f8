"""`jiekun sheet …`: questions to agencies without an interface, carried to them and back."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import typer

from cli.desk.addresses import verification
from cli.desk.choices import option
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, Most, To
from cli.options import FAILED
from cli.words import AGENCIES
from portal import sheets
from portal.sheets import Step

sheet = typer.Typer(no_args_is_help=True, help="询问表 · question sheets for agencies without an interface")

OfAgency = Annotated[str | None, option("部门 · this agency alone", AGENCIES)]
Number = Annotated[str, typer.Argument(help="询问表编号 · the sheet's number")]
Filled = Annotated[Path, typer.Argument(help="填好的询问表 · the filled sheet (xlsx)", exists=True, dir_okay=False)]
Marked = Annotated[Path | None, typer.Option(help="另存标注副本 · write a copy that says what became of each row")]


@sheet.command()
@at_desk
def waiting(desk: Desk) -> None:
    """待列入询问表的问题 · what waits for a sheet, by agency."""
    desk.show(desk.get(verification("/v1/question-sheets/waiting"))["items"], "agency", "questions", "out")


@sheet.command()
@at_desk
def take(
    desk: Desk,
    agency: Annotated[str, option("部门 · the agency", AGENCIES, "--agency")],
    to: To,
    again: Annotated[
        bool, typer.Option("--again", help="也列入已在外未答的问题 · also what is out already and unanswered")
    ] = False,
) -> None:
    """出具询问表并存为文件，留有记录 · take out what waits, and write the sheet; each look is on record."""
    taken = desk.post(verification("/v1/question-sheets"), {"agency": agency, "again": again})
    content = desk.file(verification("/v1/question-sheets/{sheet}/file", sheet=taken["question_sheet"]))
    desk.save(to, content, **taken)


@sheet.command("list")
@at_desk
def list_(desk: Desk, agency: OfAgency = None, most: Most = MOST) -> None:
    """出具过的询问表 · the sheets that were taken out, and who brought and confirmed them."""
    found = desk.items(verification("/v1/question-sheets"), most, agency=agency)
    desk.show(
        found,
        *("question_sheet", "agency", "org_path", "questions", "taken_on", "taken_by", "brought_on", "brought_by"),
        *("confirmed_on", "confirmed_by", "answered", "refused"),
    )


@sheet.command()
@at_desk
def file(desk: Desk, number: Number, to: To) -> None:
    """再次下载询问表，留有记录 · the same sheet again, on record."""
    desk.save(to, desk.file(verification("/v1/question-sheets/{sheet}/file", sheet=number)))


@sheet.command()
@at_desk
def bring(desk: Desk, number: Number, filled: Filled, marked: Marked = None) -> None:
    """带回填好的询问表：逐行告知，尚不生效 · bring a filled sheet back: each row is told, nothing counts yet."""
    _sent(desk, number, "answers", filled, marked)


@sheet.command()
@at_desk
def confirm(desk: Desk, number: Number, filled: Filled, marked: Marked = None) -> None:
    """由另一人确认同一文件，答复生效 · another person confirms the very same file: its answers count."""
    _sent(desk, number, "answers/confirmation", filled, marked)


def _sent(desk: Desk, number: str, step: Step, filled: Path, marked: Path | None) -> None:
    named, content = quote(number, safe=""), filled.read_bytes()
    report = sheets.send(desk.portal, desk.caller, named, step, content)
    if marked:
        marked.write_bytes(sheets.marked_copy(desk.portal, desk.caller, named, step, content))
    if desk.as_json:
        desk.show(report)
    else:
        _tell(desk, report)
    if report["rows"]["refused"]:
        raise typer.Exit(FAILED)


def _tell(desk: Desk, report: dict[str, Any]) -> None:
    rows = report["rows"]
    typer.echo(
        f"采信 {rows['taken']}，迟到 {rows['late']}，与先前不同 {rows['contradicts']}，未变 {rows['unchanged']}，"
        f"未填 {rows['unanswered']}，退回 {rows['refused']} · {rows['taken']} taken, {rows['late']} late,"
        f" {rows['contradicts']} contradict, {rows['unchanged']} unchanged, {rows['unanswered']} unanswered,"
        f" {rows['refused']} refused"
    )
    for one in report["results"]:
        if one["status"] == "refused":
            typer.echo(f"{one['row']} {one['zh']} · {one['en']}")
    if report["status"] == "brought":
        typer.echo(
            "由另一位审核人确认同一文件 · another reviewer confirms the same file:"
            f" jiekun sheet confirm {report['question_sheet']}"
        )
