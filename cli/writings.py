"""What people and agencies wrote about one household, from every service that opens its words, in Chinese."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from cli import story
from kernel.calendar import CHINA_STANDARD_TIME
from kernel.closed_lists import (
    CHANGE_KINDS,
    CLOSING_REASONS,
    CONTACT_WAYS,
    EMPLOYMENT,
    HUKOU_KINDS,
    PAPER_KINDS,
    SCHOOL_STAGES,
)
from kernel.items import AGENCY_CHINESE, CHINESE
from kernel.national_form import DEPOSITS_BANDS, HOUSE_KINDS
from kernel.visits import VISIT_FACTS, VISIT_METHODS
from policies.explanation.measures import MEASURES
from portal.callers import Caller
from portal.client import Portal, Refused

SERVICES = ("intake", "verification", "assistance")
"""The ledger opens no box."""

LABELS = {
    "act": "救助编号", "agency": "部门", "attachment": "附件编号", "category": "类别",
    "change": "变更编号", "clause": "条款", "closing": "撤档", "decision": "决定",
    "due_on": "办结期限", "finding": "认定", "found": "认定或所见", "hardship": "刚性支出", "helper": "责任人",
    "income": "收入", "left": "不采用", "move": "转档编号", "taken": "采用",
    "item": "核对事项", "kind": "种类", "measure": "措施", "measures": "措施", "members": "成员", "month": "月份",
    "needs": "两有五保障", "note": "备注", "on": "自何日起", "persons": "涉及成员",
    "objection": "异议", "outcome": "结果", "papers": "材料", "person": "人员代号",
    "phone": "电话", "photo": "照片摘要", "place": "地点",
    "into": "并入或转入", "rearrangement": "并户转户拆户编号", "relations": "与申请人关系", "same": "同一人",
    "came_by": "答复方式",
    "reached": "是否联系上", "reason": "理由", "received_on": "收到日期", "records": "答复内容", "referral": "转办编号",
    "reference": "授权书编号", "relief": "政府救助",
    "round": "第几轮", "sheet": "第几张", "shown_on": "张贴日期", "taken_down_on": "撤下日期", "text": "说明",
    "to_org_path": "接收单位", "union_aid": "工会救助", "unit": "单位",
    "way": "联系方式", "what": "查阅内容",
    "visit": "走访编号", "method": "走访方式", "companion": "同行人", "words": "走访说明",
    "by": "裁定人", "contradiction": "矛盾编号", "stands": "成立的一方",
}  # fmt: skip
"""What each field of a writing is called; a test holds that none is missing."""
AMOUNTS = ("income", "relief", "hardship", "union_aid")
CODES = {
    "upheld": "成立", "dismissed": "不成立", "accepted": "已受理", "declined": "不予受理", "done": "已办结",
    "approve": "批准", "reject": "不予批准", "ended": "困难已消除",
    "eased": "困难已缓解", "writings": "文字与答复", "signed_body": "部门答复原文", "evidence": "核对证据文件",
    "message": "签名报文", "sheet": "询问表",
    "decline": "退回", "merge": "并户", "transfer": "转户", "split": "拆户",
    "different": "不是同一户", "same": "同一户",
    **{one.value: chinese for one, chinese in AGENCY_CHINESE.items()},
    **CHANGE_KINDS,
    **CLOSING_REASONS,
    **CONTACT_WAYS,
    **PAPER_KINDS,
}  # fmt: skip
ITEMS = {one.value: chinese for one, chinese in CHINESE.items()}


RECORDS = {
    "alive": "健在", "area_m2": "面积（平方米）", "base": "缴存基数",
    "certificate": "残疾证", "contract_months": "合同月数", "deposits_band": "存款档次",
    "employment": "就业状态", "firms": "企业数", "houses": "房产数",
    "hukou_kind": "户籍类别", "hukou_region": "户籍地区", "level": "等级",
    "monthly_income": "月收入", "on_dibao": "享受低保", "out_of_pocket_monthly": "每月自付医疗费",
    "pension": "领取养老金", "person": "人员", "registered": "建档立卡",
    "relief_monthly": "每月救助", "school_stage": "就学阶段", "serious_illness": "重病",
    "status": "婚姻状况", "unemployment_benefit": "失业金", "vehicles": "车辆数",
    "each": "逐项", "kind": "种类", "encumbrance": "权利负担", "value_band": "价值档次", "role": "职务",
    "capital": "出资", "holdings": "存款及证券", "at_least": "不少于", "at_most": "不多于",
}  # fmt: skip
"""What each field of an agency's record is called; a test holds that none is missing."""
RECORD_CODES = {
    **EMPLOYMENT, **SCHOOL_STAGES, **HUKOU_KINDS,
    "married": "已婚", "divorced": "离异", "widowed": "丧偶", "single": "未婚",
    **HOUSE_KINDS, **DEPOSITS_BANDS, "none": "无", "mortgaged": "抵押", "seized": "查封",
    "right_of_residence": "居住权",
    "car": "小汽车", "goods_vehicle": "货车", "motorcycle": "摩托车", "farm_vehicle": "农用车",
    "for_the_disabled": "残疾人专用车", "under_50k": "5万元以下", "50k_150k": "5万至15万元", "over_150k": "15万元以上",
    "legal_representative": "法定代表人", "shareholder": "股东", "partner": "合伙人", "sole_trader": "个体工商户",
    "officer": "董事、监事或高管", "deposits": "存款", "securities": "证券", "funds": "基金", "insurance": "保险",
}  # fmt: skip


def of(portal: Portal, caller: Caller, household: str, reason: str) -> list[dict[str, Any]]:
    """Oldest first, each with its `service`; each service keeps the reason. One that has not heard of the household yet
    tells nothing."""
    told: list[dict[str, Any]] = []
    for service in SERVICES:
        try:
            told += [{"service": service, **one} for one in _pages(portal, service, caller, household, reason)]
        except Refused as refused:
            if refused.status != 404:
                raise
    return story.in_order(told)


def tell(console: Console, told: list[dict[str, Any]]) -> None:
    console.print("\n[bold]文字与答复[/]")
    for one in told:
        at = datetime.fromisoformat(one["at"]).astimezone(CHINA_STANDARD_TIME)
        erased = "（个人信息已依法删除）" if one["erased"] else ""
        head = f"{at:%Y-%m-%d %H:%M} [cyan]{story.NAMES[one['service']]}[/] {one['kind_zh']}{erased}"
        console.print(Padding(f"{head} [dim]{escape(one['who'])}[/]", (0, 2)), highlight=False)
        for line in lines(one["words"]):
            console.print(Padding(escape(line), (0, 7)), highlight=False)


def lines(words: dict[str, Any]) -> list[str]:
    kept = {name: value for name, value in words.items() if value not in story.NOTHING}
    return [f"{LABELS.get(name, name)}：{_said(name, value)}" for name, value in kept.items()]


def _said(name: str, value: Any) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case dict() if name == "records":
            return record(value)
        case {"fact": fact, "found": found, "declared": declared}:
            beside = "未申报" if declared is None else f"申报 {_said(name, declared)}"
            return f"{VISIT_FACTS[fact]} {_said(name, found)}（{beside}）"
        case dict():
            return "、".join(f"{key} {_said(key, one)}" for key, one in value.items())
        case list():
            return "；".join(_said(name, one) for one in value)
        case str() if name in AMOUNTS:
            return f"{value}元"
        case str() if name == "item":
            return ITEMS.get(value, value)
        case str() if name == "method":
            return VISIT_METHODS.get(value, value)
        case str() if name in ("measure", "measures"):
            return MEASURES.get(value, value)
        case str() if name not in ("reason", "text", "objection"):
            return CODES.get(value, value)
        case _:
            return str(value)


def record(told: dict[str, Any]) -> str:
    """What an agency has on file about one person."""
    return "、".join(f"{RECORDS.get(key, key)} {_answered(one)}" for key, one in told.items())


def _answered(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "；".join(f"（{'、'.join(f'{RECORDS.get(key, key)} {_answered(one)}' for key, one in part.items())}）"
                        for part in value)  # fmt: skip
    return RECORD_CODES.get(str(value), str(value))


def _pages(portal: Portal, service: str, caller: Caller, household: str, reason: str) -> Iterator[dict[str, Any]]:
    query = ""
    while True:
        page = portal.post(service, f"/v1/households/{household}/writings{query}", caller, {"reason": reason})
        yield from page["items"]
        if page["next"] is None:
            return
        query = f"?cursor={quote(page['next'])}"
