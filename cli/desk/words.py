"""The screen's words: what each field and each code of an answer is called in Chinese.

Codes of lists that services keep to themselves are repeated here, since the command line knows no service; a test
compares them.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final, get_args

from cli.story import NAMES as SERVICES
from cli.words import AGENCIES, GROUNDS, ITEMS, RELATIONS
from cli.words import FIELDS as SHOWN
from cli.words import STATUSES as HOUSEHOLD_STATES
from cli.writings import CODES as WRITTEN
from kernel.aid_kinds import CHINESE as AID_KINDS
from kernel.bank_reasons import BANK_REASONS
from kernel.closed_lists import (
    CAMPAIGN_REASONS,
    CHANGE_KINDS,
    CLOSING_REASONS,
    MOVE_REASONS,
    PAPER_KINDS,
    ClosingReason,
)
from kernel.leads import LEAD_KINDS, LEAD_OUTCOMES
from kernel.visits import GRADES, VISIT_FACTS, VISIT_METHODS
from policies.explanation.measures import MEASURES
from policies.explanation.words import FACTS
from policies.language.facts import NEEDS

OF_THE_DESK: Final[dict[str, str]] = {
    "algorithm": "签名算法", "digest": "报文摘要", "event": "事件编号", "key_id": "密钥编号",
    "public_key": "公钥", "proposed": "新提出", "received_at": "收到时刻", "revoked_from": "吊销自",
    "standing": "状态", "type": "种类", "valid_from": "生效时刻",
    "about": "事项编号", "access": "查阅编号", "act": "救助", "actor": "经办人", "acts": "救助", "agrees": "一致",
    "aid": "救助", "aid_kind": "救助种类", "answered": "答复", "answered_at": "答复时间", "answered_by": "答复人",
    "answered_on": "答复日期", "applications": "申请数", "applied_by": "申报人", "as_of": "截至",
    "assignee": "领取人", "at": "时间", "available": "可用", "awaiting_consent": "待同意",
    "bank_reason": "银行退回原因", "batch": "批次", "beneficiaries": "受益人", "bill": "票据号", "budget": "预算",
    "by": "首签人", "bytes": "字节", "changed_at": "变动时间", "changes_waiting": "待批准变更", "chosen": "选定措施",
    "clauses": "条款", "code": "代码", "committed": "已占用", "comparisons": "申报与答复对照",
    "conditions": "条件", "confirmed": "已确认", "count": "笔数",
    "counts_for_exit": "计入脱困", "decided_at": "批准时间", "decided_by": "批准人", "declared": "申报",
    "detail": "说明", "document": "适用文件", "employer": "工作单位", "en": "英文",
    "exit_proposed": "建议脱困", "expired": "已过期", "expires_on": "有效期至", "fact": "事实", "facts": "事实",
    "file": "文件", "finding": "认定", "findings": "认定", "first": "起", "found": "查得",
    "from": "自", "fund": "资金编号", "fund_name": "资金名称",
    "handed_over": "已移交", "helper": "帮扶责任人", "helper_named": "已定责任人", "helper_overdue": "责任人逾期",
    "household": "户编号", "id": "编号", "id_number": "身份证号",
    "items_missing": "授权书未覆盖事项", "keeper": "管理单位", "kind_zh": "种类", "last": "止",
    "leads": "牵头部门", "left": "剩余", "line": "低保线", "measure": "措施",
    "measures": "措施", "members": "成员", "name": "姓名", "next": "下一步",
    "not_by": "不得由", "number": "序号", "object_to": "异议受理", "office": "单位", "office_phone": "单位电话",
    "open": "未决", "org_path": "单位", "overdue": "逾期",
    "paid": "已发放", "person": "人员", "persons": "涉及成员", "phone": "电话", "place": "地点",
    "proposed_at": "提出时间", "proposed_by": "提出人",
    "provenance": "来源", "raised_at": "提出时间", "raised_by": "提出人",
    "reaches_relief": "达到解困", "recheck_due_on": "复查期限", "recheck_under_way": "复查中", "recipient": "收款人",
    "recorded": "已登记", "refer_to": "转办部门", "referral": "转办编号", "referrals": "转办", "region": "地区",
    "relation": "关系", "relief_reached": "已解困", "report": "报送编号", "responsible": "责任部门",
    "because_zh": "更正原因", "revised": "更正", "revision": "更正次数", "stand_in": "未答复时的替代",
    "office_zh": "承办单位", "item_zh": "核对事项", "working_days": "期限（工作日）", "url": "接口地址",
    "asked_on": "询问日期",
    "results": "结果", "secured": "已保障", "service": "系统", "sheets": "张贴",
    "signed": "已签署", "signed_by": "首签人", "since": "自何时", "source": "资金来源",
    "state": "状态", "status": "状态", "submitted_on": "申请日期", "taken": "已受理",
    "task": "待办编号", "text": "说明", "texts": "说明", "told_at": "报送时间", "total": "合计",
    "unit": "单位", "until": "公示至", "used": "已用", "uses": "用途",
    "valid_until": "有效期至", "value": "值", "version": "版本", "what": "查阅内容", "who": "经办人",
    "withdrawn": "撤回数", "withdrawn_about_others": "得知他人在档后撤回数", "withdrawn_at": "撤销时间",
    "chosen_before": "原批准措施", "year": "年度", "zh": "说明",
    "move": "转档编号", "to": "至", "token": "成员编号", "file_number": "档案编号", "another_law": "接收后须复查",
    "after": "新内容", "before": "原内容", "changed": "有变化", "complete_for": "完整的工会", "corrected": "更正申请",
    "counts": "各结果行数", "difference": "差异编号", "differences": "差异", "elsewhere": "档案在其他工会",
    "gone": "登记表中没有", "imported_at": "导入时间", "imported_by": "导入人", "refused": "未受理",
    "sheet_org_path": "登记表中的工会",
    "roster": "登记表编号", "row": "行号", "rows": "总行数", "split": "成员分属两份档案", "unchanged": "未变",
    "households": "户", "into": "并入或转入户", "likely": "疑似重复行数", "new": "新行数", "pair": "疑似重复编号",
    "rearrangement": "并户转户拆户编号", "score": "总分", "signal": "相同之处", "stop": "停止编号",
    "asked": "询问", "late": "逾期后答复", "declined": "拒绝答复", "silent": "逾期未答复", "waiting": "期限内",
    "said_otherwise": "前后不一", "median_working_days": "半数答复所需工作日", "worst_working_days": "最慢工作日",
    "form_version": "授权书版本", "purposes": "授权用途", "form": "授权书版本",
    "contradiction": "矛盾编号", "side": "第几方", "stands": "成立的一方", "records": "答复内容",
    "questions": "问题数", "out": "已列入未答", "taken_on": "出具日期", "taken_by": "出具人", "brought_on": "带回日期",
    "brought_by": "带回人", "confirmed_on": "确认日期", "confirmed_by": "确认人", "question_sheet": "询问表编号",
    "more": "还有待列入", "sha256": "文件摘要",
    "visit": "走访编号", "companion": "同行人",
    "lead": "线索编号", "reference": "部门业务编号", "happened_on": "发生日期", "visited_on": "走访日期",
    "visited_by": "走访人",
    "campaign": "批量复查编号", "planned": "范围内户数", "reached": "已轮到户数", "ordered_by": "依据文件",
    "due_by": "只查至此日应复查的", "listed": "点名户数", "a_minute": "每分钟户数", "begun_by": "批准人",
    "progress": "进度", "awaited": "待答复", "decided": "已决定", "under_way": "已在复查中",
    "decided_since": "开始后已有决定", "not_open": "没有可复查的档案",
    "urgent": "阻止建档", "weight": "分值", "name_zh": "名称", "instead_of": "代替的救助",
}  # fmt: skip
FIELDS: Final[dict[str, str]] = {**SHOWN, **OF_THE_DESK}
"""A test holds that no field which a command shows is missing, and that none is called otherwise at the desk."""

PLAN_STATES: Final = {"drafted": "待批准", "approved": "已批准", "closed": "已终止"}
ACT_STATES: Final = {
    "awaits_consent": "待资金单位同意", "proposed": "查重中", "cleared": "查重通过", "held": "查重未通过",
    "in_batch": "已列入批次", "confirmed": "准予发放", "paid": "已发放", "returned": "银行退回", "withdrawn": "已撤回",
}  # fmt: skip
ROWS: Final = {"changed": "有变化", "elsewhere": "档案在其他工会", "split": "成员分属两份档案", "gone": "登记表中没有"}
"""What a row of a roster with differences came to."""
DIFFERENCE_STATES: Final = {"waiting": "待处理", "taken": "已采纳", "left": "已留置", "stale": "已被其他变更取代"}
DIFFERENCE_KINDS: Final = {
    **CHANGE_KINDS, "applicant": "申请人不同", "elsewhere": ROWS["elsewhere"], "split": ROWS["split"],
    "gone": ROWS["gone"],
}  # fmt: skip
CHANGE_STATES: Final = {"proposed": "待批准", "approved": "已批准", "declined": "已退回"}
AID_STATES: Final = {
    "recorded": "已收到", "waiting": "等待查重", "cleared": "查重通过", "held": "查重未通过", "confirmed": "准予发放",
    "revoked": "复核未通过", "expired": "查重已过期", "released": "已释放", "paid": "已发放",
}  # fmt: skip
"""Of an act in the ledger."""
SETTLEMENTS: Final = {"retry": "重试", "drop_member": "移除成员", "reject": "不予批准"}
CLOSINGS: Final = {reason: CLOSING_REASONS[reason] for reason in get_args(ClosingReason)}
SECOND_LOOKS: Final = {"stands": "维持原决定", "apply_anew": "可以重新申请"}
OBJECTION_OUTCOMES: Final = {"upheld": "成立", "dismissed": "不成立"}
DIFFICULTY_FINDINGS: Final = {"ended": "困难已消除", "eased": "困难已缓解"}
DECIDED_BY_ANOTHER: Final = {"approve": "批准", "decline": "退回"}
STOP_DECISIONS: Final = {"release": "放行", "withdraw": "撤回"}
STOP_REASONS: Final = {
    "checked": "已逐行核对", "apply_anew": "确为重新申请", "wrong_sheet": "表错", "sent_twice": "重复报送",
}  # fmt: skip
REFERRAL_OUTCOMES: Final = {"accepted": "已受理", "declined": "不予受理", "done": "已办结"}
REFERRAL_STATES: Final = {"sent": "已转办，待答复", **REFERRAL_OUTCOMES}
RAISE_STATES: Final = {"awaits_confirmation": "待确认", "raised": "已追加"}
BATCH_STATES: Final = {"closed": "已结批", "checked": "已复核", "settled": "已结清"}
TASKS: Final[dict[str, dict[str, str]]] = {
    "intake": {
        "review": "审核", "second_signature": "复核决定", "closing_signature": "复核撤档", "papers": "补正",
        "objection": "答复异议", "blocked": "处理建档冲突", "file_number": "登记档案编号", "change": "批准变更",
        "recheck": "复查", "recheck_signature": "复核复查决定", "exit": "确认脱困", "duplicate": "甄别疑似重复",
        "rearrangement": "批准并户转户拆户", "move": "接收转档", "consent": "补签授权书",
        "hang_sheet": "张贴公示", "take_down_sheet": "撤下公示", "webhook": "门户通知失败",
        "parameter": "确认参数", "look_again": "依更正复看", "campaign": "批准批量复查", "lead": "走访线索",
        "visit_to_confirm": "确认走访所见",
    },
    "assistance": {
        "plan": "批准计划", "helper": "确定责任人", "referral": "转办结果", "consent": "同意使用资金",
        "hold": "查重未通过", "overlap": "事后发现重复", "returned_payment": "银行退回", "batch": "结成批次",
        "raise": "确认追加预算",
    },
    "verification": {"contradiction": "裁定矛盾答复", "settlement_signature": "复核裁定"},
}  # fmt: skip
"""Service -> the kinds of what waits there."""

SIGNALS: Final = {
    "number": "身份证号相近", "name": "姓名相同", "name_and_birth": "姓名和出生日期相同", "phone": "联系电话相同",
    "account": "收款账户相同",
}  # fmt: skip
REARRANGEMENTS: Final = {"merge": "并户", "transfer": "转户", "split": "拆户"}
SAID_OF_TWO: Final = {"different": "不是同一户", "same": "同一户"}
PAIR_STATES: Final = {"proposed": "待甄别", **SAID_OF_TWO}
LEAD_STATES: Final = {"waiting": "待走访", **LEAD_OUTCOMES, "applied": "已申请", "lapsed": "已到期"}
VISIT_STATES: Final = {"waiting": "待同行人确认", "confirmed": "两人已确认", "declined": "未予确认"}
CAMPAIGN_STATES: Final = {
    "proposed": "待批准", "declined": "未批准", "running": "进行中", "paused": "已暂停", "stopped": "已停止",
    "done": "已全部轮到",
}  # fmt: skip
STOP_STATES: Final = {"stopped": "待处理", "released": "已放行", "withdrawn": "已撤回"}

FLAGS: Final = {
    "objection_unanswered": "异议未答复", "objection_overdue": "异议答复逾期", "review_overdue": "审核逾期",
    "exit_proposed": "建议脱困", "notice_not_shown": "公示未张贴",
}  # fmt: skip
"""What a list of households is narrowed to."""
RECALLS: Final = {
    "late_answer": "部门逾期后答复", "corrected": "部门更正答复", "withdrawn": "部门撤回答复", "pushed": "部门通报变化",
    "settled": "裁定矛盾答复",
}  # fmt: skip
"""Why a report comes out again, and a file is checked again."""
OVERLAP_RULES: Final = {
    "file_closed": "档案已撤销", "same_kind_same_person": "同一人、同类、期间重叠",
    "beneficiary_died": "受助人在救助期间开始前已去世", "same_bill": "同一票据", "before_file": "建档之前的救助",
    "not_cleared": "未经查重", "clearance_expired": "查重结果过期",
    "facts_in_doubt": "所依据的部门答复已更正，复查未结", "paid_on_corrected_fact": "发放所依据的部门答复后来更正",
}  # fmt: skip

CODES: Final[dict[str, dict[str, Any]]] = {
    "status": HOUSEHOLD_STATES,
    "grounds": GROUNDS,
    "flags": {
        **FLAGS,
        "legacy_number": "十五位旧身份证号",
        "applicant_elsewhere": "申请人另有申请或档案",
        "member_elsewhere": "成员另有申请或档案",
    },
    "reason": {
        **SIGNALS,  # of a pair; where a change has the same code its word holds
        **PAPER_KINDS,
        **CHANGE_KINDS,
        **AGENCIES,
        **GROUNDS,
        **MOVE_REASONS,
        **RECALLS,
        **CAMPAIGN_REASONS,
        **LEAD_KINDS,
        **VISIT_METHODS,
        "signature_declined": "复核未通过",
        "signature_missing": "尚未签署授权书",
        "one_file_per_person": "成员已在其他档案中",
        "near_duplicate": "疑似重复待甄别",
        "notice_not_shown": "公示未张贴",
        **REARRANGEMENTS,
        **BANK_REASONS,
        **OVERLAP_RULES,
        "drafted_anew": "计划重新拟定",
        "moved": "转入的档案",
    },
    "what": {
        "household": "档案",
        "explanation": "说明理由",
        "plan": "帮扶计划",
        "report": "核对报告",
        "reports": "外单位救助",
        "status": "办理情况",
        "survey": "登记表差异",
        "leaf": "台账条目",
        "objection": "异议",
        "writings": "文字与答复",
        "signed_body": "部门答复原文",
        "question_sheet": "询问表",
        "personal_data": "个人信息",
        "attachment": "附件材料",
        "bank_file": "银行代发文件",
    },
    "bank_reason": BANK_REASONS,
    "because": RECALLS,
    "stand_in": {"last_known": "沿用上次答复", "may_be_missing": "当地允许缺少"},
    "rule": OVERLAP_RULES,
    "measure": MEASURES,
    "chosen": MEASURES,
    "chosen_before": MEASURES,
    "leads": AGENCIES,
    "refer_to": AGENCIES,
    "act": {"money": "资金救助", "referral": "转办", "service": "服务", "demand": "督促"},
    "recipient": {
        "household": "本户",
        "insurer": "保险经办机构",
        "school": "学校",
        "landlord": "房屋出租方",
        "employer": "用人单位",
    },
    "findings": DIFFICULTY_FINDINGS,
    "finding": DIFFICULTY_FINDINGS,
    "secured": {need: FACTS[f"has_{need}"] for need in NEEDS},
    "source": {"union_dues": "工会经费", "higher_union": "上级工会拨款", "state": "财政资金", "donations": "社会捐赠"},
    "relation": RELATIONS,
    "closed_as": CLOSINGS,
    "kind": {
        **{kind.value: chinese for kind, chinese in AID_KINDS.items()},
        **PAPER_KINDS,
        **DIFFERENCE_KINDS,
        **LEAD_KINDS,
        **REARRANGEMENTS,
        **{kind: chinese for kinds in TASKS.values() for kind, chinese in kinds.items()},
    },
    "aid_kind": {kind.value: chinese for kind, chinese in AID_KINDS.items()},
    "uses": {kind.value: chinese for kind, chinese in AID_KINDS.items()},
    "papers": dict(PAPER_KINDS),
    "items": ITEMS,
    "item": ITEMS,
    "unanswered": ITEMS,
    "revised": ITEMS,
    "agency": AGENCIES,
    "outcome": {
        **WRITTEN,
        **ROWS,
        "matched": "一致",
        "mismatched": "不一致",
        "doubtful": "存疑",
        "not_found": "查无记录",
        "no_answer": "未答复",
        "asked": "未答复",
        "answered": "已答复",
        "silent": "逾期未答复",
        "refused": "未询问",
    },
    "grade": GRADES,
    "method": VISIT_METHODS,
    "fact": VISIT_FACTS,
    "service": dict(SERVICES),
    "decision": {
        "approve": "批准",
        "reject": "不予批准",
        "decline": "退回",
        "keep": "复查合格",
        **{f"close_as_{reason}": f"{chinese}撤档" for reason, chinese in CLOSING_REASONS.items()},
        **SAID_OF_TWO,
    },
    "signal": SIGNALS,
    "state": {"not_met": "不符合", "open": "未决", "excludes": "排除"},
    "proposal": {"none": "无类别", "excluded": "排除", "undetermined": "不能确定"},
}
"""Field -> what its codes are called."""


STATES: Final[tuple[tuple[frozenset[str], dict[str, str]], ...]] = (
    (frozenset({"difference"}), DIFFERENCE_STATES),
    (frozenset({"outcome", "kind", "count"}), DIFFERENCE_STATES),
    (frozenset({"change", "kind"}), CHANGE_STATES),
    (frozenset({"referral"}), REFERRAL_STATES),
    (frozenset({"act"}), {**AID_STATES, **ACT_STATES}),
    (frozenset({"batch"}), BATCH_STATES),
    (frozenset({"helper_named"}), PLAN_STATES),
    (frozenset({"measures"}), PLAN_STATES),
    (frozenset({"fund"}), RAISE_STATES),
    (frozenset({"pair"}), PAIR_STATES),
    (frozenset({"stop"}), STOP_STATES),
    (frozenset({"campaign"}), CAMPAIGN_STATES),
    (frozenset({"lead"}), LEAD_STATES),
    (frozenset({"visit", "method"}), VISIT_STATES),
)
"""The fields by which a thing is known, and its states: one code is a household's, an act's and a batch's, and none is
called by the word of another."""


def codes(name: str, thing: Collection[str]) -> dict[str, Any]:
    """`thing`: the fields beside this one."""
    if name == "status":
        return next((states for known_by, states in STATES if known_by <= set(thing)), HOUSEHOLD_STATES)
    return CODES.get(name, {})


def choices(codes: Mapping[str, str]) -> str:
    """For a help text."""
    return "、".join(f"{code} {chinese}" for code, chinese in codes.items())
