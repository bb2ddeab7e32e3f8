"""`jiekun who-looked`: who was shown personal facts, of one household in all four services, or by one person."""

from typing import Annotated

import typer

from chassis.roles import SERVICES
from cli import story
from cli.desk.addresses import at, intake
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, Most
from cli.options import cannot
from portal.client import Refused


@at_desk
def who_looked(
    desk: Desk,
    household: Annotated[str | None, typer.Argument(help="户编号 · the household's id")] = None,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="NAME", help="某人的查阅与查询 · what one person saw"),
    ] = None,
    most: Most = MOST,
) -> None:
    """查阅记录：谁在何时看过 · who looked at a household, when; why: jiekun show --words, for auditors."""
    if (household is None) == (person is None):
        cannot("须写明户编号或 --person，二者之一 · say whose household, or --person")
    if household is None:
        seen = desk.items(intake("/v1/accesses"), most, actor=person)
        desk.show(seen, "at", "actor", "what", "household", "org_path", "found")
        return
    looks = []
    for service in SERVICES:
        door = at(service, "/v1/households/{household}/accesses", household=household)
        try:
            looks += [{"service": service, **one} for one in desk.items(door, most)]
        except Refused as refused:
            if refused.status != 404 or service == "intake":
                raise  # the others may not have heard of it yet
    desk.show(story.in_order(looks)[::-1][:most], "at", "service", "who", "what")
