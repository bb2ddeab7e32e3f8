"""`jiekun parked`: messages and timers that a service could not handle; to see, to try again, or to give up."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from enum import StrEnum
from typing import Annotated

import msgspec
import psycopg
import typer
from rich.console import Console
from rich.table import Table

from chassis import operations
from chassis.operations import parked as room
from chassis.operations.parked import NotParked, Parked
from chassis.roles import SERVICES
from chassis.urls import Urls
from cli.operators import By, login, operator
from cli.options import FAILED, AsJson, DataDir, cannot, installed, known_services, print_json
from machine import installation

Found = list[tuple[str, Parked]]

LONG_NUMBER = re.compile(r"(?<![\da-f-])\d{11}")
"""All may read the event that tells of a drop; households are named by their ids."""


class Action(StrEnum):
    LIST = "list"
    RETRY = "retry"
    DROP = "drop"


def parked(
    action: Annotated[Action, typer.Argument(help="查看、重试、放弃 · see, try again, give up")] = Action.LIST,
    refs: Annotated[
        list[str] | None, typer.Argument(metavar="[REF]…", help="哪些，见 list 首列；retry 默认全部 · which ones")
    ] = None,
    reason: Annotated[
        str, typer.Option(help="放弃的理由，勿写个人信息 · why it is given up; nothing personal: all may read it")
    ] = "",
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """搁置的消息与定时：查看、重试、放弃 · what is parked: list (ends with 1 if there is any), retry, drop."""
    if action is Action.DROP:
        refuse_untold(refs, reason, by)
    found = installed(data)
    try:
        urls = found.database_urls()
        known = listed(urls)
        match action:
            case Action.LIST:
                show(known, as_json)
                if known:
                    raise typer.Exit(FAILED)
            case Action.RETRY:
                who = operator(found, by or login())
                for service, mine in by_service(refs or [ref(*one) for one in known]):
                    with closing(operations.open_store(service, urls.services[service].app)) as store:
                        room.retry(store, who, mine)
                told(as_json, "retried", refs or [ref(*one) for one in known], "立即重试 · due at once")
            case Action.DROP:
                who = operator(found, by)
                for service, mine in by_service(refs or []):
                    with closing(operations.open_store(service, urls.services[service].app)) as store:
                        for one in mine:
                            room.drop(store, who, one, reason)
                told(as_json, "dropped", refs or [], "已放弃 · dropped")
    except NotParked as nothing:
        cannot(f"nothing is parked under …/{nothing}: `jiekun parked list` shows what is")
    except psycopg.OperationalError:
        cannot(f"PostgreSQL of {data} does not answer: is `jiekun up` running?")


def refuse_untold(refs: Sequence[str] | None, reason: str, by: str) -> None:
    if not (refs and reason and by):
        cannot("give up what, why, and who says so: jiekun parked drop REF --reason WHY --by NAME")
    if LONG_NUMBER.search(reason) or LONG_NUMBER.search(by):
        cannot("a reason names nobody: it holds a number as long as a phone's, an account's or an ID's; leave it out")


def listed(urls: Urls) -> Found:
    """As the role `operator`, of all services."""
    everything: Found = []
    for service in SERVICES:
        with psycopg.connect(urls.services[service].operator, connect_timeout=5) as connection:
            everything += [(service, one) for one in room.listed(connection)]
    return everything


def by_service(refs: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """`intake/intake/verification/17` is `intake/verification/17` of intake."""
    split = [one.partition("/") for one in refs]
    known_services([service for service, _, _ in split])
    for service in SERVICES:
        if mine := [rest for name, _, rest in split if name == service]:
            yield service, mine


def ref(service: str, one: Parked) -> str:
    return f"{service}/{one.ref}"


def show(known: Found, as_json: bool) -> None:
    if as_json:
        items = [
            {**msgspec.structs.asdict(one), "service": service, "ref": ref(service, one)} for service, one in known
        ]
        print_json({"parked": room.count([one for _, one in known]), "items": msgspec.to_builtins(items)})
        return
    if not known:
        Console().print("[green]没有搁置的消息或定时 · nothing is parked[/]")
        return
    table = Table("编号 REF", "户 subject", "类型 type", "原因 reason", "次数 tries", "下次 next try", "其后 behind")
    for service, one in known:
        after = f"{len(one.behind)} + {one.timers_behind} ⏱"
        when = one.next_try.isoformat(timespec="seconds") if one.next_try else "—"
        table.add_row(ref(service, one), one.subject, one.what, one.reason, str(one.attempts), when, after)
    Console(width=200).print(table)


def told(as_json: bool, what: str, refs: Sequence[str], sentence: str) -> None:
    if as_json:
        print_json({what: list(refs)})
    else:
        for one in refs:
            Console().print(f"{one}：{sentence}", highlight=False)
