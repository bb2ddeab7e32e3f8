"""`jiekun attachments`: which papers of a household there are; none of them is opened."""

from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from cli.desk import sessions
from cli.desk.inputs import As
from cli.operators import By
from cli.options import AsJson, DataDir, print_json
from kernel.calendar import CHINA_STANDARD_TIME
from kernel.closed_lists import PAPER_FOR, PAPER_KINDS
from machine import installation
from portal import attachments


def list_attachments(
    household: Annotated[str, typer.Argument(help="户编号 · the household's id")],
    org: As = None,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """一户的附件清单 · a household's attachments: kind, size, who, when."""
    session = sessions.whose(data, by, org, ("case_worker",))
    with sessions.reaching(data, session) as portal:
        items = attachments.listed(portal, session.caller, household)
    if as_json:
        print_json({"household": household, "items": items})
    else:
        Console().print(table_of(items))


def table_of(items: list[dict[str, Any]]) -> Table:
    table = Table(
        Column("附件 attachment", overflow="fold"), "种类 kind", "用于 for", "KB", "上传 added", "撤回 withdrawn"
    )
    for item in items:
        table.add_row(
            item["attachment"],
            f"{PAPER_KINDS[item['kind']]} {item['kind']}",
            f"{PAPER_FOR[item['for']]} {item['reference'] or ''}".strip(),
            str(-(-item["size"] // 1024)),
            f"{_day(item['added_at'])} {item['added_by']}",
            f"{_day(item['withdrawn_at'])} {item['withdrawn_by']}" if item["withdrawn_at"] else "",
        )
    return table


def _day(instant: str) -> str:
    """Of China: who uploads a paper at seven in the morning did so on that day."""
    return f"{datetime.fromisoformat(instant).astimezone(CHINA_STANDARD_TIME):%Y-%m-%d}"
