"""`jiekun up`: the whole system on this machine until Ctrl-C; with `--roster` it first plays a survey through."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from agencies.population import Population, generate
from agencies.roster import SAMPLE_DAY
from chassis.files import write_atomically
from chassis.roles import SERVICES
from cli import laboratory
from cli.options import FAILED, DataDir, cannot
from machine import installation
from machine.installation import note_ports
from machine.ports import Ports
from machine.program import StartFailed
from machine.stack import HOUSEHOLDS, SEED, DataFolderInUse, Stack
from machine.until_signal import ended_by_signal

Drive = Callable[[Stack, threading.Event], bool]
"""Drives a roster through the running system; the event ends it early. False: what came of it is not right."""
Play = Callable[[Console, Path, Population, Path], Drive]
"""Readies a data folder for these people and this roster, before anything starts in it."""


def up(
    data: DataDir = installation.DEFAULT,
    roster: Annotated[
        Path | None, typer.Option(help="登记表 · a roster (xlsx) to drive through first", exists=True, dir_okay=False)
    ] = None,
    any_port: Annotated[bool, typer.Option("--any-port", help="用空闲端口 · take free ports, not 7001 …")] = False,
    once: Annotated[bool, typer.Option("--once", help="走完即停 · end after the roster has gone through")] = False,
) -> None:
    """启动全部服务，Ctrl-C 结束 · start four services, agencies and PostgreSQL; one Ctrl-C ends all."""
    console = Console()
    play: Play | None = laboratory.roster_play() if roster is not None else None
    data.mkdir(parents=True, exist_ok=True)
    people = population(data)
    drive = play(console, data, people, roster) if play and roster else None
    moves = drive is not None or (data / "clock-offset").exists()
    stack = Stack(data, ports=Ports.free() if any_port else Ports(), clock_offset=moves, on_event=quietly(console))
    with ended_by_signal() as over:
        well = True
        try:
            with stack:
                note_ports(data, stack.ports)
                where(console, stack)
                if drive is not None:
                    well = drive(stack, over)
                if not once:
                    console.print("[bold]Ctrl-C 结束 · Ctrl-C ends everything[/]")
                    over.wait()
                console.print("正在依次停止 · stopping in order …")
        except (StartFailed, DataFolderInUse) as reason:
            cannot(reason)
    if not well:
        raise typer.Exit(FAILED)


def population(data: Path) -> Population:
    """Who the agencies know: the people of the sample roster, unless other people stand here already."""
    path = data / "population.json"
    if not path.exists():
        write_atomically(path, generate(HOUSEHOLDS, SEED, SAMPLE_DAY).to_json())
    return Population.from_json(path.read_bytes())


def quietly(console: Console) -> Callable[[str, str], None]:
    """Only deaths are told: a start that works needs no lines."""

    def tell(name: str, what: str) -> None:
        if what.startswith("died"):
            console.print(f"[red]{name} {what}[/]，重新启动 · started again")

    return tell


def where(console: Console, stack: Stack) -> None:
    for name in (*SERVICES, "agencies"):
        console.print(f"  {name:<13} {stack.ports.url(name)}{'/openapi.json' if name != 'agencies' else ''}")
    console.print(f"  {'PostgreSQL':<13} 127.0.0.1:{stack.ports.postgres}")
    console.print(f"  日志 logs      {stack.supervisor.log_dir}")
    flag = "" if stack.data_dir == installation.DEFAULT.resolve() else f" --data {stack.data_dir}"
    console.print(f"  令牌 token     jiekun token{flag} --org 44/4405 --role reviewer", soft_wrap=True, highlight=False)
