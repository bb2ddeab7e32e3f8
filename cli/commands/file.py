"""`jiekun file …`: 并户、转户、拆户, open files brought together and taken apart, by two people."""

from typing import Annotated

import typer

from cli.desk import inputs, words
from cli.desk.addresses import Address, intake
from cli.desk.choices import argument
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import FormFile, Household, Reason, Version

file = typer.Typer(no_args_is_help=True, help="并户、转户、拆户 · merge files, transfer members, split a file")


@file.command()
@at_desk
def merge(desk: Desk, household: Household, form: FormFile, version: Version = None) -> None:
    """提出并户，表单写明并入哪户、谁与谁是同一人 · propose to merge this file into another: who is whom."""
    _propose(desk, intake("/v1/households/{household}/merge", household=household), household, form, version)


@file.command()
@at_desk
def transfer(desk: Desk, household: Household, form: FormFile, version: Version = None) -> None:
    """提出转户，表单写明成员和转入的户 · propose to transfer members into another file."""
    _propose(desk, intake("/v1/households/{household}/transfer", household=household), household, form, version)


@file.command()
@at_desk
def split(desk: Desk, household: Household, form: FormFile, version: Version = None) -> None:
    """提出拆户，表单写明成员和收款账户 · propose a file of their own for some members."""
    _propose(desk, intake("/v1/households/{household}/split", household=household), household, form, version)


@file.command()
@at_desk
def decide(
    desk: Desk,
    household: Household,
    rearrangement: Annotated[str, typer.Argument(help="并户、转户、拆户编号 · its id")],
    decision: Annotated[str, argument("决定 · what becomes of it", words.DECIDED_BY_ANOTHER)],
    reason: Reason = "",
    version: Version = None,
) -> None:
    """批准或退回他人提出的并户、转户、拆户 · approve or decline what somebody else proposed."""
    to = intake(
        "/v1/households/{household}/rearrangements/{rearrangement_id}/decision",
        household=household,
        rearrangement_id=rearrangement,
    )
    desk.show(desk.change(to, {"decision": decision, "reason": reason}, household, version))


def _propose(desk: Desk, to: Address, household: str, form: str, version: int | None) -> None:
    desk.show(desk.change(to, inputs.form(form), household, version))
