"""`jiekun visits …`: 走访核查: what two people of the union saw for themselves, and the second one's signature."""

from datetime import datetime
from typing import Annotated, Any

import typer

from cli.desk import inputs
from cli.desk.addresses import intake
from cli.desk.choices import argument
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import DAY, FormFile, Household, Reason, Version
from kernel.visits import VISIT_METHODS

visits = typer.Typer(no_args_is_help=True, help="走访核查：两人走访、两人签字 · what two people saw for themselves")

Visit = Annotated[str, typer.Argument(help="走访编号 · the visit's id")]


@visits.command("list")
@at_desk
def list_(desk: Desk, household: Household) -> None:
    """一户的走访及其所见、申报 · the visits to a household, what was seen and what was declared."""
    found = desk.get(intake("/v1/households/{household}", household=household))["visits"]
    desk.show(found, "visit", "method", "on", "by", "companion", "status", "found")


@visits.command()
@at_desk
def record(
    desk: Desk,
    household: Household,
    method: Annotated[str, argument("走访方式 · how you looked", VISIT_METHODS)],
    file: FormFile,
    on: Annotated[datetime, typer.Option("--on", metavar="DATE", formats=DAY, help="走访日期 · its day")],
    companion: Annotated[str, typer.Option("--with", help="同行人用户名 · who went along, and confirms it")],
    paper: Annotated[list[str] | None, typer.Option("--paper", help="走访材料的附件编号 · an attachment")] = None,
    version: Version = None,
) -> None:
    """登记走访，表单为 {found: {lives_there, people_living_there, people_working, seriously_ill, vehicles,
    conditions_fit}, words} · record a visit, with what was seen from a form."""
    body: dict[str, Any] = {
        **inputs.form(file),
        "method": method,
        "on": on.date().isoformat(),
        "companion": companion,
        "papers": paper or [],
    }
    desk.show(desk.change(intake("/v1/households/{household}/visits", household=household), body, household, version))


@visits.command()
@at_desk
def confirm(desk: Desk, household: Household, visit: Visit, version: Version = None) -> None:
    """同行人确认走访所见 · confirm it as who went along."""
    _sign(desk, household, visit, {"decision": "confirm"}, version)


@visits.command()
@at_desk
def decline(desk: Desk, household: Household, visit: Visit, reason: Reason, version: Version = None) -> None:
    """不予确认，或由登记人撤回 · decline it, or take it back as who recorded it."""
    _sign(desk, household, visit, {"decision": "decline", "reason": reason}, version)


def _sign(desk: Desk, household: str, visit: str, body: dict[str, Any], version: int | None) -> None:
    to = intake("/v1/households/{household}/visits/{visit}/confirmation", household=household, visit=visit)
    desk.show(desk.change(to, body, household, version))
