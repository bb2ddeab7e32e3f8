"""`jiekun check`: the invariants, read from the stores of a running system."""

from typing import Annotated

import psycopg
import typer
from rich.console import Console

import checks
from checks.storage import Storage
from cli import installation
from cli.commands.options import FAILED, AsJson, DataDir, cannot, installed, print_json


def check(
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="只说不符 · only say what is wrong")] = False,
) -> None:
    """核对不变式：不丢、不重、账平 · check a running system: nothing lost, nothing doubled, every balance right."""
    console = Console(stderr=as_json, quiet=quiet)
    urls = installed(data).database_urls()
    with Storage(urls) as storage, console.status("核对 · checking") as status:
        try:
            report = checks.run(storage, progress=status.update)
        except psycopg.OperationalError:
            cannot(f"PostgreSQL of {data} does not answer: is `jiekun up` running?")
    if as_json:
        print_json(report.to_dict())
    else:
        for sentence in report.checked if report.well else ():
            console.print(f"✓ {sentence}", style="green")
        for problem in report.problems:
            Console().print(f"[red]{problem.kind}[/] {problem.sentence} × {problem.count}: {', '.join(problem.where)}")
        console.print(f"{report.events} events, {report.lost} lost, {report.doubled} doubled, {report.seconds} s")
    if not report.well:
        raise typer.Exit(FAILED)
