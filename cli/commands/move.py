"""`jiekun move …`: 转档: an open file goes to another union, whose reviewer takes it or does not."""

from typing import Annotated, Any

import typer

from cli.desk import inputs
from cli.desk.addresses import intake
from cli.desk.choices import argument
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, Household, Most, Reason, Version
from kernel.closed_lists import MOVE_REASONS

move = typer.Typer(no_args_is_help=True, help="转档 · files that go to another union")

Move = Annotated[str, typer.Argument(help="转档编号 · the move's id")]


@move.command("list")
@at_desk
def list_(desk: Desk, most: Most = MOST) -> None:
    """待接收的转档：转出的和转入的 · moves that wait, from your unions and to them."""
    waiting = desk.items(intake("/v1/moves"), most)
    desk.show(waiting, "move", "household", "name", "from", "to", "reason", "proposed_by", "since")


@move.command()
@at_desk
def show(desk: Desk, move: Move) -> None:
    """一项转档，成员脱敏，留有记录 · a move that waits, members masked; that you looked is on record."""
    desk.show(_shown(desk, move))


@move.command()
@at_desk
def propose(
    desk: Desk,
    household: Household,
    to: Annotated[str, typer.Argument(metavar="UNION", help="接收工会的路径 · the path of the union that it goes to")],
    reason: Annotated[str, argument("转档原因 · why it goes", MOVE_REASONS)],
    text: Annotated[
        str,
        typer.Option(
            callback=inputs.text_of,
            help="说明，对方可见，- 为标准输入 · in words, which the other union is shown; - reads standard input",
        ),
    ] = "",
    version: Version = None,
) -> None:
    """提出转档；对方接收前档案仍在原工会 · propose a move; the file stays until the other union takes it."""
    to_move = intake("/v1/households/{household}/move", household=household)
    desk.show(desk.change(to_move, {"to": to, "reason": reason, "text": text}, household, version))


@move.command()
@at_desk
def take(desk: Desk, move: Move, version: Version = None) -> None:
    """接收：档案从此归本工会 · take it: the file is your union's from that moment on."""
    _decide(desk, move, version, decision="take")


@move.command()
@at_desk
def decline(desk: Desk, move: Move, reason: Reason, version: Version = None) -> None:
    """退回：档案留在原工会 · decline it: the file stays where it is."""
    _decide(desk, move, version, decision="decline", reason=reason)


@move.command()
@at_desk
def withdraw(desk: Desk, move: Move, reason: Reason, version: Version = None) -> None:
    """撤回本工会提出的转档 · take back a move that your union proposed."""
    _decide(desk, move, version, decision="withdraw", reason=reason)


def _decide(desk: Desk, move: str, version: int | None, **body: str) -> None:
    """On the version that the person saw. The move alone tells it to the union that does not keep the file yet."""
    seen = int(_shown(desk, move)["version"]) if version is None else version
    desk.show(desk.post(intake("/v1/moves/{move}/decision", move=move), body, seen))


def _shown(desk: Desk, move: str) -> dict[str, Any]:
    shown: dict[str, Any] = desk.get(intake("/v1/moves/{move}", move=move))
    return shown
