"""`jiekun paper …`: one paper of a household: opened for a reason, or withdrawn; `jiekun attach` brings it."""

from typing import Annotated

import typer

from cli.desk.addresses import intake
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import Household, Reason, To

paper = typer.Typer(no_args_is_help=True, help="附件材料：打开、撤回 · a household's papers: open, withdraw")

Attachment = Annotated[str, typer.Argument(help="附件编号，见 jiekun attachments · its id")]


@paper.command("open")
@at_desk
def open_(desk: Desk, household: Household, attachment: Attachment, reason: Reason, to: To) -> None:
    """打开附件，留有记录 · the paper itself, for a reason on record."""
    door = intake(
        "/v1/households/{household}/attachments/{attachment}/opening", household=household, attachment=attachment
    )
    desk.save(to, desk.opened(door, reason))


@paper.command()
@at_desk
def withdraw(desk: Desk, household: Household, attachment: Attachment, reason: Reason) -> None:
    """撤回传错的附件 · it is the wrong paper."""
    door = intake(
        "/v1/households/{household}/attachments/{attachment}/withdrawal", household=household, attachment=attachment
    )
    desk.show(desk.post(door, {"reason": reason}))
