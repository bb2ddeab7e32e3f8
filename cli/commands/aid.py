"""`jiekun aid …`: acts of aid: proposed, agreed to, taken back; what agencies made of referrals; overlaps."""

from datetime import datetime
from typing import Annotated, Any

import typer

from cli.desk import inputs, words
from cli.desk.addresses import assistance, ledger
from cli.desk.choices import argument, option
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import DAY, MOST, Household, Most, Reason
from kernel.aid_kinds import CHINESE

aid = typer.Typer(no_args_is_help=True, help="救助与转办 · acts of aid and referrals")

Act = Annotated[str, typer.Argument(help="救助编号 · the act's id")]
Day = Annotated[datetime, typer.Option(metavar="DATE", formats=DAY, help="起止日，均含 · both days included")]
_KINDS = {kind.value: chinese for kind, chinese in CHINESE.items()}


@aid.command("list")
@at_desk
def list_(
    desk: Desk,
    status: Annotated[str | None, option("状态 · state", words.ACT_STATES)] = None,
    household: Annotated[str | None, typer.Option(help="户编号 · of this household alone")] = None,
    fund: Annotated[str | None, typer.Option(help="资金编号 · of this fund alone")] = None,
    most: Most = MOST,
) -> None:
    """救助清单 · acts of aid of your organisation and those below it."""
    found = desk.items(assistance("/v1/acts"), most, status=status, household=household, fund=fund)
    desk.show(found, "act", "household", "kind", "amount", "first", "last", "status", "bank_reason", "rule", "batch")


@aid.command()
@at_desk
def show(desk: Desk, act: Act) -> None:
    """一笔救助 · one act, whole."""
    desk.show(desk.get(assistance("/v1/acts/{act}", act=act)))


@aid.command()
@at_desk
def propose(
    desk: Desk,
    household: Household,
    kind: Annotated[str, argument("救助种类 · kind", _KINDS)],
    fund: Annotated[str, typer.Option(help="资金编号 · the fund's id")],
    amount: Annotated[str, typer.Option(metavar="YUAN", help="金额（元）· in yuan")],
    first: Day,
    last: Day,
    beneficiary: Annotated[
        list[str] | None, typer.Option(metavar="TOKEN", help="受益成员，可多次，默认全户 · members; all unless named")
    ] = None,
    bill: Annotated[str | None, typer.Option(help="票据号 · the number on the paper")] = None,
) -> None:
    """申报救助 · propose aid."""
    body: dict[str, Any] = {
        "kind": kind,
        "fund": fund,
        "amount": amount,
        "first": first.date().isoformat(),
        "last": last.date().isoformat(),
        "beneficiaries": beneficiary or "household",
        "bill": bill,
    }
    desk.show(desk.post(assistance("/v1/plans/{household}/aid", household=household), body))


@aid.command()
@at_desk
def agree(desk: Desk, act: Act) -> None:
    """同意使用资金 · as the fund's keeper, agree to an act."""
    desk.show(desk.post(assistance("/v1/acts/{act}/consent", act=act), {}))


@aid.command()
@at_desk
def refuse(desk: Desk, act: Act, reason: Reason) -> None:
    """不同意使用资金 · as the fund's keeper, do not."""
    desk.show(desk.post(assistance("/v1/acts/{act}/refusal", act=act), {"reason": reason}))


@aid.command()
@at_desk
def withdraw(desk: Desk, act: Act, reason: Reason) -> None:
    """撤回救助 · take an act back before its money leaves."""
    desk.show(desk.post(assistance("/v1/acts/{act}/withdrawal", act=act), {"reason": reason}))


@aid.command()
@at_desk
def pay_again(
    desk: Desk,
    act: Act,
    reason: Reason,
    same_account: Annotated[
        bool, typer.Option("--same-account", help="账户无误，仍付原账户 · the account is right: pay to it again")
    ] = False,
) -> None:
    """银行退回的重新发放，账户先由两人更正 · pay again what came back, once two people corrected the account."""
    body = {"reason": reason, "same_account": same_account}
    desk.show(desk.post(assistance("/v1/acts/{act}/payment-again", act=act), body))


@aid.command()
@at_desk
def referral(
    desk: Desk,
    referral: Annotated[str, typer.Argument(help="转办编号 · the referral's id, as `jiekun plan show` has it")],
    outcome: Annotated[str, argument("结果 · what it came to", words.REFERRAL_OUTCOMES)],
    text: Annotated[
        str,
        typer.Option("--text", callback=inputs.text_of, help="说明，- 为标准输入 · in words; - is stdin"),
    ] = "",
) -> None:
    """登记转办结果 · record what an agency made of a referral."""
    body = {"outcome": outcome, "text": text}
    desk.show(desk.post(assistance("/v1/referrals/{referral}/answer", referral=referral), body))


@aid.command()
@at_desk
def register(
    desk: Desk,
    act: Annotated[str | None, typer.Argument(help="救助编号，不写则列出 · one act; without: all")] = None,
    household: Annotated[str | None, typer.Option(help="户编号 · of this household alone")] = None,
    status: Annotated[str | None, option("状态 · state", words.AID_STATES)] = None,
    most: Most = MOST,
) -> None:
    """台账：每笔救助的查重结果 · the ledger's word on each act, and what is in its way."""
    if act is not None:
        desk.show(desk.get(ledger("/v1/aid/{act}", act=act)))
        return
    found = desk.items(ledger("/v1/aid"), most, household=household, status=status)
    desk.show(found, "act", "household", "giver", "kind", "amount", "first", "last", "status", "clause", "other")


@aid.command()
@at_desk
def overlaps(desk: Desk, most: Most = MOST) -> None:
    """事后发现的重复救助 · overlaps that were found after money left."""
    found = desk.items(ledger("/v1/findings"), most)
    desk.show(found, "finding", "act", "household", "rule", "clause", "other", "raised_at", "withdrawn_at")
