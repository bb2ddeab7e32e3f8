"""The ledger's part of a household's story."""

from typing import Final

from fastapi import APIRouter

from chassis.http import accesses, timeline
from contracts.assistance import REASONS_CHINESE
from contracts.ledger import RULES_CHINESE
from kernel.aid_kinds import CHINESE as AID_KINDS
from services.ledger.projections.queries import kept_by
from services.ledger.resources import Resources

SUMMARIES: Final = {
    "jiekun.ledger.internal.FileRecorded.v1": ("台账登记开档", "file noted in the ledger"),
    "jiekun.ledger.internal.FileChangeRecorded.v1": ("台账登记档案变更", "change noted in the ledger"),
    "jiekun.ledger.internal.FileMoveRecorded.v1": ("台账登记转档至 {org_path}", "noted: moved to {org_path}"),
    "jiekun.ledger.internal.FileClosureRecorded.v1": ("台账登记撤档", "closing noted in the ledger"),
    "jiekun.ledger.internal.FileDoubted.v1": (
        "部门答复更正，未发放的救助暂缓",
        "an agency's answer turned out otherwise: unpaid aid is held",
    ),
    "jiekun.ledger.internal.FileTrusted.v1": (
        "复查保留档案，重新查重",
        "kept: what was held is decided anew",
    ),
    "jiekun.ledger.internal.ActRecorded.v1": ("救助申请登记：{kind}", "aid asked for: {kind}"),
    "jiekun.ledger.internal.AidWaiting.v1": ("等待开档信息", "waiting for the household's file"),
    "jiekun.ledger.AidCleared.v1": ("查重通过，有效期至 {expires_on}", "cleared until {expires_on}"),
    "jiekun.ledger.AidHeld.v1": ("查重未通过：{rule}（{clause}）", "held: {rule} ({clause})"),
    "jiekun.ledger.ClearanceExpired.v1": ("查重结果过期", "clearance expired"),
    "jiekun.ledger.internal.ActReleased.v1": ("救助撤回：{reason}", "aid released: {reason}"),
    "jiekun.ledger.internal.ActPaid.v1": ("已发放（{paid_on}）", "paid on {paid_on}"),
    "jiekun.ledger.FindingRaised.v1": (
        "发放后发现问题：{rule}（{clause}）",
        "found after payment: {rule} ({clause})",
    ),
    "jiekun.ledger.FindingWithdrawn.v1": (
        "发现撤销：对方已更正或撤回报送，或复查保留档案",
        "finding withdrawn: the other giver's report is corrected or gone, or a re-check kept the file",
    ),
}


WORDS: Final = {
    **{kind.value: chinese for kind, chinese in AID_KINDS.items()},
    **RULES_CHINESE,
    **REASONS_CHINESE,
}
"""What the Chinese says for codes: kinds of aid, rules, reasons."""


def router(resources: Resources) -> APIRouter:
    routes = timeline.router(resources, kept_by, timeline.from_templates(SUMMARIES, WORDS))
    routes.include_router(accesses.router(resources, kept_by))
    return routes
