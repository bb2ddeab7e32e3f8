"""Kinds of writings: what people and agencies write about a household, and others must be able to read again."""

from enum import StrEnum
from typing import Final


class WritingKind(StrEnum):
    WITHDRAWAL = "withdrawal"
    CONSENT_WITHDRAWAL = "consent_withdrawal"
    FINDING = "finding"
    VISIT = "visit"
    FIRST_SIGNATURE = "first_signature"
    DECLINED_SIGNATURE = "declined_signature"
    APPROVAL = "approval"
    REJECTION = "rejection"
    RETURN = "return"
    NOTICE = "notice"
    OBJECTION = "objection"
    OBJECTION_ANSWER = "objection_answer"
    SECOND_LOOK = "second_look"
    SETTLEMENT = "settlement"
    CLOSING = "closing"
    CONTACT = "contact"
    CHANGE = "change"
    RECHECK = "recheck"
    MOVE = "move"
    DUPLICATE = "duplicate"
    REARRANGEMENT = "rearrangement"
    ATTACHMENT = "attachment"
    AGENCY_ANSWER = "agency_answer"
    CONTRADICTING_ANSWER = "contradicting_answer"
    CONTRADICTION_SETTLEMENT = "contradiction_settlement"
    LATE_ANSWER = "late_answer"
    CORRECTED_ANSWER = "corrected_answer"
    WITHDRAWN_ANSWER = "withdrawn_answer"
    QUARANTINED_ANSWER = "quarantined_answer"
    DECLINED_ANSWER = "declined_answer"
    AGENCY_PUSH = "agency_push"
    HELPER = "helper"
    PLAN = "plan"
    REFERRAL = "referral"
    REFERRAL_ANSWER = "referral_answer"
    MONTH = "month"
    DIFFICULTY = "difficulty"
    AID_WITHDRAWAL = "aid_withdrawal"
    LOOK = "look"


CHINESE: Final[dict[WritingKind, str]] = {
    WritingKind.WITHDRAWAL: "撤回申请的理由",
    WritingKind.CONSENT_WITHDRAWAL: "撤回授权的理由",
    WritingKind.FINDING: "审核认定",
    WritingKind.VISIT: "走访所见与不予确认的理由",
    WritingKind.FIRST_SIGNATURE: "初审意见",
    WritingKind.DECLINED_SIGNATURE: "退回复核的理由",
    WritingKind.APPROVAL: "批准的理由",
    WritingKind.REJECTION: "不予批准的理由",
    WritingKind.RETURN: "退回补正的材料",
    WritingKind.NOTICE: "公示张贴与撤下",
    WritingKind.OBJECTION: "公示异议",
    WritingKind.OBJECTION_ANSWER: "异议答复",
    WritingKind.SECOND_LOOK: "依更正复看的意见",
    WritingKind.SETTLEMENT: "处理建档冲突的理由",
    WritingKind.CLOSING: "撤档的理由",
    WritingKind.CONTACT: "联系情况",
    WritingKind.CHANGE: "档案变更",
    WritingKind.RECHECK: "复查决定的理由",
    WritingKind.MOVE: "转档的说明与退回的理由",
    WritingKind.REARRANGEMENT: "并户、转户、拆户",
    WritingKind.DUPLICATE: "疑似重复的甄别意见",
    WritingKind.ATTACHMENT: "附件的说明与撤下的理由",
    WritingKind.AGENCY_ANSWER: "部门答复",
    WritingKind.CONTRADICTING_ANSWER: "前后不一致的部门答复",
    WritingKind.CONTRADICTION_SETTLEMENT: "矛盾答复的裁定",
    WritingKind.LATE_ANSWER: "报告之后的部门答复",
    WritingKind.CORRECTED_ANSWER: "部门更正的答复",
    WritingKind.WITHDRAWN_ANSWER: "部门撤回的答复",
    WritingKind.QUARANTINED_ANSWER: "撤回授权之后的部门答复",
    WritingKind.DECLINED_ANSWER: "部门拒绝答复",
    WritingKind.AGENCY_PUSH: "部门主动通报",
    WritingKind.HELPER: "帮扶责任人",
    WritingKind.PLAN: "选定的措施",
    WritingKind.REFERRAL: "转办事项",
    WritingKind.REFERRAL_ANSWER: "转办答复",
    WritingKind.MONTH: "月度情况",
    WritingKind.DIFFICULTY: "困难认定的理由",
    WritingKind.AID_WITHDRAWAL: "撤回救助的说明",
    WritingKind.LOOK: "查阅的理由",
}
