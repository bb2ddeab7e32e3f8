"""`jiekun duplicates …`: 疑似重复, two households that may be one, and imports that stopped for many of them."""

from enum import StrEnum
from typing import Annotated

import typer

from cli.desk.addresses import intake
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, Most, Reason, Version

duplicates = typer.Typer(no_args_is_help=True, help="疑似重复 · households that may be one")


class Said(StrEnum):
    DIFFERENT = "different"
    SAME = "same"


class OfAStop(StrEnum):
    RELEASE = "release"
    WITHDRAW = "withdraw"


class StopReason(StrEnum):
    CHECKED = "checked"
    APPLY_ANEW = "apply_anew"
    WRONG_SHEET = "wrong_sheet"
    SENT_TWICE = "sent_twice"


@duplicates.command("list")
@at_desk
def list_(
    desk: Desk,
    said: Annotated[
        Said | None, typer.Option("--said", help="已甄别为 · those that were answered so; without: that wait")
    ] = None,
    most: Most = MOST,
) -> None:
    """可能是同一户的两户，附理由 · two at a time, with the reasons."""
    found = desk.items(intake("/v1/duplicates"), most, status=said.value if said else "proposed")
    desk.show(found, "pair", "score", "urgent", "households", "reasons", "since", "version")


@duplicates.command()
@at_desk
def decide(
    desk: Desk,
    pair: Annotated[str, typer.Argument(help="这一对的编号 · the id of the two")],
    decision: Annotated[Said, typer.Argument(help="不是同一户 different、同一户 same · what they are")],
    reason: Reason,
    version: Version = None,
) -> None:
    """甄别：是不是同一户 · say whether two households are one; nothing is merged by it."""
    to = intake("/v1/duplicates/{pair}/decision", pair=pair)
    desk.show(desk.post(to, {"decision": decision.value, "reason": reason}, version))


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
    decision: Annotated[OfAStop, typer.Argument(help="放行 release、撤回 withdraw · what becomes of it")],
    reason: Annotated[
        StopReason,
        typer.Argument(
            help="理由：已逐行核对 checked、确为重新申请 apply_anew、表错 wrong_sheet、重复报送 sent_twice · why"
        ),
    ],
    version: Version = None,
) -> None:
    """放行或撤回停止的导入 · let a stopped sheet be sent again, by another than who sent it, or withdraw it."""
    to = intake("/v1/roster-stops/{stop}/decision", stop=stop)
    desk.show(desk.post(to, {"decision": decision.value, "reason": reason.value}, version))
