"""`jiekun lead …`: 早发现: what agencies told of people whom no union knew, and what a visit came to."""

from datetime import datetime
from typing import Annotated, Any

import typer

from cli.desk.addresses import intake
from cli.desk.choices import argument, option
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, Most
from cli.desk.words import LEAD_STATES
from kernel.leads import LEAD_OUTCOMES

lead = typer.Typer(no_args_is_help=True, help="早发现线索 · leads from agencies")

Lead = Annotated[str, typer.Argument(help="线索编号 · the lead's id")]


@lead.command("list")
@at_desk
def list_(
    desk: Desk,
    status: Annotated[str | None, option("办理情况 · what became of it", LEAD_STATES)] = None,
    most: Most = MOST,
) -> None:
    """各部门报送的线索 · what agencies told of people whom no union knew."""
    found = desk.items(intake("/v1/leads"), most, status=status)
    desk.show(found, "lead", "org_path", "agency", "kind", "reference", "happened_on", "valid_until", "status")


@lead.command()
@at_desk
def show(desk: Desk, lead: Lead) -> None:
    """一条线索；本人是谁凭部门编号向部门了解 · one lead; who it is, the agency tells by its reference."""
    desk.show(_shown(desk, lead))


@lead.command()
@at_desk
def visit(
    desk: Desk,
    lead: Lead,
    outcome: Annotated[str, argument("走访结果 · what the visit came to", LEAD_OUTCOMES)],
    on: Annotated[datetime, typer.Option("--on", metavar="DATE", formats=["%Y-%m-%d"], help="走访日期 · its day")],
    version: Annotated[int | None, typer.Option("--version", help="所见版本 · the version that you saw")] = None,
) -> None:
    """登记走访结果 · record what a visit came to."""
    seen = int(_shown(desk, lead)["version"]) if version is None else version
    body = {"outcome": outcome, "on": on.date().isoformat()}
    desk.show(desk.post(intake("/v1/leads/{lead}/visit", lead=lead), body, seen))


def _shown(desk: Desk, lead: str) -> dict[str, Any]:
    shown: dict[str, Any] = desk.get(intake("/v1/leads/{lead}", lead=lead))
    return shown
