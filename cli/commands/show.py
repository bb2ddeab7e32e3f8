"""`jiekun show`: one household's story, from all four services, with who decided what and why."""

from typing import Annotated, Any

import typer
from rich.console import Console

from agencies.people.places import CITY_FEDERATION
from chassis.client import HttpClient
from cli import grounds, story
from cli.options import AsJson, DataDir, cannot, installed, print_json
from machine import installation
from portal.callers import Caller, Tokens
from portal.client import Away, Portal, Refused


def show(
    household: Annotated[str, typer.Argument(help="户编号 · the household's id")],
    org: Annotated[str, typer.Option(help="以哪个单位的身份查看 · as which organisation")] = CITY_FEDERATION,
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """一户的时间线：谁在何时因何作出何种决定 · one household's timeline: who decided what, when and why."""
    found = installed(data)
    caller = Caller("jiekun-show", org, ("case_worker", "auditor"))
    with HttpClient() as client:
        portal = Portal(found.addresses, Tokens(found.issuer_key, found.issuer), client, patience_s=5.0)
        try:
            about: dict[str, Any] = portal.get("intake", f"/v1/households/{household}", caller)
            told = story.of(portal, caller, household)
            explained = grounds.explained(portal, caller, about)
        except Refused as refused:
            cannot(refused)
        except Away as away:
            cannot(f"{away}: is `jiekun up` running?")
    if as_json:
        print_json({"household": about, "timeline": told, "explanation": explained})
    else:
        story.tell(Console(), about, told, grounds.sentences(about["proposal"], explained))
