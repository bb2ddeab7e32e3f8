"""`jiekun verification evidence …`: what both sides signed, as one file; and its judge, which needs nothing else."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from cli.desk.addresses import verification
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import Household, Reason, To
from cli.options import FAILED, AsJson, cannot, print_json
from dci import evidence_file
from dci.evidence_file import FAILS, HOLDS, MISSING, Finding

evidence = typer.Typer(no_args_is_help=True, help="核对证据文件 · evidence files")
VERDICTS = {HOLDS: "[green]成立 holds[/]", FAILS: "[red]不成立 FAILS[/]", MISSING: "[yellow]缺 missing[/]"}


@evidence.command()
@at_desk
def export(
    desk: Desk,
    household: Household,
    reason: Reason,
    to: To,
    round: Annotated[
        int | None, typer.Option("--round", min=1, help="只取此轮 · this round alone; default: all of them")
    ] = None,
) -> None:
    """导出一户的核对证据（审计员），留有记录 · what both sides signed about a household; on record, for auditors."""
    door = verification("/v1/households/{household}/evidence", household=household)
    desk.save(to, desk.opened(door, reason, round=round))


@evidence.command()
def verify(
    file: Annotated[Path, typer.Argument(help="证据文件 · the evidence file")],
    keys: Annotated[
        Path | None,
        typer.Option("--keys", help="另行得知的公钥（JSON），与文件中的比对 · public keys that you know otherwise"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """离线检验：签名、当时的密钥、所答何问、缺什么 · judge a file: no database, no network, no settings.

    Exit code 0: all that is there holds; 1: something does not; 2: no evidence file, or a changed one.
    """
    try:
        trusted: list[dict[str, Any]] | None = json.loads(keys.read_bytes()) if keys else None
        findings = evidence_file.verify(file.read_bytes(), trusted)
    except (OSError, ValueError, evidence_file.Unreadable) as unreadable:
        cannot(unreadable)
    fails = any(one.verdict == FAILS for one in findings)
    if as_json:
        print_json({"holds": not fails, "findings": [vars(one) for one in findings]})
    else:
        _show(findings, told_otherwise=trusted is not None)
    if fails:
        raise typer.Exit(FAILED)


def _show(findings: list[Finding], told_otherwise: bool) -> None:
    console = Console(highlight=False)
    headers = ("行 line", "内容 what", "检验 check", "结果 verdict", "原因 why")
    table = Table(*(Column(header, overflow="fold") for header in headers))
    for one in findings:
        table.add_row(str(one.line), escape(one.what), one.check, VERDICTS[one.verdict], escape(one.why))
    console.print(table)
    if not told_otherwise:
        console.print("公钥出自该文件：另行得知的以 --keys 比对 · the keys are the file's own: compare them (--keys)")
