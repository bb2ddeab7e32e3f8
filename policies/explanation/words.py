"""Facts, parameters and their values in the words of a case worker."""

from collections.abc import Iterable
from typing import Final

from kernel.causes import CHINESE, Cause
from kernel.closed_lists import EMPLOYER_KINDS, EMPLOYMENT, HUKOU_KINDS, RESTRUCTURING_KINDS
from kernel.fen import fen, yuan
from policies.documents.profile import Profile
from policies.judgement.evaluation import Judged
from policies.language.facts import NEEDS

_NEEDS: Final = dict(zip(NEEDS, ["吃", "穿", "就业", "医疗", "就学", "社会保险", "住房"], strict=True))
FACTS: Final[dict[str, str]] = {
    "region": "建档地区",
    "members": "家庭人口",
    "adults": "成年人数",
    "can_work": "有劳动能力人数",
    "employed_members": "已就业人数",
    "household_income": "家庭月收入",
    "income_per_capita": "家庭人均月收入",
    "dibao_line": "当地最低生活保障线",
    "on_dibao": "享受低保",
    "relief_total": "家庭每月政府救助",
    "relief_per_capita": "人均每月政府救助",
    "hardship_expenditure_total": "家庭每月刚性支出",
    "hardship_expenditure_per_capita": "人均每月刚性支出",
    "living_standard_per_capita": "人均实际生活水平",
    "union_aid_total": "家庭每月工会帮扶",
    "union_aid_per_capita": "人均每月工会帮扶",
    "living_standard_with_aid_per_capita": "计入工会帮扶的人均实际生活水平",
    "causes": "致困原因",
    "primary_cause": "主要致困原因",
    "employment": "就业状态",
    "employer_kind": "用人单位性质",
    "employer_region": "用人单位所在地区",
    "union_region": "工会关系所在地区",
    "hukou_region": "户籍所在地区",
    "hukou_kind": "户籍类别",
    "contract_months": "劳动合同期限",
    "wage_is_main_income": "以工资收入为主要生活来源",
    "restructuring_affected": "受去产能、改制等影响",
    "restructuring_kind": "去产能、改制等的情形",
    "union_member": "工会会员",
    "migrant_worker": "农民工",
    "lives_long_term_in_city": "长期在城镇生活",
    "rural_poverty_register": "农村建档立卡",
    "houses": "家庭名下房产",
    "house_area_m2": "家庭名下房产面积",
    "vehicles": "家庭名下车辆",
    "cars": "其中小汽车",
    "firms": "家庭成员任职或出资的企业",
    "firms_led": "其中任法定代表人的企业",
    "firm_capital": "家庭成员在企业的出资",
    "deposits_at_least": "家庭存款及证券的下限",
    "deposits_at_most": "家庭存款及证券的上限",
    "houses_within_limit": "房产套数在当地限额内",
    "house_area_within_limit": "人均房产面积在当地限额内",
    "vehicles_within_limit": "车辆数在当地限额内",
    "cars_within_limit": "小汽车数在当地限额内",
    "firms_led_within_limit": "任法定代表人的企业数在当地限额内",
    "firm_capital_within_limit": "企业出资在当地限额内",
    "deposits_within_limit": "人均存款及证券在当地限额内",
    "property_within_limit": "家庭财产在当地限额内",
    "houses_max": "当地允许的房产套数",
    "house_area_per_head_max": "当地允许的人均房产面积",
    "vehicles_max": "当地允许的车辆数",
    "cars_max": "当地允许的小汽车数",
    "firms_led_max": "当地允许任法定代表人的企业数",
    "firm_capital_max": "当地允许的企业出资",
    "deposits_per_head_max": "当地允许的人均存款及证券",
    "single_parent": "单亲家庭",
    "disability": "家中有残疾人",
    "sudden_event": "遭遇突发事件",
    "event_major": "审核人认定发生的是重大意外事件（写明理由）",
    **{f"has_{need}": f"有{chinese}保障" for need, chinese in _NEEDS.items()},
    "difficulty_found": "审核人认定生活困难（写明理由）",
    "difficulty_ended": "审核人认定困难已解除",
    "difficulty_eased": "审核人认定困难已缓解",
    "dibao_marginal_ratio": "“略高于低保线”的倍数",
    "dibao_marginal_amount": "“略高于低保线”的金额上限",
    "low_income_standard": "低收入家庭标准",
    "expenditure_poverty_standard": "支出型贫困标准",
    "exit_months": "脱困须连续达标的月数",
    "exit_measure": "脱困按什么衡量",
    "relief_ratio": "解困标准（低保线的倍数）",
    "admission_rule": "认定办法的条件（尚未载入）",
    **{f"cause_{cause}": f"致困原因“{chinese}”" for cause, chinese in CHINESE.items()},
    **{
        f"of_the_kind_{cause}": f"审核人认定“{chinese}”属于所列同类原因（写明理由）"
        for cause, chinese in CHINESE.items()
    },
    **{
        f"of_the_event_kind_{cause}": f"审核人认定“{chinese}”与突发事件、意外伤害、重大疾病同类（写明理由）"
        for cause, chinese in CHINESE.items()
    },
}
CODES: Final[dict[str, str]] = {
    **RESTRUCTURING_KINDS,
    **HUKOU_KINDS,
    **EMPLOYMENT,
    **EMPLOYER_KINDS,
    # As a sentence says them.
    "employed": "在职",
    "student": "学生",
    "zombie": "处置“僵尸企业”",
    "living_standard": "实际生活水平",
    "income": "收入",
}
_UNITS: Final = {"months": "个月", "days": "天"}
"""By the last word of a count's name; anything else counts people."""
_MEASURES: Final = {
    "houses": "套", "houses_max": "套", "house_area_m2": "平方米", "house_area_per_head_max": "平方米",
    "vehicles": "辆", "vehicles_max": "辆", "cars": "辆", "cars_max": "辆",
    "firms": "家", "firms_led": "家", "firms_led_max": "家",
}  # fmt: skip
"""量词 of what is owned."""


def name(profile: Profile, of: str) -> str:
    """What the fact, parameter or number is called."""
    for number in profile.document.numbers:
        if number.name == of:
            return f"文件规定的“{number.text}”"
    declared = {parameter.name: parameter.text or parameter.name for parameter in profile.document.parameters}
    return FACTS.get(of) or declared.get(of, of)


def value(profile: Profile, of: str, shown: object) -> str:
    """The value as a trace shows it, with its own unit."""
    if shown is None:
        return "未知"
    if isinstance(shown, bool):
        return "是" if shown else "否"
    match profile.kinds[of].kind:
        case "money":
            return f"{shown}元"
        case "ratio":
            return f"{shown}倍"
        case "count":
            return f"{shown}{_MEASURES.get(of) or _UNITS.get(of.rpartition('_')[2], '人')}"
        case _:
            return cause(str(shown)) if of == "primary_cause" else CODES.get(str(shown), str(shown))


def cause(code: str) -> str:
    return CHINESE[Cause(code)]


def category(profile: Profile, ordinal: str) -> str:
    named = profile.categories[ordinal].name
    return f"第{ordinal}类“{named}”" if named else f"第{ordinal}类"


def cited(clause: str) -> str:
    return f"（{clause}）" if clause else ""


def situation(profile: Profile, conditions: Iterable[Judged]) -> str:
    """The facts that these conditions rest on, each once; what the text itself fixes stands in its sentence."""
    facts = {fact: held for condition in conditions for fact, held in condition.facts.items()}
    causes = {fact: held for fact, held in facts.items() if fact.startswith("cause_")}
    told = [
        f"{name(profile, fact)}{'：' if isinstance(held, bool) else ''}{value(profile, fact, held)}"
        for fact, held in facts.items()
        if fact not in causes and fact not in profile.numbers
    ]
    heads, total = facts.get("members"), facts.get("household_income")
    if isinstance(heads, int) and isinstance(total, str):
        told.append(f"人均月收入{_per_head(fen(total), heads)}元")
    for word, meant in (("有", True), ("没有", False), ("不知道有没有", None)):
        if codes := [fact.removeprefix("cause_") for fact, held in causes.items() if held is meant]:
            told.append(f"{word}致困原因{''.join(f'“{cause(code)}”' for code in codes)}")
    return "，".join(told)


def _per_head(total: int, heads: int) -> str:
    """For reading only, rounded half up; what is decided compares totals."""
    return yuan((2 * total + heads) // (2 * heads))
