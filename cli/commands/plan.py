"""`jiekun plan …`: 一户一计划: read, given a helper, approved with the aid that its measures bring."""

from typing import Annotated, Any

import typer

from cli.desk import inputs, words
from cli.desk.addresses import assistance
from cli.desk.choices import option
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, FormFile, Household, Most, Version

plan = typer.Typer(no_args_is_help=True, help="帮扶计划 · plans of help")


@plan.command("list")
@at_desk
def list_(
    desk: Desk,
    status: Annotated[str | None, option("状态 · state", words.PLAN_STATES)] = None,
    most: Most = MOST,
) -> None:
    """帮扶计划清单 · plans of your organisation and those below it."""
    found = desk.items(assistance("/v1/plans"), most, status=status)
    names = ("household", "org_path", "status", "helper_named", "helper_overdue", "opened_on", "version")
    desk.show(found, *names)


@plan.command()
@at_desk
def show(desk: Desk, household: Household) -> None:
    """一户一计划：措施、责任人、救助、转办、各月情况 · one plan whole; reading it is on record."""
    desk.show(desk.get(assistance("/v1/plans/{household}", household=household)))


@plan.command()
@at_desk
def helper(desk: Desk, household: Household, file: FormFile) -> None:
    """确定帮扶责任人，表单为 {"unit", "name", "phone"} · name the helper, from a form."""
    desk.show(desk.post(assistance("/v1/plans/{household}/helper", household=household), inputs.form(file)))


@plan.command()
@at_desk
def approve(
    desk: Desk,
    household: Household,
    measure: Annotated[
        list[str] | None, typer.Option(help="批准的措施编号，可多次，默认全部 · ids of measures; all unless named")
    ] = None,
    aid: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="随计划救助：{aid: [{measure, fund, amount, first, last}]}，- 为标准输入 · aid with it, as JSON",
        ),
    ] = None,
    version: Version = None,
) -> None:
    """批准计划 · approve the plan, whole or some of its measures, with aid for them."""
    wanted: dict[str, Any] = inputs.form(aid) if aid else {}
    measures = measure
    if measures is None:
        shown = desk.get(assistance("/v1/plans/{household}", household=household))
        measures = [one["id"] for one in shown["measures"]]
        version = shown["version"] if version is None else version
    to = assistance("/v1/plans/{household}/approval", household=household)
    desk.show(desk.change(to, {**wanted, "measures": measures}, household, version))
