"""What a screen in Chinese calls fields and codes.

What has no word here is shown as it is; `--json` has the codes.
"""

from typing import Any, Final

from kernel.causes import CHINESE as CAUSES
from kernel.closed_lists import (
    CHANGE_KINDS,
    CLOSING_REASONS,
    CONTACT_WAYS,
    EMPLOYMENT,
    HUKOU_KINDS,
    PAPER_FOR,
    PAPER_KINDS,
)
from kernel.items import AGENCY_CHINESE, CHINESE
from kernel.visits import VISIT_METHODS
from policies.explanation.words import FACTS

ITEMS: Final = {item.value: chinese for item, chinese in CHINESE.items()}
AGENCIES: Final = {agency.value: chinese for agency, chinese in AGENCY_CHINESE.items()}
OUTCOMES: Final = {"met": "符合", "not_met": "不符合", "undetermined": "待定"}
STATUSES: Final = {
    "under_verification": "核对中", "under_review": "审核中", "under_second_review": "复核中", "returned": "已退回补正",
    "rejected": "不予批准", "withdrawn": "已撤回", "on_notice": "公示中", "blocked": "建档受阻", "open": "已建档",
    "closed": "已撤档",
}  # fmt: skip
RELATIONS: Final = {"self": "本人", "spouse": "配偶", "child": "子女", "parent": "父母", "other": "其他"}
FIELDS: Final = {
    "alive": "健在", "helper_due_on": "责任人确定期限", "monthly_income": "月收入", "opened_on": "建档日期",
    "seriously_ill": "患重病", "deposits_band": "存款档次", "housing_fund_base": "公积金缴存基数",
    "housing_fund_beside_income": "公积金缴存基数高于申报月收入", "deposits_beside_income": "存款超过申报年收入",
    "pension_beside_income": "领取养老金而未申报收入", "formula": "算式", "grade": "证据",
    "against_proposal": "与系统建议不一致", "agency": "部门", "amount": "金额", "attachment": "附件编号",
    "attempts": "次数", "because": "缘由", "category": "类别", "change": "变更编号", "channel": "渠道",
    "clause": "条款",
    "complete": "完整", "consent": "授权与同意", "decision": "决定", "delivery": "通知编号", "due_on": "期限",
    "first_day": "公示首日", "flags": "提示", "for": "用于", "grounds": "复核事由", "giver": "救助单位",
    "item": "核对事项", "items": "核对事项", "kind": "种类", "last_day": "公示末日", "missing": "缺少",
    "month": "月份", "months": "月份", "notice_shown": "公示已张贴", "on": "自何日起",
    "other": "对方救助", "outcome": "结果", "paid_on": "发放日",
    "papers": "材料", "period": "期间", "photo": "照片摘要", "profile": "适用文件", "proposal": "系统建议",
    "provisional": "节假日未定", "reason": "理由", "reasons": "理由", "round": "轮次", "rule": "规则",
    "sender": "发送方", "sheet": "第几张", "shown_on": "张贴日期", "size": "字节", "taken_down_on": "撤下日期",
    "unanswered": "未答复事项", "undecided": "尚不能判断的类别",
    "way": "联系方式", "method": "走访方式", "with": "同行人",
}  # fmt: skip
GROUNDS: Final = {
    "against_proposal": "与系统建议不一致", "incomplete_report": "报告不完整", "own_finding": "本人作出认定",
    "own_word": "本人提出", "member_died": "成员死亡", "recheck": "复查", "consent_withdrawn": "授权已撤回",
    "recheck_under_way": "复查尚未决定", "visit_contradicts": "走访所见与申报不符",
}  # fmt: skip
CODES: Final[dict[str, str]] = {
    "approve": "批准", "reject": "不予批准", "keep": "保留", "portal": "门户", "roster": "登记表", "tax": "税务",
    "matched": "一致", "mismatched": "不一致", "doubtful": "存疑", "not_found": "查无记录", "refused": "未询问",
    "no_answer": "未答复",
    "upheld": "成立", "dismissed": "不成立",
    "withdrawn": "已撤回", "term": "到期",
    **GROUNDS, **ITEMS, **AGENCIES,
    **{cause.value: chinese for cause, chinese in CAUSES.items()},
    **CLOSING_REASONS, **CONTACT_WAYS, **CHANGE_KINDS, **PAPER_KINDS, **PAPER_FOR, **HUKOU_KINDS, **EMPLOYMENT,
}  # fmt: skip
_OF_A_FIELD: Final = {"item": ITEMS, "items": ITEMS, "unanswered": ITEMS, "agency": AGENCIES, "method": VISIT_METHODS}
"""Codes that an item, an agency and a person share: `student` is what the school is asked, and what somebody is."""


def field(name: str) -> str:
    return FIELDS.get(name) or FACTS.get(name, name)


def code(value: Any, of: str = "") -> str:
    """`of`: the field in which it stands."""
    if isinstance(value, bool):
        return "是" if value else "否"
    known = _OF_A_FIELD.get(of, CODES)
    return known.get(str(value)) or CODES.get(str(value), str(value))
