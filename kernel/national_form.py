"""Closed lists of the national file form 困难职工档案表: what papers repeat, and no rule decides by.

Codes are what applications and stored events spell, beside the form's own words; each list once. The 56 nations bear
the numbers of GB/T 3304, so that other systems read them too.
"""

from decimal import Decimal
from typing import Final, Literal

PoliticalStatus = Literal[
    "party_member", "probationary_party_member", "league_member", "democratic_party", "masses", "other"
]
MaritalStatus = Literal["married", "single", "divorced", "widowed"]
DeclaredHukouKind = Literal["urban", "rural", "converted"]
ModelWorker = Literal["national", "provincial", "prefecture", "other", "none"]
MedicalInsurance = Literal["employee", "resident", "insured", "other", "none"]
Condition = Literal[
    "good", "cancer", "cardiovascular", "cerebrovascular", "uraemia", "mental", "liver", "blood", "diabetes", "tumour",
    "spine", "hypertension", "lung", "common", "disabled",
]  # fmt: skip
Impairment = Literal["sight", "hearing", "speech", "intellectual", "physical", "mental", "multiple"]
HousingKind = Literal["unit_public_rental", "government_low_rent", "bought", "self_built", "rented", "none", "other"]
AreaBand = Literal["up_to_20", "20_to_50", "50_to_70", "over_70"]
Industry = Literal[
    "agriculture", "mining", "manufacturing", "utilities", "construction", "wholesale_retail", "transport",
    "hospitality", "information", "finance", "real_estate", "business_services", "science", "environment",
    "social_services", "education", "health", "culture", "sports", "religion", "military", "state_organs", "textile",
    "metallurgy", "coal", "machinery", "electronics", "chemicals", "defence", "urban_construction", "precision",
    "commerce", "pharmaceuticals", "other",
]  # fmt: skip
EmployerState = Literal[
    "normal", "loss", "in_difficulty", "half_stopped", "stopped", "restructured", "bankrupt", "closed", "other"
]
HouseKind = Literal["commercial", "self_built", "resettlement", "shop", "other"]
DepositsBand = Literal["none", "under_10k", "10k_50k", "over_50k"]

_PEOPLES: Final = (
    "汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满",
    "侗", "瑶", "白", "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲",
    "高山", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌",
    "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯",
    "鄂温克", "德昂", "保安", "裕固", "京", "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴",
    "基诺",
)  # fmt: skip
NATIONS: Final[dict[str, str]] = {
    **{f"{place:02}": f"{name}族" for place, name in enumerate(_PEOPLES, start=1)},
    "97": "其他民族",
    "98": "外国血统中国籍人士",
}
"""民族 (GB/T 3304): 01 to 56, then 97 for a people not told apart, and 98 for citizens of foreign descent."""
NATION_PATTERN: Final = "^(0[1-9]|[1-4][0-9]|5[0-6]|97|98)$"

POLITICAL_STATUSES: Final[dict[str, str]] = {
    "party_member": "中共党员",
    "probationary_party_member": "中共预备党员",
    "league_member": "共青团员",
    "democratic_party": "民主党派",
    "masses": "群众",
    "other": "其他",
}
"""政治面貌."""

MARITAL_STATUSES: Final[dict[str, str]] = {
    "married": "已婚",
    "single": "未婚",
    "divorced": "离异",
    "widowed": "丧偶",
}
"""婚姻状况; civil affairs answers by the same codes."""

DECLARED_HUKOU_KINDS: Final[dict[str, str]] = {"urban": "非农业", "rural": "农业", "converted": "农转居"}
"""户口类型 as declared; the police answer `urban` or `rural`."""

MODEL_WORKERS: Final[dict[str, str]] = {
    "national": "全国劳模",
    "provincial": "省部级劳模",
    "prefecture": "地市级劳模",
    "other": "其他",
    "none": "非劳模",
}
"""劳模类型."""

MEDICAL_INSURANCES: Final[dict[str, str]] = {
    "employee": "职工医保",
    "resident": "居民医保",
    "insured": "已参保",
    "other": "其他",
    "none": "未参保",
}
"""医保状况; `insured` is for forms that ask for yes or no."""

CONDITIONS: Final[dict[str, str]] = {
    "good": "良好",
    "cancer": "癌症",
    "cardiovascular": "心血管病",
    "cerebrovascular": "脑血管病",
    "uraemia": "尿毒症",
    "mental": "精神病",
    "liver": "肝病",
    "blood": "血液病",
    "diabetes": "糖尿病",
    "tumour": "肿瘤病",
    "spine": "腰颈椎病",
    "hypertension": "高血压病",
    "lung": "肺病",
    "common": "一般疾病",
    "disabled": "残疾",
}
"""健康状况 in the form's words; rules decide by `kernel.closed_lists.HEALTH`."""

IMPAIRMENTS: Final[dict[str, str]] = {
    "sight": "视力残疾",
    "hearing": "听力残疾",
    "speech": "言语残疾",
    "intellectual": "智力残疾",
    "physical": "肢体残疾",
    "mental": "精神残疾",
    "multiple": "多重残疾",
}
"""残疾类别; its four levels are numbers, as the disabled persons' federation answers them."""

HOUSING_KINDS: Final[dict[str, str]] = {
    "unit_public_rental": "承租单位公房",
    "government_low_rent": "政府廉租房",
    "bought": "自购房",
    "self_built": "自建房",
    "rented": "租房",
    "none": "无房",
    "other": "其他",
}
"""住房类型: where the household lives."""

AREA_BANDS: Final[dict[str, str]] = {
    "up_to_20": "20以下（含）",
    "20_to_50": "20（不含）至50（含）",
    "50_to_70": "50（不含）至70（含）",
    "over_70": "70以上（不含）",
}
"""建筑面积 in square metres."""
AREA_LIMITS: Final[dict[str, int]] = {"up_to_20": 20, "20_to_50": 50, "50_to_70": 70}
"""Up to and with so many square metres; the first that fits."""


def area_band(square_metres: Decimal) -> str:
    return next((band for band, most in AREA_LIMITS.items() if square_metres <= most), "over_70")


INDUSTRIES: Final[dict[str, str]] = {
    "agriculture": "农、林、牧、渔业",
    "mining": "采矿业",
    "manufacturing": "制造业",
    "utilities": "电力、热力、燃气及水生产和供应业",
    "construction": "建筑业",
    "wholesale_retail": "批发和零售业",
    "transport": "交通运输、仓储和邮政业",
    "hospitality": "住宿和餐饮业",
    "information": "信息传输、软件和信息技术服务业",
    "finance": "金融保险业",
    "real_estate": "房地产业",
    "business_services": "租赁和商务服务业",
    "science": "科技",
    "environment": "水利、环境和公共设施管理业",
    "social_services": "社会服务业",
    "education": "教育",
    "health": "医疗卫生",
    "culture": "文化",
    "sports": "体育",
    "religion": "宗教",
    "military": "军队",
    "state_organs": "国家机关",
    "textile": "纺织系统",
    "metallurgy": "冶金系统",
    "coal": "煤炭系统",
    "machinery": "机电系统",
    "electronics": "电子仪表",
    "chemicals": "化工系统",
    "defence": "国防系统",
    "urban_construction": "城建系统",
    "precision": "精工系统",
    "commerce": "财贸系统",
    "pharmaceuticals": "医药系统",
    "other": "其他",
}
"""所属行业: the words of the older and of the newer print of the form."""

EMPLOYER_STATES: Final[dict[str, str]] = {
    "normal": "正常",
    "loss": "亏损",
    "in_difficulty": "困难",
    "half_stopped": "半停产",
    "stopped": "停产",
    "restructured": "改制",
    "bankrupt": "破产",
    "closed": "关闭",
    "other": "其他",
}
"""企业状况."""

HOUSE_KINDS: Final[dict[str, str]] = {
    "commercial": "商品房",
    "self_built": "自建房",
    "resettlement": "拆迁安置房",
    "shop": "商铺",
    "other": "其他",
}
"""房产类别: what the household owns."""

DEPOSITS_BANDS: Final[dict[str, str]] = {
    "none": "无",
    "under_10k": "1万元以下",
    "10k_50k": "1万至5万元",
    "over_50k": "5万元以上",
}
"""存款: banks answer by the same codes."""
