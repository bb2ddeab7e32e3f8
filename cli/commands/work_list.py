"""`jiekun list`: what waits for whoever is logged in, from every service with a work list, most urgent first."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

import typer

from cli.desk import words
from cli.desk.addresses import at
from cli.desk.choices import option
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, Below, Most
from kernel.calendar import CHINA_STANDARD_TIME
from portal.client import Refused

KINDS = {kind: chinese for kinds in words.TASKS.values() for kind, chinese in kinds.items()}
LAST_DAY = "9999-12-31"


@at_desk
def list_(
    desk: Desk,
    kind: Annotated[str | None, option("只看一种 · one kind alone", KINDS, more=tuple(words.TASKS.values()))] = None,
    assignee: Annotated[
        str | None, typer.Option(help="领取人：me、none 或姓名 · me, none (nobody), or somebody's name")
    ] = None,
    overdue: Annotated[
        bool | None, typer.Option("--overdue/--in-time", help="只看逾期或未逾期的 · late ones, or those in time")
    ] = None,
    org: Below = None,
    changed_since: Annotated[
        datetime | None,
        typer.Option(metavar="TIME", help="此后新增、领取或移交的（北京时间）· begun or moved since (Beijing time)"),
    ] = None,
    oldest: Annotated[bool, typer.Option("--oldest", help="最早的在前 · oldest first, not most urgent")] = False,
    most: Most = MOST,
) -> None:
    """待办：等待本人办理的事项，最急的在前 · the work list: what waits for you, most urgent first."""
    asked = {
        "kind": kind,
        "assignee": assignee,
        "overdue": None if overdue is None else str(overdue).lower(),
        "org_path": org,
        "changed_since": _moment(changed_since),
        "sort": "since" if oldest else "due",
    }
    waiting = sorted(_waiting(desk, services_of(kind), most, asked), key=_place(oldest))[:most]
    desk.show(waiting, "task", "kind", "household", "name", "org_path", "due_on", "overdue", "reason", "assignee")


def services_of(kind: str | None) -> list[str]:
    return [service for service, kinds in words.TASKS.items() if kind is None or kind in kinds]


def _waiting(desk: Desk, services: list[str], most: int, asked: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """A finance officer has no list at intake, a portal none at assistance: refused everywhere, it is told."""
    found: list[dict[str, Any]] = []
    refused = []
    for service in services:
        try:
            found += [{"service": service, **one} for one in desk.items(at(service, "/v1/tasks"), most, **asked)]
        except Refused as no:
            if no.code != "forbidden":
                raise
            refused.append(no)
    if len(refused) == len(services):
        raise refused[0]
    return found


def _place(oldest: bool) -> Any:
    return lambda one: one["since"] if oldest else (one["due_on"] or LAST_DAY, one["since"])


def _moment(written: datetime | None) -> str | None:
    return None if written is None else written.replace(tzinfo=written.tzinfo or CHINA_STANDARD_TIME).isoformat()
