"""`jiekun bench`: how fast the chassis is, against bare limits and against the libraries people would pick instead."""

import os
import signal
import sys
from contextlib import ExitStack
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cli.options import CANNOT, FAILED, AsJson, cannot, print_json
from lab.bench import page, run, show
from lab.bench.contestant import Failed
from lab.bench.environments import Unavailable
from lab.bench.ground import NotDurable
from lab.bench.row import Row
from lab.bench.table import ROWS
from machine.kafka_settings import KafkaUnavailable

CANNOT_GO_ON = (Failed, Unavailable, NotDurable, KafkaUnavailable, page.NoPlace)


def bench(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="行名 · rows; all without")] = None,
    peers: Annotated[
        bool, typer.Option("--peers", help="也跑慢的 · also the long rows: Node's Emmett, ten million events")
    ] = False,
    alone: Annotated[bool, typer.Option("--alone", help="只测我方 · ours alone, no peer is asked")] = False,
    rounds: Annotated[int, typer.Option(min=1, max=99, help="轮数 · rounds of each side, in turn")] = 5,
    scale: Annotated[float, typer.Option(min=0.001, max=100, help="规模 · events in a round, times this")] = 1.0,
    strict: Annotated[bool, typer.Option("--strict", help="未达目标即失败 · exit 1 when a goal is missed")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="写入 docs/performance.md · put the table into the page")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """性能对比：我方与同类 · ours and its peers in turn, same data and durability, median of the rounds."""
    os.environ.pop("DATABASE_URL", None)  # the demos of `whole-way` bring their own server, as all rows do
    chosen = rows_named(names or [], peers)
    console = Console(stderr=as_json)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(CANNOT))  # so that what was started is ended and cleared away
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with ExitStack() as ending:
        progress = ending.enter_context(Progress(*columns, console=console))
        task = progress.add_task("启动 · starting", total=len(chosen) * rounds)
        try:
            report = run.run(
                chosen,
                rounds=rounds,
                scale=scale,
                with_peer=not alone,
                say=progress.console.print,
                step=lambda what: progress.update(task, description=what, advance=1),
            )
            if markdown:
                page.put(show.markdown(report.rows, report.machine))
        except CANNOT_GO_ON as reason:
            cannot(reason)
    if as_json:
        print_json(msgspec.to_builtins(report))
    else:
        console.print(show.table(report.rows))
    if strict and not all(one.reached for one in report.rows):
        raise typer.Exit(FAILED)


def rows_named(names: list[str], peers: bool) -> list[Row]:
    """Those that were named; else all that are quick, and the long ones with `peers`."""
    if unknown := sorted(set(names) - {row.name for row in ROWS}):
        cannot(f"no row {', '.join(unknown)}; there are: {', '.join(row.name for row in ROWS)}")
    return [row for row in ROWS if row.name in names or (not names and (peers or not row.only_with_peers))]
