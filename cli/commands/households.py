"""`jiekun households …`: which there are, and those that nobody looked after."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from cli.desk import words
from cli.desk.addresses import assistance, intake
from cli.desk.choices import option
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import DAY, MOST, Most, days

SHOWN = (
    "household", "name", "status", "category", "proposal", "submitted_on", "opened_on", "recheck_due_on", "flags",
    "org_path", "version",
)  # fmt: skip
households = typer.Typer(no_args_is_help=True, help="困难职工家庭清单 · lists of households")


@households.command("list")
@at_desk
def list_(
    desk: Desk,
    status: Annotated[str | None, option("状态 · state", words.HOUSEHOLD_STATES)] = None,
    recheck: Annotated[
        bool | None, typer.Option("--recheck/--no-recheck", help="是否复查中 · whether a re-check is under way")
    ] = None,
    flag: Annotated[str | None, option("只列有此提示的 · with this flag alone", words.FLAGS)] = None,
    most: Most = MOST,
) -> None:
    """本单位及下级单位的家庭 · the households of your organisation and those below it."""
    under_way = None if recheck is None else str(recheck).lower()
    found = desk.items(intake("/v1/households"), most, status=status, recheck_under_way=under_way, flag=flag)
    desk.show(found, *SHOWN)


@households.command()
@at_desk
def find(
    desk: Desk,
    by_name: Annotated[bool, typer.Option("--by-name", help="标准输入是姓名 · standard input holds a name")] = False,
) -> None:
    """按身份证号或姓名查询，由标准输入读取，留有记录 · by an ID number or name on standard input; on record."""
    sought = sys.stdin.readline().strip()
    asked = ("/v1/search/by-name", {"name": sought}) if by_name else ("/v1/search", {"id_number": sought})
    found = desk.post(intake(asked[0]), asked[1])
    desk.show(found["items"], *SHOWN)


@households.command()
@at_desk
def unchanged(
    desk: Desk,
    before: Annotated[
        datetime | None,
        typer.Option(metavar="DATE", formats=DAY, help="截止日，默认一年前 · a year ago unless given"),
    ] = None,
    most: Most = MOST,
) -> None:
    """一年未改 · open files that nobody touched for a year."""
    found = desk.items(intake("/v1/unchanged-files"), most, before=days(before))
    desk.show(found, "household", "name", "org_path", "changed_at")


@households.command()
@at_desk
def never_helped(
    desk: Desk,
    months: Annotated[int, typer.Option(help="建档满几个月 · open for so many months")] = 6,
    most: Most = MOST,
) -> None:
    """从未帮扶 · open files without any paid aid."""
    found = desk.items(assistance("/v1/never-helped"), most, months=months)
    desk.show(found, "household", "name", "org_path", "opened_on")


@households.command()
@at_desk
def withdrawals(desk: Desk, most: Most = MOST) -> None:
    """撤回统计 · whose applications are taken back."""
    names = ("applied_by", "applications", "withdrawn", "withdrawn_about_others")
    desk.show(desk.items(intake("/v1/withdrawals"), most), *names)
