"""Assistance's part of a household's story."""

from typing import Any, Final

from fastapi import APIRouter

from chassis.codec import Recorded
from chassis.http import accesses, timeline
from chassis.http.timeline import Told
from chassis.work_list import words as work_list
from contracts.assistance import REASONS_CHINESE
from contracts.ledger import RULES_CHINESE
from kernel.aid_kinds import CHINESE as AID_KINDS
from kernel.bank_reasons import BANK_REASONS
from kernel.closed_lists import CLOSING_REASONS
from kernel.items import AGENCY_CHINESE
from services.assistance.errors.plans import REFERRALS
from services.assistance.projections.queries import batches_of_household, kept_by
from services.assistance.resources import Resources

_TOLD: Final = "jiekun.assistance"
_OWN: Final = "jiekun.assistance.internal"

SUMMARIES: Final = {
    f"{_OWN}.FileRecorded.v1": ("帮扶登记开档", "file noted for assistance"),
    f"{_OWN}.FactDropped.v1": ("个人信息已删除，未予处理", "personal data are gone; nothing was made of it"),
    f"{_TOLD}.PlanDrafted.v1": ("按 {profile} 拟定一户一计划", "plan drafted under {profile}"),
    f"{_TOLD}.HelperNamed.v1": ("确定帮扶单位：{unit}", "helper named, of {unit}"),
    f"{_OWN}.HelperOverdue.v1": ("逾期（{due_on}）未确定帮扶责任人", "no helper named by {due_on}"),
    f"{_TOLD}.PlanApproved.v1": ("批准帮扶计划", "plan approved"),
    f"{_TOLD}.ReferralSent.v1": ("转办 {agency}，{due_on} 前办结", "referred to {agency}, due {due_on}"),
    f"{_OWN}.ReferralAnswered.v1": ("转办结果：{outcome}", "referral {outcome}"),
    f"{_OWN}.ReferralOverdue.v1": ("转办逾期（{due_on}）", "referral overdue since {due_on}"),
    f"{_OWN}.ConsentAsked.v1": (
        "请资金管理单位同意使用资金：{proposal[kind]} {proposal[amount]} 元",
        "the fund's keeper is asked for {proposal[amount]} yuan of {proposal[kind]}",
    ),
    f"{_OWN}.ConsentRefused.v1": ("未获同意或已撤回：{reason}", "not agreed to: {reason}"),
    f"{_TOLD}.AidProposed.v1": ("{giver} 申报救助：{kind}", "{giver} proposed aid: {kind}"),
    f"{_OWN}.BudgetCommitted.v1": ("占用资金预算", "budget committed"),
    f"{_OWN}.BudgetReleased.v1": ("释放资金预算", "budget released"),
    f"{_OWN}.JournalPosted.v1": ("记账：借 {debit} 贷 {credit}", "posted: debit {debit}, credit {credit}"),
    f"{_OWN}.ClearanceRecorded.v1": ("查重通过，有效期至 {expires_on}", "cleared until {expires_on}"),
    f"{_OWN}.HoldRecorded.v1": ("查重未通过：{rule}（{clause}）", "held: {rule} ({clause})"),
    f"{_OWN}.FindingRecorded.v1": ("发放后发现问题：{rule}（{clause}）", "found after payment: {rule} ({clause})"),
    f"{_OWN}.FindingDropped.v1": ("重复救助发现撤销", "overlap finding withdrawn"),
    f"{_OWN}.TakenIntoBatch.v1": ("列入发放批次", "taken into a payment batch"),
    f"{_OWN}.ConfirmationRecorded.v1": ("复核通过，准予发放", "confirmed for payment"),
    f"{_OWN}.RevocationRecorded.v1": ("复核未通过：{rule}", "revoked: {rule}"),
    f"{_OWN}.WithdrawalExplained.v1": ("说明撤回原因", "reason for taking it back"),
    f"{_TOLD}.AidWithdrawn.v1": ("救助撤回：{reason}", "aid withdrawn: {reason}"),
    f"{_TOLD}.AidPaid.v1": ("已发放（{paid_on}）", "paid on {paid_on}"),
    f"{_TOLD}.PaymentReturned.v1": ("银行退回：{reason}", "returned by the bank: {reason}"),
    f"{_OWN}.MonthRecorded.v1": ("登记 {month} 家庭情况", "facts of {month} recorded"),
    f"{_OWN}.DifficultyJudged.v1": ("困难认定：{finding}", "difficulty found {finding}"),
    f"{_OWN}.DifficultyLapsed.v1": ("{because}，此前的困难认定（{finding}）失效", "{because}: found {finding} no more"),
    f"{_TOLD}.ReliefReached.v1": ("实现解困（{rule}）", "relief reached ({rule})"),
    f"{_TOLD}.ExitProposed.v1": ("建议脱困（{rule}）", "exit proposed ({rule})"),
    f"{_TOLD}.ExitWithdrawn.v1": ("{because}（{month}），撤回脱困建议", "exit proposed no more: {because} ({month})"),
    f"{_OWN}.FileChangeRecorded.v1": ("档案变更已同步", "the file's change noted"),
    f"{_OWN}.FileMoveRecorded.v1": ("档案转至 {org_path}", "the file moved to {org_path}"),
    f"{_OWN}.PlanRedrafted.v1": ("复查后按 {profile} 重新拟定计划", "plan drafted anew under {profile}"),
    f"{_OWN}.CategoryRecorded.v1": ("复查后类别 {category}", "category {category} after the re-check"),
    f"{_OWN}.PlanClosed.v1": ("撤档，计划终止：{reason}", "plan closed with the file: {reason}"),
}


WORDS: Final = {
    **{kind.value: chinese for kind, chinese in AID_KINDS.items()},
    **{agency.value: chinese for agency, chinese in AGENCY_CHINESE.items()},
    **REFERRALS,
    **RULES_CHINESE,
    **REASONS_CHINESE,
    **BANK_REASONS,
    "ended": "已消除",
    "eased": "已缓解",
    "month": "当月不再符合",
    "kept": "复查后保留档案",
    "moved": "转到适用另一文件的地方",
    **CLOSING_REASONS,
}
"""What the Chinese says for codes: kinds of aid, agencies, outcomes, rules, reasons."""


LOOKS: Final[dict[str, str | None]] = {f"{_OWN}.BankFileShown.v1": "bank_file"}
"""The account of each household of a batch was opened."""
_FROM_TEMPLATES: Final = timeline.from_templates(SUMMARIES, WORDS)


def _tell(recorded: Recorded[Any]) -> Told:
    return work_list.told(recorded.event) or _FROM_TEMPLATES(recorded)


def router(resources: Resources) -> APIRouter:
    routes = timeline.router(resources, kept_by, _tell)
    routes.include_router(accesses.router(resources, kept_by, LOOKS, batches_of_household))
    return routes
