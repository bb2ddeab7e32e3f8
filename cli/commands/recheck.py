"""`jiekun recheck …`: 复查: a file is kept under a clause, or is to be closed; `jiekun sign` signs it second."""

from typing import Annotated, Any

import typer

from cli.commands.decision import Clause
from cli.desk.addresses import intake
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import Household, Reason, Version

recheck = typer.Typer(no_args_is_help=True, help="复查 · decide on an open file's re-check")


@recheck.command()
@at_desk
def keep(
    desk: Desk,
    household: Household,
    clause: Clause,
    category: Annotated[
        str | None, typer.Option("--category", help="与建议不同的类别 · another category than the proposed")
    ] = None,
    reason: Reason = "",
    version: Version = None,
) -> None:
    """复查合格，保留档案 · keep the file."""
    _decide(desk, household, version, decision="keep", clause=clause, category=category, reason=reason)


@recheck.command()
@at_desk
def close(desk: Desk, household: Household, clause: Clause, reason: Reason, version: Version = None) -> None:
    """复查不合格，撤档待复核 · close the file; a second reviewer must sign."""
    _decide(desk, household, version, decision="close", clause=clause, reason=reason)


def _decide(desk: Desk, household: str, version: int | None, **body: Any) -> None:
    to = intake("/v1/households/{household}/recheck", household=household)
    desk.show(desk.change(to, body, household, version))
