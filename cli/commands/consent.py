"""`jiekun consent …`: the forms of consent, and the number of one that is about to be signed."""

from typing import Annotated

import typer

from cli.desk.addresses import intake
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk

consent = typer.Typer(no_args_is_help=True, help="授权书 · forms of consent and their numbers")


@consent.command()
@at_desk
def forms(desk: Desk) -> None:
    """授权书各版本：可授权的事项和用途 · every version of the form, with its items and purposes."""
    found = desk.get(intake("/v1/consent-forms"))["items"]
    desk.show(found, "form_version", "from", "items", "purposes")


@consent.command()
@at_desk
def number(
    desk: Desk,
    org: Annotated[str, typer.Option("--org", metavar="PATH", help="受理单位路径 · the union, by its path")],
    form: Annotated[str, typer.Option("--form", metavar="2026-A", help="授权书版本 · the form's version")],
) -> None:
    """领取授权书编号，印在待签的授权书上 · a number for a form that is about to be signed."""
    desk.show(desk.post(intake("/v1/consent-forms/numbers"), {"org_path": org, "form_version": form}))
