"""`jiekun fund …`: funds: established, allotted to unions below, raised by two people."""

from typing import Annotated

import typer

from cli.desk import inputs
from cli.desk.addresses import assistance
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, FormFile, Most, Reason

fund = typer.Typer(no_args_is_help=True, help="帮扶资金 · funds")

Fund = Annotated[str, typer.Argument(help="资金编号 · the fund's id")]
Yuan = Annotated[str, typer.Argument(metavar="YUAN", help="金额（元）· in yuan")]


@fund.command("list")
@at_desk
def list_(desk: Desk, most: Most = MOST) -> None:
    """资金清单：预算、可用、已占用、已发放 · funds, with what is free, committed and paid."""
    found = desk.items(assistance("/v1/funds"), most)
    desk.show(found, "fund", "name", "org_path", "year", "budget", "available", "committed", "paid", "uses")


@fund.command()
@at_desk
def establish(desk: Desk, file: FormFile) -> None:
    """设立资金，表单为 {name, source, year, budget, uses, org_path} · establish a fund, from a form."""
    desk.show(desk.post(assistance("/v1/funds"), inputs.form(file)))


@fund.command()
@at_desk
def allot(
    desk: Desk,
    fund: Fund,
    org_path: Annotated[str, typer.Argument(metavar="ORG", help="下级单位 · a union below the keeper")],
    amount: Yuan,
) -> None:
    """分配额度，新的代替旧的 · so much of it a union below may spend without asking; a later one replaces it."""
    body = {"org_path": org_path, "amount": amount}
    desk.show(desk.post(assistance("/v1/funds/{fund}/allotments", fund=fund), body))


@fund.command()
@at_desk
def allotments(desk: Desk, fund: Fund) -> None:
    """已分配的额度 · what was allotted, and how much of it is used."""
    desk.show(desk.get(assistance("/v1/funds/{fund}/allotments", fund=fund))["items"], "org_path", "amount", "used")


@fund.command("raise")
@at_desk
def raise_(
    desk: Desk,
    fund: Fund,
    amount: Yuan,
    reason: Reason,
    instead_of: Annotated[
        str | None, typer.Option(metavar="YUAN", help="代替待确认的金额 · the amount of the one that waits")
    ] = None,
) -> None:
    """申请追加预算，待他人确认 · ask for a larger budget; another person confirms it."""
    body = {"amount": amount, "reason": reason, "instead_of": instead_of}
    desk.show(desk.post(assistance("/v1/funds/{fund}/raises", fund=fund), body))


@fund.command()
@at_desk
def confirm(desk: Desk, fund: Fund, amount: Yuan) -> None:
    """确认他人申请的追加预算 · confirm what another asked for, as it was asked."""
    desk.show(desk.post(assistance("/v1/funds/{fund}/raises/confirmation", fund=fund), {"amount": amount}))


@fund.command()
@at_desk
def raises(desk: Desk, fund: Fund) -> None:
    """追加预算记录 · raises asked for and confirmed, with the reason."""
    desk.show(desk.get(assistance("/v1/funds/{fund}/raises", fund=fund))["items"])
