"""The words that stand in a roster's cells, and the codes that they mean: the form's own word of each code first, then
those that other prints of the form and people use. A word that could mean two codes is in no list.
"""

from collections.abc import Mapping
from typing import Final, TypeVar

from kernel import aid_kinds, causes, closed_lists, items, national_form

Code = TypeVar("Code", bound=str)


def _words(chinese: Mapping[Code, str], further: Mapping[str, str] | None = None) -> dict[str, str]:
    return {word: str(code) for code, word in chinese.items()} | dict(further or {})


RELATIONS: Final = _words(
    {"spouse": "配偶", "child": "子女", "parent": "父母", "other": "其他"},
    {
        "丈夫": "spouse", "妻子": "spouse", "夫妻": "spouse", "儿子": "child", "女儿": "child", "长子": "child",
        "次子": "child", "长女": "child", "次女": "child", "父亲": "parent", "母亲": "parent", "祖父": "other",
        "祖母": "other", "孙子": "other", "孙女": "other", "兄弟": "other", "姐妹": "other", "岳父": "other",
        "岳母": "other", "公公": "other", "婆婆": "other", "儿媳": "other", "女婿": "other",
    },
)  # fmt: skip
MIGRANT: Final = "农民工"
EMPLOYMENT: Final = _words(
    closed_lists.EMPLOYMENT,
    {
        "在职": "employed", MIGRANT: "employed", "下（待）岗": "laid_off", "下待岗": "laid_off", "待岗": "laid_off",
        "失（无）业": "unemployed", "失无业": "unemployed", "无业": "unemployed", "内部退养": "internal_retirement",
        "病假": "sick_leave", "长期病休": "sick_leave", "离休": "retired_other", "学生": "student", "在校": "student",
        "在读": "student", "自由职业": "flexible",
    },
)  # fmt: skip
SCHOOL_STAGES: Final = _words(closed_lists.SCHOOL_STAGES)
CONDITIONS: Final = _words(
    national_form.CONDITIONS,
    {
        "恶性肿瘤": "cancer", "终末期肾病": "uraemia", "高血压": "hypertension", "肿瘤": "tumour",
        "心脏病": "cardiovascular",
    },
)  # fmt: skip
_SERIOUS: Final = ("cancer", "uraemia")
"""What every catalogue of serious illnesses has; of the others some are and some are not, and the insurer knows."""
HEALTH: Final = _words(
    closed_lists.HEALTH,
    {
        word: "healthy" if code in ("good", "disabled") else "seriously_ill" if code in _SERIOUS else "ill"
        for word, code in CONDITIONS.items()
    },
)
EMPLOYER_KINDS: Final = _words(
    closed_lists.EMPLOYER_KINDS,
    {"集体企业": "enterprise", "民营企业": "enterprise", "私营企业": "enterprise", "民营/私营/个体企业": "enterprise",
     "外资企业": "enterprise", "港澳台企业": "enterprise", "个体": "enterprise", "国家机关": "state_organ",
     "社会团体": "social_organisation"},
)  # fmt: skip
RESTRUCTURING_KINDS: Final = _words(closed_lists.RESTRUCTURING_KINDS)
CAUSES: Final = _words(
    causes.CHINESE,
    {
        "患重特大疾病": "serious_illness", "重特大疾病": "serious_illness", "重大疾病": "serious_illness",
        "大病": "serious_illness", "遭受自然灾害": "natural_disaster", "遭受意外事故": "accident",
        "意外事故": "accident", "意外伤害": "accident", "意外灾难": "accident", "子女就学": "child_schooling",
        "子女教育": "child_schooling", "下岗": "laid_off",
    },
)  # fmt: skip
ITEMS: Final = _words(items.CHINESE)
NEEDS: Final = _words(aid_kinds.CHINESE)

NATIONS: Final = _words(
    national_form.NATIONS,
    {name.removesuffix("族"): code for code, name in national_form.NATIONS.items() if len(code) == 2 and code < "57"},
)
POLITICAL_STATUSES: Final = _words(
    national_form.POLITICAL_STATUSES,
    {"党员": "party_member", "预备党员": "probationary_party_member", "团员": "league_member", "无党派": "other",
     "无党派人士": "other"},
)  # fmt: skip
MARITAL_STATUSES: Final = _words(national_form.MARITAL_STATUSES, {"离婚": "divorced", "再婚": "married"})
HUKOU_KINDS: Final = _words(
    national_form.DECLARED_HUKOU_KINDS,
    {"非农": "urban", "城镇": "urban", "农村": "rural", "非农业户口": "urban", "农业户口": "rural"},
)
MODEL_WORKERS: Final = _words(
    national_form.MODEL_WORKERS,
    {"省级劳模": "provincial", "部级劳模": "provincial", "市级劳模": "prefecture", "无": "none", "否": "none"},
)
MEDICAL_INSURANCES: Final = _words(
    national_form.MEDICAL_INSURANCES,
    {"城镇职工医保": "employee", "职工": "employee", "城乡居民医保": "resident", "城镇居民医保": "resident",
     "新农合": "resident", "居民": "resident", "是": "insured", "有": "insured", "否": "none", "无": "none"},
)  # fmt: skip
HOUSING_KINDS: Final = _words(
    national_form.HOUSING_KINDS,
    {"廉租房": "government_low_rent", "公租房": "government_low_rent", "商品房": "bought", "经济适用房": "bought",
     "两限房": "bought", "自有住房": "bought", "租赁": "rented", "单位公房": "unit_public_rental"},
)  # fmt: skip
AREA_BANDS: Final = _words(
    national_form.AREA_BANDS,
    {"20以下": "up_to_20", "20至50": "20_to_50", "50至70": "50_to_70", "70以上": "over_70", "20-50": "20_to_50",
     "50-70": "50_to_70"},
)  # fmt: skip
INDUSTRIES: Final = _words(national_form.INDUSTRIES, {"金融业": "finance", "农林牧渔业": "agriculture"})
EMPLOYER_STATES: Final = _words(
    national_form.EMPLOYER_STATES,
    {"良好": "normal", "正常经营": "normal", "关停": "closed", "倒闭": "closed", "注销": "closed"},
)
DEPOSITS_BANDS: Final = _words(
    national_form.DEPOSITS_BANDS, {"1万以下": "under_10k", "1万至5万": "10k_50k", "5万以上": "over_50k"}
)
HOUSE_KINDS: Final = _words(national_form.HOUSE_KINDS)

_LEVELS: Final = ("一级", "二级", "三级", "四级")
IMPAIRMENTS: Final = {
    **{word: (code, None) for code, word in national_form.IMPAIRMENTS.items()},
    **{
        said: (code, level)
        for code, word in national_form.IMPAIRMENTS.items()
        for level, spelled in enumerate(_LEVELS, start=1)
        for said in (f"{word}{spelled}", f"{spelled}{word}")
    },
}
"""残疾类别 with its level or without: the word -> (code, level)."""
