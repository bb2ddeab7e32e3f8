"""`jiekun apply`, `withdraw`, `withdraw-consent`: an application, its papers after a return, what is taken back."""

from typing import Annotated

import typer

from cli.desk import inputs
from cli.desk.addresses import intake
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import FormFile, Household, Reason, Version


@at_desk
def apply(
    desk: Desk,
    file: FormFile,
    again: Annotated[
        str | None,
        typer.Option("--again", metavar="HOUSEHOLD", help="补正后重新提交 · after a return: whose application it is"),
    ] = None,
    version: Version = None,
) -> None:
    """提交申请；--again 为补正 · apply for a household, or send a returned application again."""
    body = inputs.form(file)
    if again is None:
        desk.show(desk.post(intake("/v1/applications"), body))
        return
    to = intake("/v1/households/{household}/resubmission", household=again)
    desk.show(desk.change(to, body, again, version))


@at_desk
def withdraw(desk: Desk, household: Household, reason: Reason, version: Version = None) -> None:
    """撤回申请 · withdraw an application, any time before the file is open."""
    to = intake("/v1/households/{household}/withdrawal", household=household)
    desk.show(desk.change(to, {"reason": reason}, household, version))


@at_desk
def withdraw_consent(
    desk: Desk,
    household: Household,
    reason: Reason,
    person: Annotated[
        list[str] | None,
        typer.Option("--person", metavar="TOKEN", help="成员代号，可多次；不填为全部 · a member; all when left out"),
    ] = None,
    version: Version = None,
) -> None:
    """撤回核对授权，随时可办 · take back the consent to be asked about, at any time."""
    to = intake("/v1/households/{household}/consent/withdrawal", household=household)
    desk.show(desk.change(to, {"persons": person or [], "reason": reason}, household, version))
