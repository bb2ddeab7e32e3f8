"""`jiekun show`: one household's story, from all four services, with who decided what and why."""

from typing import Annotated, Any

import typer
from rich.console import Console

from agencies.people.places import CITY_FEDERATION
from cli import grounds, story
from cli.intake import running
from cli.operators import By, login
from cli.options import AsJson, DataDir, print_json
from machine import installation
from portal.callers import Caller


def show(
    household: Annotated[str, typer.Argument(help="户编号 · the household's id")],
    org: Annotated[str, typer.Option(help="以哪个单位的身份查看 · as which organisation")] = CITY_FEDERATION,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """一户的时间线：谁在何时因何作出何种决定 · one household's timeline: who decided what, when and why."""
    caller = Caller(by or login(), org, ("case_worker", "auditor"))
    with running(data) as portal:
        about: dict[str, Any] = portal.get("intake", f"/v1/households/{household}", caller)
        told = story.of(portal, caller, household)
        explained = grounds.explained(portal, caller, about)
    if as_json:
        print_json({"household": about, "timeline": told, "explanation": explained})
    else:
        story.tell(Console(), about, told, grounds.sentences(about["proposal"], explained))
