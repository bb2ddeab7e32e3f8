"""`jiekun decide …`, `sign`, `contact`, `close`: what reviewers decide about a household, first and second."""

from typing import Annotated, Any

import typer

from cli.desk import inputs, words
from cli.desk.addresses import Address, intake
from cli.desk.choices import argument, option
from cli.desk.decorator import at_desk
from cli.desk.desk import Desk
from cli.desk.inputs import MOST, FormFile, Household, Most, Reason, Version
from cli.options import cannot
from kernel.closed_lists import CONTACT_WAYS, PAPER_KINDS

decide = typer.Typer(no_args_is_help=True, help="审核 · decide on an application")

Clause = Annotated[str, typer.Option("--clause", help="所依条款 · the clause of the document")]


@decide.command()
@at_desk
def approve(
    desk: Desk,
    household: Household,
    category: Annotated[
        str | None, typer.Option("--category", help="与建议不同的类别 · another category than the proposed")
    ] = None,
    reason: Reason = "",
    version: Version = None,
) -> None:
    """批准，随即公示；与建议不一致的须复核 · approve; against the proposal a second reviewer must sign."""
    _decide(desk, household, version, decision="approve", category=category, reason=reason or None)


@decide.command()
@at_desk
def reject(desk: Desk, household: Household, clause: Clause, reason: Reason = "", version: Version = None) -> None:
    """不予批准，写明条款 · reject, with the clause."""
    _decide(desk, household, version, decision="reject", clause=clause, reason=reason or None)


@decide.command("return")
@at_desk
def return_(
    desk: Desk,
    household: Household,
    paper: Annotated[list[str], option("缺少的材料，可多次 · may be given again", PAPER_KINDS)],
    reason: Reason = "",
    version: Version = None,
) -> None:
    """退回补正，写明理由，申请人在办理情况中可见 · return it for papers; why is shown to whoever applied."""
    _decide(desk, household, version, decision="return", papers=paper, reason=reason or None)


@decide.command()
@at_desk
def finding(desk: Desk, household: Household, file: FormFile, version: Version = None) -> None:
    """审核认定：部门不能答复的事实，表单为 JSON · find what no agency answers; the household is judged again."""
    to = intake("/v1/households/{household}/finding", household=household)
    desk.show(desk.change(to, inputs.form(file), household, version))


@decide.command()
@at_desk
def settle(
    desk: Desk,
    household: Household,
    action: Annotated[str, argument("怎样处理 · try again, drop a member, reject", words.SETTLEMENTS)],
    member: Annotated[
        list[str] | None, typer.Option(help="移除谁（成员编号），可多次 · tokens of who is dropped")
    ] = None,
    reason: Reason = "",
    version: Version = None,
) -> None:
    """处理建档冲突 · settle a blocked opening: a member is in another open file."""
    body = {"action": action, "members": member or [], "reason": reason}
    to = intake("/v1/households/{household}/block-settlement", household=household)
    desk.show(desk.change(to, body, household, version))


@at_desk
def sign(
    desk: Desk,
    household: Annotated[
        str | None, typer.Argument(help="户编号，不写则列出待复核的 · its id; without: all that you may sign")
    ] = None,
    decline: Annotated[bool, typer.Option("--decline", help="不同意 · do not sign")] = False,
    reason: Reason = "",
    version: Version = None,
    most: Most = MOST,
) -> None:
    """复核：作为第二人签署审核、撤档或复查决定 · sign a decision, a closing or a re-check second, or decline."""
    if household is None:
        if decline or reason:
            cannot("请写明户编号 · say whose decision it is: the household's id")
        waiting = desk.items(intake("/v1/second-signatures"), most)
        names = ("household", "name", "org_path", "decision", "grounds", "signed_by", "since", "version")
        desk.show(waiting if desk.as_json else [{**one, "decision": one["act"]} for one in waiting], *names)
        return
    about = desk.get(intake("/v1/households/{household}", household=household))
    waiting = about.get("second_signature")
    if waiting is None:
        cannot(f"{household}: 没有待复核的决定 · nothing waits for a second signature")
    body = {"signature": "declined" if decline else "given", "reason": reason}
    answer = desk.change(_to_sign(household, waiting["act"]), body, household, version or about["version"])
    signed = {"decision": waiting["act"], **{name: value for name, value in waiting.items() if name != "act"}}
    desk.show({**answer, "signed": waiting} if desk.as_json else {**answer, **signed})


def _to_sign(household: str, act: str) -> Address:
    if act.startswith("close"):
        return intake("/v1/households/{household}/closing/second-signature", household=household)
    if act == "keep":
        return intake("/v1/households/{household}/recheck/second-signature", household=household)
    return intake("/v1/households/{household}/decision/second-signature", household=household)


@at_desk
def contact(
    desk: Desk,
    household: Household,
    way: Annotated[str, argument("联系方式 · how", CONTACT_WAYS)],
    on: Annotated[str, typer.Option(help="联系日期，如 2026-11-20 · the day of the attempt")],
    reached: Annotated[bool, typer.Option(help="是否联系上 · whether somebody was reached")] = False,
    note: Reason = "",
    version: Version = None,
) -> None:
    """登记联系；按失联撤档须多日联系未果 · record an attempt to reach a household, before it counts as out of reach."""
    to = intake("/v1/households/{household}/contact-attempts", household=household)
    desk.show(desk.change(to, {"on": on, "way": way, "reached": reached, "note": note}, household, version))


@at_desk
def close(
    desk: Desk,
    household: Household,
    why: Annotated[str, argument("撤档原因 · why it is closed", words.CLOSINGS)],
    reason: Reason = "",
    version: Version = None,
) -> None:
    """撤档 · close the file; what rests on your word alone waits for a second signature."""
    body: dict[str, Any] = {"reason": why, "text": reason or None}
    to = intake("/v1/households/{household}/closing", household=household)
    desk.show(desk.change(to, body, household, version))


def _decide(desk: Desk, household: str, version: int | None, **body: Any) -> None:
    to = intake("/v1/households/{household}/decision", household=household)
    desk.show(desk.change(to, body, household, version))
