"""`jiekun timeliness`: which department is how late."""

from typing import Annotated

import typer

from cli.desk.addresses import verification
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk


@at_desk
def timeliness(
    desk: Desk,
    quarter: Annotated[
        str | None, typer.Option("--quarter", metavar="2026Q4", help="季度，默认本季度 · this one unless given")
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="440507", help="只看此县区 · this county alone")
    ] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="只看此部门 · this kind of agency alone")] = None,
    office: Annotated[str | None, typer.Option("--office", help="只看此承办机构 · this office alone")] = None,
) -> None:
    """部门答复时效：问了多少、答了多少、几个工作日 · which department is how late, by item and place."""
    asked = {"quarter": quarter, "region": region, "agency": agency, "office": office}
    given = {name: value for name, value in asked.items() if value is not None}
    found = desk.get(verification("/v1/timeliness"), **given)
    if desk.as_json:
        desk.show(found)
        return
    desk.show(
        found["items"],
        *("agency", "item", "region", "asked", "answered", "late", "declined", "silent", "waiting"),
        *("said_otherwise", "median_working_days", "worst_working_days"),
    )
