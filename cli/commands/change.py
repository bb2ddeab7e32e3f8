"""`jiekun change …`: 变更 of an open file: proposed by one person, decided by another."""

from datetime import datetime
from typing import Annotated, Any

import typer

from cli.desk import inputs
from cli.desk.addresses import intake
from cli.desk.choices import argument
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import DAY, MOST, Household, Most, Reason, Version
from kernel.closed_lists import CHANGE_KINDS

change = typer.Typer(no_args_is_help=True, help="变更 · changes of an open file")

Change = Annotated[str, typer.Argument(help="变更编号 · the change's id")]


@change.command("list")
@at_desk
def list_(
    desk: Desk,
    household: Annotated[
        str | None, typer.Argument(help="户编号，不写则列出待批准的 · its id; without: all that wait for you")
    ] = None,
    most: Most = MOST,
) -> None:
    """一户的变更，或待批准的变更 · a household's changes, or those that you may decide on."""
    if household is None:
        waiting = desk.items(intake("/v1/changes"), most)
        desk.show(waiting, "change", "household", "name", "kind", "proposed_by", "since", "org_path", "version")
    else:
        desk.show(desk.get(intake("/v1/households/{household}/changes", household=household))["items"])


@change.command()
@at_desk
def propose(
    desk: Desk,
    household: Household,
    kind: Annotated[str, argument("变更种类 · what changes", CHANGE_KINDS)],
    on: Annotated[datetime, typer.Option(metavar="DATE", formats=DAY, help="自何日起 · since when it is so")],
    reason: Reason,
    person: Annotated[
        str | None, typer.Option(metavar="TOKEN", help="成员编号 · the member whom it is about, by token")
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(metavar="FILE", help='新内容（JSON，- 为标准输入）· new values, as {"phone": "…"}; - is stdin'),
    ] = None,
    version: Version = None,
) -> None:
    """提出变更；电话和住址即时生效，其余待他人批准 · propose a change; another person approves it."""
    said: dict[str, Any] = inputs.form(form) if form else {}
    body = {
        **said,
        "kind": kind,
        "on": on.date().isoformat(),
        "reason": reason,
        **({"person": person} if person else {}),
    }
    to = intake("/v1/households/{household}/changes", household=household)
    desk.show(desk.change(to, body, household, version))


@change.command()
@at_desk
def approve(desk: Desk, household: Household, change: Change, version: Version = None) -> None:
    """批准他人提出的变更 · approve what somebody else proposed."""
    _decide(desk, household, change, version, decision="approve")


@change.command()
@at_desk
def decline(desk: Desk, household: Household, change: Change, reason: Reason, version: Version = None) -> None:
    """退回变更 · decline a change."""
    _decide(desk, household, change, version, decision="decline", reason=reason)


def _decide(desk: Desk, household: str, change: str, version: int | None, **body: str) -> None:
    to = intake("/v1/households/{household}/changes/{change}/decision", household=household, change=change)
    desk.show(desk.change(to, body, household, version))
