"""`jiekun tasks …`: a task's way from hand to hand."""

from typing import Annotated, Any

import typer

from chassis.work_list.words import REASONS_CHINESE
from cli.desk import words
from cli.desk.addresses import at
from cli.desk.choices import option
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from portal.client import Refused

tasks = typer.Typer(no_args_is_help=True, help="领取与移交待办 · take tasks, hand them over")

Task = Annotated[str, typer.Argument(help="待办编号，见 jiekun list · its id, as `jiekun list` has it")]
Receiver = Annotated[str, typer.Option("--to", metavar="NAME", help="移交给谁 · who does it from now on")]
Why = Annotated[str, option("原因 · why", REASONS_CHINESE, "--reason")]


@tasks.command()
@at_desk
def take(desk: Desk, task: Task) -> None:
    """领取 · take a task; the first who takes it has it."""
    desk.show(_wherever_it_is(desk, task, "/v1/tasks/{task}/take", {}))


@tasks.command()
@at_desk
def hand_over(desk: Desk, task: Task, to: Receiver, reason: Why) -> None:
    """移交 · hand a task over to somebody else."""
    desk.show(_wherever_it_is(desk, task, "/v1/tasks/{task}/hand-over", {"to": to, "reason": reason}))


@tasks.command()
@at_desk
def hand_over_all(
    desk: Desk,
    holder: Annotated[str, typer.Option("--from", metavar="NAME", help="原经办人 · who has had them")],
    to: Receiver,
    reason: Why,
) -> None:
    """移交某人的全部待办，一次至多 200 件 · hand over all that somebody has; `left`: how many remain."""
    body = {"from": holder, "to": to, "reason": reason}
    answers = [{"service": one, **desk.post(at(one, "/v1/tasks/hand-over-all"), body)} for one in words.TASKS]
    desk.show(answers)


def _wherever_it_is(desk: Desk, task: str, template: str, body: dict[str, Any]) -> Any:
    """An id does not say which service's it is: the one that knows it answers."""
    *first, last = words.TASKS
    for service in first:
        try:
            return desk.post(at(service, template, task=task), body)
        except Refused as refused:
            if refused.code not in ("not_found", "forbidden"):
                raise
    return desk.post(at(last, template, task=task), body)
