"""`jiekun timeline`, `status`, `explain`, `unmask`, `number`: one household's story, state, data."""

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from cli import story
from cli.desk.addresses import intake
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import DAY, Household, Reason, Version
from cli.options import print_json


@at_desk
def timeline(desk: Desk, household: Household) -> None:
    """时间线：谁在何时办理了什么 · what happened, when, by whom, from all four services."""
    told = story.of(desk.portal, desk.caller, household)
    if desk.as_json:
        print_json({"household": household, "timeline": told})
    else:
        story.tell_entries(Console(), told)


@at_desk
def status(desk: Desk, household: Household) -> None:
    """办理情况：已到哪一步、还缺什么 · where an application stands, in words, and what is asked for."""
    page = desk.get(intake("/v1/applications/{household}/status", household=household))
    in_chinese = {name: page[name] and page[name]["zh"] for name in ("text", "next", "revised")}
    desk.show(page if desk.as_json else page | in_chinese)


@at_desk
def explain(desk: Desk, household: Household) -> None:
    """说明理由：为何建议该类别或不予认定 · why this category or none, and what would change it."""
    found = desk.get(intake("/v1/households/{household}/explanation", household=household))
    if desk.as_json:
        print_json(found)
    else:
        print("\n".join(found["chinese"]))


@at_desk
def unmask(desk: Desk, household: Household, reason: Reason) -> None:
    """查看个人信息，留有记录 · the personal data, for a reason that stays on record."""
    print_json(desk.post(intake("/v1/households/{household}/unmask", household=household), {"reason": reason}))


@at_desk
def number(
    desk: Desk,
    household: Household,
    number: Annotated[str, typer.Argument(help="全国系统中的档案编号 · the number that the national system gave")],
    recorded_on: Annotated[
        datetime, typer.Option("--on", metavar="DATE", formats=DAY, help="录入日期 · the day it was entered there")
    ],
    version: Version = None,
) -> None:
    """登记档案编号 · record the file's number in the national system."""
    body = {"number": number, "recorded_on": recorded_on.date().isoformat()}
    to = intake("/v1/households/{household}/file-number", household=household)
    desk.show(desk.change(to, body, household, version))
