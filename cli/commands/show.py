"""`jiekun show`: one household's story, from all four services, with who decided what and why."""

from typing import Annotated, Any

import typer
from rich.console import Console

from cli import grounds, story, writings
from cli.desk import sessions
from cli.desk.inputs import As
from cli.operators import By
from cli.options import AsJson, DataDir, cannot, print_json
from machine import installation


def show(
    household: Annotated[str, typer.Argument(help="户编号 · the household's id")],
    org: As = None,
    words: Annotated[
        bool, typer.Option("--words", help="连同文字与答复全文 · with everything that people and agencies wrote")
    ] = False,
    reason: Annotated[
        str, typer.Option("--reason", help="查阅全文的理由，留有记录 · why its words are read, kept on record")
    ] = "",
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """一户的时间线：谁在何时因何作出何种决定 · one household's timeline: who decided what, when and why."""
    if words != bool(reason.strip()):
        cannot("--words 与 --reason 须同时写明 · --words and --reason come together: reading is on record")
    session = sessions.whose(data, by, org, ("case_worker", "auditor"))
    caller = session.caller
    with sessions.reaching(data, session) as portal:
        about: dict[str, Any] = portal.get("intake", f"/v1/households/{household}", caller)
        told = story.of(portal, caller, household)
        explained = grounds.explained(portal, caller, about)
        written = writings.of(portal, caller, household, reason) if words else None
    if as_json:
        more = {} if written is None else {"writings": written}
        print_json({"household": about, "timeline": told, "explanation": explained, **more})
    else:
        story.tell(Console(), about, told, grounds.sentences(about["proposal"], explained))
        if written is not None:
            writings.tell(Console(), written)
