"""`jiekun month`, `visit`: what a visit brings: a month's figures, and a finding about the difficulty."""

from typing import Annotated, Any

import typer

from cli.desk import inputs, words
from cli.desk.addresses import assistance
from cli.desk.choices import argument
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import FormFile, Household, Reason


@at_desk
def month(
    desk: Desk,
    household: Household,
    month: Annotated[str, typer.Argument(metavar="YYYY-MM", help="月份 · which month")],
    file: FormFile,
) -> None:
    """登记月度情况，表单为 {income, relief, hardship, union_aid, needs} · a month's figures in yuan, from a form."""
    body: dict[str, Any] = {**inputs.form(file), "month": month}
    desk.show(desk.post(assistance("/v1/plans/{household}/months", household=household), body))


@at_desk
def visit(
    desk: Desk,
    household: Household,
    finding: Annotated[str, argument("认定 · it ended, or eased", words.DIFFICULTY_FINDINGS)],
    reason: Reason,
) -> None:
    """走访认定；照片另以 jiekun attach --for visit 上传 · find on a visit that the difficulty ended or eased."""
    body = {"finding": finding, "reason": reason}
    desk.show(desk.post(assistance("/v1/plans/{household}/difficulty", household=household), body))
