"""What assistance's routes answer: first what is shown, then what commands are answered with."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape, Texts
from services.assistance.domain.act import states as acts
from services.assistance.domain.batch import Status as BatchStatus
from services.assistance.domain.plan import states as plans
from services.assistance.domain.referral import Outcome


class Fund(Shape):
    fund: shapes.FundId
    name: str = Field(description="资金名称 · its name")
    source: str = Field(description="资金来源 · where the money comes from", examples=["higher_union"])
    year: int = Field(description="预算年度 · the year of its budget", examples=[2026])
    org_path: shapes.OrgPath = Field(description="管理单位 · the union that keeps it")
    uses: list[str] = Field(description="可用于的救助种类 · the kinds of aid that it may pay for")
    budget: shapes.Yuan = Field(description="预算，元 · the budget, in yuan")
    available: shapes.Yuan = Field(description="可用余额，元 · what is free, in yuan")
    committed: shapes.Yuan = Field(description="已占用，元 · what is set aside for acts, in yuan")
    paid: shapes.Yuan = Field(description="已发放，元 · what was paid, in yuan")


class Allotment(Shape):
    org_path: shapes.OrgPath = Field(description="获得额度的工会 · the union that it is allotted to")
    amount: shapes.Yuan = Field(description="额度，元 · how much, in yuan")
    used: shapes.Yuan = Field(description="已使用，元 · how much of it is used, in yuan")


class Allotments(Shape):
    items: list[Allotment] = Field(description="各工会的额度 · one for each union")


class OtherActPeriod(Shape):
    first: date = Field(description="救助期间首日 · the first day of the aid's period")
    last: date = Field(description="救助期间末日（含） · its last day, included")


class OtherAct(Shape):
    """The act that stands in the way, as the ledger told of it."""

    giver: shapes.OrgPath = Field(description="提供救助的单位 · who gives or gave it")
    kind: str = Field(description="救助种类 · the kind of aid")
    period: OtherActPeriod = Field(description="救助期间 · the days it is for")
    amount: shapes.Yuan
    office: str = Field(description="联系单位 · the office to call")
    office_phone: str = Field(description="联系电话 · its telephone")
    act: str | None = Field(None, description="业务编号，仅同一区县可见 · its id, within the same county alone")
    household: str | None = Field(None, description="户编号，仅同一区县可见 · its household, within the same county")


def _two(zh: str, en: str) -> Texts:
    return Texts(zh=zh, en=en)


NEXT: Mapping[acts.Status, Texts] = {
    "awaits_consent": _two("待资金管理单位同意。", "The fund's keeper agrees, or does not."),
    "proposed": _two("等待台账查重；无需办理。", "The ledger looks for overlaps; there is nothing to do."),
    "cleared": _two("请财务结成发放批次。", "Finance closes a payment batch."),
    "held": _two(
        "请与对方单位核实：确属重复的撤回；对方更正后，或复查保留档案后，自动再次查重。",
        "Ask the other office: withdraw what overlaps; once they correct theirs, or a re-check keeps the file, it is"
        " looked at again.",
    ),
    "in_batch": _two("等待台账复核；无需办理。", "The ledger looks once more; there is nothing to do."),
    "confirmed": _two("请财务领取银行文件，办理后登记结果。", "Finance takes the bank's file and records its results."),
    "returned": _two(
        "请更正收款账户（一人提出变更，另一人批准），再重新发放；不再发放的，撤回。",
        "Have the account corrected by two people and pay again; or withdraw it.",
    ),
}
"""What is to be done with an act; nothing with one that was paid or taken back."""


class Act(Shape):
    """One act of aid, from its proposal to its payment."""

    act: shapes.ActId
    household: shapes.Household
    org_path: shapes.OrgPath = Field(description="户所在的工会 · the union that keeps the household")
    giver: shapes.OrgPath = Field(description="申报救助的工会 · the union that gives it")
    fund: shapes.FundId
    kind: str = Field(description="救助种类 · the kind of aid", examples=["temporary_relief"])
    first: date = Field(description="救助期间首日 · the first day of its period")
    last: date = Field(description="救助期间末日（含） · the last day of its period, included")
    amount: shapes.Yuan
    status: acts.Status = Field(description="状态 · how it stands")
    expires_on: date | None = Field(description="查重结果有效期至 · the day until which its clearance holds")
    rule: str | None = Field(description="查重未通过的规则 · the rule that holds it", examples=["same_bill"])
    clause: str | None = Field(description="依据的条款 · the clause of that rule", examples=["baisha §六(二)"])
    other: OtherAct | None = Field(description="与之重复的救助 · the act in its way")
    finding: str | None = Field(description="发放后发现的重复救助编号 · an overlap found after payment, by its id")
    batch: str | None = Field(description="所在发放批次 · the payment batch that it is in")
    bank_reason: str | None = Field(description="银行退回代码 · the bank's code, where the money came back")
    instead_of: str | None = Field(description="代替哪笔被退回的救助 · the returned act whose money it carries")
    next: Texts | None = Field(
        default_factory=lambda said: NEXT.get(said["status"]),
        description="下一步，办结为空 · what to do next, if anything",
    )
    changed_at: shapes.ChangedAt


class _Batch(Shape):
    batch: shapes.BatchId
    fund: shapes.FundId
    org_path: shapes.OrgPath = Field(description="资金管理单位 · the union that keeps the fund")
    status: BatchStatus = Field(description="状态 · how it stands")


class _Counted(Shape):
    confirmed: int | None = Field(description="台账复核通过的笔数，未复核为空 · how many the ledger confirmed")
    total: shapes.Yuan = Field(description="合计金额，元 · the sum of its acts, in yuan")
    changed_at: shapes.ChangedAt


class Batch(_Counted, _Batch):
    acts: int = Field(description="笔数 · how many acts are in it")


class BatchWhole(_Counted, _Batch):
    """`acts`: of households that the caller may see; `count` counts all."""

    acts: list[Act] = Field(description="其中可见的救助 · the acts in it that the caller may see")
    count: int = Field(description="笔数 · how many acts are in it")


class PlanLine(Shape):
    """A plan in the work list."""

    household: shapes.Household
    org_path: shapes.OrgPath
    region: shapes.RegionCode
    status: plans.Status = Field(description="状态 · how it stands")
    version: shapes.Version
    helper_named: bool = Field(description="是否已确定帮扶责任人 · whether a helper is named")
    helper_overdue: bool = Field(description="确定责任人是否逾期 · whether naming one is overdue")
    relief_reached: bool = Field(description="是否实现解困 · whether relief was reached")
    exit_proposed: bool = Field(description="是否建议脱困 · whether exit is proposed")
    opened_on: date = Field(description="建档日期 · the day on which the file was opened")
    changed_at: shapes.ChangedAt


class Measure(Shape):
    """One measure of a plan, as the law's document routes it."""

    id: str = Field(description="措施编号 · the measure, as the document names it", examples=["medical_aid"])
    name_zh: str = Field(description="措施名称 · what it is called", examples=["金秋助学"])
    act: str = Field(description="方式：referral、demand、money、service · what kind of step it is")
    clause: shapes.Clause
    leads: list[str] = Field(description="牵头单位 · the lead agencies")
    responsible: list[str] = Field(description="责任单位 · the responsible agencies")
    refer_to: str | None = Field(description="转办给谁 · who takes the referral")
    aid_kind: str | None = Field(description="资金类措施的救助种类 · the kind of aid, where it gives money")
    beneficiaries: list[shapes.PersonToken] = Field(description="受益人代号 · whom it is for, by token")
    recipient: str | None = Field(description="资金付给谁 · who is paid", examples=["household"])


class Helper(Shape):
    """一帮一: masked."""

    unit: str = Field(description="帮扶单位 · the unit")
    name: str = Field(description="责任人姓名（脱敏） · the name, masked")
    phone: str = Field(description="电话末四位 · the last four digits of the telephone")


class Referral(Shape):
    referral: shapes.ReferralId
    household: shapes.Household
    agency: str = Field(description="承办部门 · the agency it was sent to", examples=["civil_affairs"])
    due_on: date = Field(description="办结期限 · the day by which it is due")
    status: str = Field(description="状态 · how it stands", examples=["sent"])
    changed_at: shapes.ChangedAt


class Month(Shape):
    month: str = Field(description="月份 · the month", examples=["2026-10"])
    line: shapes.Yuan | None = Field(description="该月低保标准，元；未设定为空 · that month's line in yuan, if set")
    counts_for_exit: bool | None = Field(description="是否计入脱困，未知为空 · whether it counts towards exit")
    reaches_relief: bool | None = Field(description="是否达到解困，未知为空 · whether it reaches relief")
    secured: list[str] = Field(description="已落实的保障 · the needs that a visit found secured", examples=[["food"]])


class Plan(Shape):
    """一户一计划, whole: measures opened, the helper masked."""

    household: shapes.Household
    status: plans.Status = Field(description="状态 · how it stands")
    version: shapes.Version
    org_path: shapes.OrgPath
    profile: str = Field(description="适用文件 · the document that the plan rests on", examples=["shantou-2016"])
    category: str = Field(description="困难类别 · the household's category")
    members: list[shapes.PersonToken] = Field(description="家庭成员代号 · its members, by token")
    measures: list[Measure] = Field(description="可选措施 · the measures that the document offers")
    chosen: list[str] = Field(description="批准的措施编号 · those that were approved")
    chosen_before: list[str] = Field(description="重新拟定前批准的措施编号 · approved before it was drafted anew")
    helper: Helper | None = Field(description="帮扶责任人 · the helper, if named")
    acts: list[Act] = Field(description="救助 · acts of aid")
    referrals: list[Referral] = Field(description="转办事项 · referrals")
    months: list[Month] = Field(description="已登记的月份 · the months on record")
    findings: list[str] = Field(description="困难认定 · what was found on the difficulty", examples=[["eased"]])
    relief_reached: bool = Field(description="是否实现解困 · whether relief was reached")
    exit_proposed: bool = Field(description="是否建议脱困 · whether exit is proposed")


class Keeper(Shape):
    org_path: shapes.OrgPath
    name: str = Field(description="名称 · its name")
    phone: str = Field(description="电话 · its telephone")


class ConsentNeeded(Shape):
    """The fund's keeper has to agree first."""

    code: Literal["keepers_consent_needed"] = Field(description="代码 · a stable code")
    fund: shapes.FundId
    fund_name: str = Field(description="资金名称 · the fund's name")
    amount: shapes.Yuan = Field(description="本次金额，元 · the amount of the act, in yuan")
    left: shapes.Yuan = Field(description="本单位尚可使用的额度，元 · what is left to the giver, in yuan")
    keeper: Keeper = Field(description="资金管理单位 · who keeps the fund, whom to call")
    texts: Texts = Field(description="说明 · what is the case")
    next: Texts = Field(description="下一步 · what to do next")


class ActStands(Shape):
    act: shapes.ActId
    status: acts.Status = Field(description="状态 · how it stands now")


class ActAwaiting(ActStands):
    consent: ConsentNeeded = Field(description="须征得的同意 · the consent that it waits for")


class ActProposed(ActStands):
    household: shapes.Household
    consent: ConsentNeeded | None = Field(None, description="须征得的同意，不需要则无 · the consent it waits for")


class ActPaidAgain(ActProposed):
    instead_of: shapes.ActId = Field(description="被退回的救助 · the returned act, whose money this one carries")


class PlanChanged(Shape):
    household: shapes.Household
    version: shapes.Version


class PlanApproved(PlanChanged):
    acts: list[shapes.ActId] = Field(description="申报的救助 · the acts that were proposed with it")
    referrals: list[shapes.ReferralId] = Field(description="发出的转办 · the referrals that were sent with it")
    awaiting_consent: list[ActAwaiting] = Field(description="其中须征得同意的 · those that wait for a fund's keeper")


class FundEstablished(Shape):
    fund: shapes.FundId


class Allotted(Shape):
    fund: shapes.FundId
    org_path: shapes.OrgPath = Field(description="获得额度的工会 · the union that it is allotted to")
    amount: shapes.Yuan = Field(description="额度，元 · how much, in yuan")


class Raise(Shape):
    fund: shapes.FundId
    status: Literal["awaits_confirmation", "raised"] = Field(description="待确认或已追加 · asked for, or done")
    amount: shapes.Yuan = Field(description="追加金额，元 · by how much, in yuan")


class RaiseOnRecord(Shape):
    at: datetime = Field(description="时刻 · when")
    who: str = Field(description="提出人或确认人（令牌的 sub） · who asked for it, or confirmed it")
    confirmed: bool = Field(description="是否已确认，确认后生效 · whether it is confirmed; it counts from then on")
    amount: shapes.Yuan = Field(description="追加金额，元 · by how much, in yuan")
    reason: str = Field(description="追加理由 · why")


class Raises(Shape):
    items: list[RaiseOnRecord] = Field(description="按提出先后 · in the order in which they were asked for")


class BatchClosed(Shape):
    batch: shapes.BatchId
    acts: int = Field(description="笔数 · how many acts are in it")
    total: shapes.Yuan = Field(description="合计金额，元 · their sum, in yuan")
    taken: list[shapes.ActId] = Field(description="列入的救助 · the acts in it")


class ResultsRecorded(Shape):
    batch: shapes.BatchId
    recorded: int = Field(description="新登记的结果数 · how many results were new")


class ReferralAnswered(Shape):
    referral: shapes.ReferralId
    status: Outcome = Field(description="部门的答复 · what the agency said")
