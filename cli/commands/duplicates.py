"""`jiekun duplicates …`: 疑似重复, two households that may be one, and imports that stopped for many of them."""

from typing import Annotated

import typer

from cli.desk import words
from cli.desk.addresses import intake
from cli.desk.choices import argument, option
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, Most, Reason, Version

duplicates = typer.Typer(no_args_is_help=True, help="疑似重复 · households that may be one")


@duplicates.command("list")
@at_desk
def list_(
    desk: Desk,
    said: Annotated[
        str | None, option("已甄别为 · those that were answered so; without: that wait", words.SAID_OF_TWO, "--said")
    ] = None,
    most: Most = MOST,
) -> None:
    """可能是同一户的两户，附理由 · two at a time, with the reasons."""
    found = desk.items(intake("/v1/duplicates"), most, status=said or "proposed")
    desk.show(found, "pair", "score", "urgent", "households", "reasons", "since", "version")


@duplicates.command()
@at_desk
def decide(
    desk: Desk,
    pair: Annotated[str, typer.Argument(help="这一对的编号 · the id of the two")],
    decision: Annotated[str, argument("是否同一户 · what they are", words.SAID_OF_TWO)],
    reason: Reason,
    version: Version = None,
) -> None:
    """甄别：是不是同一户 · say whether two households are one; nothing is merged by it."""
    to = intake("/v1/duplicates/{pair}/decision", pair=pair)
    desk.show(desk.post(to, {"decision": decision, "reason": reason}, version))


@duplicates.command()
@at_desk
def stops(desk: Desk, most: Most = MOST) -> None:
    """因疑似重复过多而停止的导入 · imports that stopped for implausibly many duplicates."""
    found = desk.items(intake("/v1/roster-stops"), most)
    desk.show(found, "stop", "org_path", "by", "rows", "new", "likely", "since", "version")


@duplicates.command()
@at_desk
def settle(
    desk: Desk,
    stop: Annotated[str, typer.Argument(help="停止编号 · the stop's id")],
    decision: Annotated[str, argument("怎样处理 · what becomes of it", words.STOP_DECISIONS)],
    reason: Annotated[str, argument("理由 · why", words.STOP_REASONS)],
    version: Version = None,
) -> None:
    """放行或撤回停止的导入 · let a stopped sheet be sent again, by another than who sent it, or withdraw it."""
    to = intake("/v1/roster-stops/{stop}/decision", stop=stop)
    desk.show(desk.post(to, {"decision": decision, "reason": reason}, version))
