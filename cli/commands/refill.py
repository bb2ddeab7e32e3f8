"""`jiekun refill`: a lost or rebuilt Kafka cluster filled again from the stores."""

import time
from contextlib import closing
from typing import Annotated

import psycopg
import typer
from rich.console import Console
from rich.progress import Progress

from chassis import operations
from chassis.operations import refill as room
from chassis.operations.refill import NeverRelayed, SetBack
from chassis.roles import SERVICES
from chassis.urls import Urls
from cli.operators import By, login, operator
from cli.options import AsJson, DataDir, cannot, installed, known_services, print_json
from machine import installation

LOOK_EVERY_S = 0.2


def refill(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]…", help="哪些服务的主题，默认全部 · whose topics")
    ] = None,
    first: Annotated[int, typer.Option("--from", min=1, help="从哪个位置起 · the first position published again")] = 1,
    patience: Annotated[
        float, typer.Option(min=0, help="无进展等多少秒；0 不等 · seconds to wait without progress; 0: do not wait")
    ] = 60.0,
    by: By = "",
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """从各库重发事件到 Kafka，重复者自动丢弃 · publish everything again; what comes twice is dropped at the marks."""
    found, console = installed(data), Console(stderr=as_json)
    asked = known_services(sources or SERVICES)
    try:
        urls = found.database_urls()
        who = operator(found, by or login())
        back = {}
        for source in asked:
            with closing(operations.open_store(source, urls.services[source].app)) as store:
                back[source] = room.set_back(store, who, first)
        if patience:
            with Progress(console=console) as progress:
                wait(urls, back, patience, progress)
    except NeverRelayed:
        cannot(f"no relay ever ran in {source}: only a system on Kafka has topics to fill")
    except psycopg.OperationalError:
        cannot(f"PostgreSQL of {data} does not answer: is the system running?")
    told = {source: {"from": one.place + 1, "was": one.was, "to": one.goal} for source, one in back.items()}
    if as_json:
        print_json({"refilled": told, "waited": bool(patience)})
    else:
        for source, one in told.items():
            console.print(f"[green]✓[/] {source}: {one['from']} – {one['to']}", highlight=False)


def wait(urls: Urls, back: dict[str, SetBack], patience_s: float, progress: Progress) -> None:
    """Until every relay has published again what stood in its store."""
    tasks = {source: progress.add_task(source, total=one.goal - one.place) for source, one in back.items()}
    moved, sum_before = time.monotonic(), -1
    while True:
        places = {source: place(urls, source) for source in back}
        for source, now in places.items():
            progress.update(tasks[source], completed=min(now.position, back[source].goal) - back[source].place)
        behind = [source for source, one in back.items() if places[source].position < one.goal]
        if not behind:
            return
        if (total := sum(now.position for now in places.values())) != sum_before:
            moved, sum_before = time.monotonic(), total
        if time.monotonic() - moved > patience_s:
            idle = [source for source in behind if not places[source].held]
            why = f"no relay runs in {', '.join(idle)}" if idle else "its relay does not get through: is Kafka there?"
            cannot(f"{', '.join(behind)} set back, but not published again yet: {why}; it goes on by itself")
        time.sleep(LOOK_EVERY_S)


def place(urls: Urls, source: str) -> room.RelayPlace:
    with psycopg.connect(urls.services[source].operator, connect_timeout=5) as connection:
        return room.place_of(connection)
