"""The columns of a question sheet 核对询问表: what is asked of an agency without an interface, and where its clerk
writes the answer.

Data only, for who writes such a sheet, who fills it in and who reads it back. A row is one question about one person;
the fields of an answer are those of the item's page (`services/verification/domain/items/`), in the clerk's own words.
"""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from kernel import closed_lists, national_form
from kernel.items import CHINESE, Item

Kind = Literal["flag", "code", "integer", "money", "region", "list"]
Code = str | int | None


class AnswerColumn(Struct, frozen=True):
    """One field of an item's record. `codes`: the word in the cell -> the value. `parts`: of a `list`, what each entry
    says, with spaces between; entries have 、 between them. `required`: False for what may be left open.
    """

    field: str
    header: str
    kind: Kind
    codes: Mapping[str, Code] = {}
    parts: tuple["AnswerColumn", ...] = ()
    required: bool = True
    help: str = ""


SHEET: Final = "询问表"
HELP: Final = "填表说明"
SHEET_NUMBER: Final = "询问表编号"
CLERK: Final = "经办人姓名（必填）"
"""Beside these, in the next cell, stand the sheet's number and who of the agency answers for it."""
ORDINAL: Final = "序号"
QUESTION: Final = "问题编号"
ITEM: Final = "核对事项"
ID_NUMBER: Final = "公民身份号码"
PURPOSE: Final = "核对目的"
CONSENT: Final = "授权书编号"
CONSENT_UNTIL: Final = "授权有效期至"
UNION: Final = "申请单位"
DUE: Final = "答复期限"
EARLIER: Final = "曾列入"
NOTHING: Final = "查无记录"
QUESTION_HASH: Final = "问题摘要"
ROW_CHECK: Final = "行校验码"
RESULT: Final = "结果 · result"
"""Of the copy that is given back; sent again it is passed over."""

BEFORE: Final = (ORDINAL, QUESTION, ITEM, ID_NUMBER, PURPOSE, CONSENT, CONSENT_UNTIL, UNION, DUE, EARLIER, NOTHING)
BEHIND: Final = (QUESTION_HASH, ROW_CHECK)
PURPOSE_TEXT: Final = "困难职工家庭经济状况核对"
YES: Final = "是"
NO: Final = "否"
SEPARATOR: Final = "、"


def _coded(field: str, header: str, chinese: Mapping[str, str], required: bool = True) -> AnswerColumn:
    return AnswerColumn(field, header, "code", {word: code for code, word in chinese.items()}, required=required)


def _listed(field: str, header: str, help: str, *parts: AnswerColumn) -> AnswerColumn:
    return AnswerColumn(field, header, "list", parts=parts, required=False, help=help)


_ENCUMBRANCES: Final = {"none": "无抵押", "mortgaged": "抵押", "seized": "查封", "right_of_residence": "居住权"}
_VEHICLES: Final = {
    "car": "小客车", "goods_vehicle": "货车", "motorcycle": "摩托车", "farm_vehicle": "农用车",
    "for_the_disabled": "残疾人专用车", "other": "其他车辆",
}  # fmt: skip
_VALUES: Final = {"under_50k": "5万元以下", "50k_150k": "5万至15万元", "over_150k": "15万元以上"}
_ROLES: Final = {
    "legal_representative": "法定代表人", "shareholder": "股东", "partner": "合伙人", "sole_trader": "个体经营者",
    "officer": "董监高",
}  # fmt: skip
_HOLDINGS: Final = {"deposits": "存款", "securities": "证券", "funds": "基金", "insurance": "保险"}
_LEVELS: Final[dict[str, Code]] = {"无": None, "一级": 1, "二级": 2, "三级": 3, "四级": 4}
_STAGES: Final[dict[str, Code]] = {"不在校": None, **{word: code for code, word in closed_lists.SCHOOL_STAGES.items()}}

_RELIEF: Final = AnswerColumn("relief_monthly", "月救助金（元）", "money")
_AREA: Final = "建筑面积（平方米）"

COLUMNS: Final[dict[Item, tuple[AnswerColumn, ...]]] = {
    Item.HUKOU: (
        AnswerColumn("hukou_region", "户籍地区划代码", "region", help="六位数字，如 440507。"),
        _coded("hukou_kind", "户口性质", closed_lists.HUKOU_KINDS),
        AnswerColumn("alive", "是否健在", "flag"),
    ),
    Item.SOCIAL_INSURANCE: (
        _coded("employment", "就业状态", closed_lists.EMPLOYMENT),
        AnswerColumn("pension", "是否领取养老金", "flag"),
        AnswerColumn("contract_months", "劳动合同月数", "integer"),
        AnswerColumn("unemployment_benefit", "月失业保险金（元）", "money"),
    ),
    Item.BUSINESS_REGISTRATION: (
        AnswerColumn("firms", "名下企业数", "integer"),
        _listed(
            "each",
            "逐户身份及出资额",
            "每户写身份和出资额（元），如：法定代表人 100000、股东 20000；不知出资额的可不写。",
            _coded("role", "身份", _ROLES),
            AnswerColumn("capital", "出资额（元）", "money", required=False),
        ),
    ),
    Item.TAX: (AnswerColumn("monthly_income", "月收入（元）", "money"),),
    Item.MARRIAGE: (_coded("status", "婚姻状况", national_form.MARITAL_STATUSES),),
    Item.REAL_ESTATE: (
        AnswerColumn("houses", "房屋套数", "integer"),
        AnswerColumn("area_m2", _AREA, "integer", help="各套合计，取整数。"),
        _listed(
            "each",
            "逐套类型、面积及权利限制",
            "每套写类型、面积和权利限制，如：商品房 60 抵押、商铺 20；面积之和须与合计相符。",
            _coded("kind", "类型", national_form.HOUSE_KINDS),
            AnswerColumn("area_m2", _AREA, "integer"),
            _coded("encumbrance", "权利限制", _ENCUMBRANCES, required=False),
        ),
    ),
    Item.VEHICLE: (
        AnswerColumn("vehicles", "车辆数", "integer"),
        _listed(
            "each",
            "逐辆类型及价值",
            "每辆写类型和新车价值，如：小客车 5万至15万元、摩托车；不知价值的可不写。",
            _coded("kind", "类型", _VEHICLES),
            _coded("value_band", "价值", _VALUES, required=False),
        ),
    ),
    Item.HOUSING_FUND: (AnswerColumn("base", "月缴存基数（元）", "money"),),
    Item.FINANCE: (
        _coded("deposits_band", "存款及金融资产档次", national_form.DEPOSITS_BANDS),
        _listed(
            "holdings",
            "逐类金额范围",
            "每类写种类、至少、至多（元），如：存款 10000 50000、基金 50000；没有上限的只写至少。",
            _coded("kind", "种类", _HOLDINGS),
            AnswerColumn("at_least", "至少（元）", "money"),
            AnswerColumn("at_most", "至多（元）", "money", required=False),
        ),
    ),
    Item.DIBAO: (AnswerColumn("on_dibao", "是否享受低保", "flag"), _RELIEF),
    Item.RURAL_REGISTER: (AnswerColumn("registered", "是否建档立卡", "flag"),),
    Item.MEDICAL: (
        AnswerColumn("serious_illness", "是否重大疾病", "flag"),
        AnswerColumn("out_of_pocket_monthly", "月自付医疗费（元）", "money"),
    ),
    Item.STUDENT: (AnswerColumn("school_stage", "就学阶段", "code", _STAGES),),
    Item.DISABILITY: (
        AnswerColumn("certificate", "是否持残疾证", "flag"),
        AnswerColumn("level", "残疾等级", "code", _LEVELS),
    ),
}
"""By item, in the order in which a clerk fills them in."""


def header_of(item: Item, column: AnswerColumn) -> str:
    """As it stands in the sheet: an agency that answers several items sees which column is whose."""
    return f"{CHINESE[item]}：{column.header}"
