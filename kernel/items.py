"""The fourteen verification items 核对事项 and the agency that answers each.

kaifeng §五(一) names the first nine; exclusions and measures need the rest.

See docs/domain.md#verification-items.
"""

from enum import StrEnum
from typing import Final


class Item(StrEnum):
    HUKOU = "hukou"
    SOCIAL_INSURANCE = "social_insurance"
    BUSINESS_REGISTRATION = "business_registration"
    TAX = "tax"
    MARRIAGE = "marriage"
    REAL_ESTATE = "real_estate"
    VEHICLE = "vehicle"
    HOUSING_FUND = "housing_fund"
    FINANCE = "finance"
    DIBAO = "dibao"
    RURAL_REGISTER = "rural_register"
    MEDICAL = "medical"
    STUDENT = "student"
    DISABILITY = "disability"


class Agency(StrEnum):
    PUBLIC_SECURITY = "public_security"
    SOCIAL_SECURITY = "social_security"
    MARKET_REGULATION = "market_regulation"
    TAX = "tax"
    CIVIL_AFFAIRS = "civil_affairs"
    REAL_ESTATE = "real_estate"
    TRAFFIC_POLICE = "traffic_police"
    HOUSING_FUND = "housing_fund"
    BANK = "bank"
    RURAL_AFFAIRS = "rural_affairs"
    MEDICAL_INSURANCE = "medical_insurance"
    EDUCATION = "education"
    DISABLED_FEDERATION = "disabled_federation"


AGENCY: Final[dict[Item, Agency]] = {
    Item.HUKOU: Agency.PUBLIC_SECURITY,
    Item.SOCIAL_INSURANCE: Agency.SOCIAL_SECURITY,
    Item.BUSINESS_REGISTRATION: Agency.MARKET_REGULATION,
    Item.TAX: Agency.TAX,
    Item.MARRIAGE: Agency.CIVIL_AFFAIRS,
    Item.REAL_ESTATE: Agency.REAL_ESTATE,
    Item.VEHICLE: Agency.TRAFFIC_POLICE,
    Item.HOUSING_FUND: Agency.HOUSING_FUND,
    Item.FINANCE: Agency.BANK,
    Item.DIBAO: Agency.CIVIL_AFFAIRS,
    Item.RURAL_REGISTER: Agency.RURAL_AFFAIRS,
    Item.MEDICAL: Agency.MEDICAL_INSURANCE,
    Item.STUDENT: Agency.EDUCATION,
    Item.DISABILITY: Agency.DISABLED_FEDERATION,
}

CHINESE: Final[dict[Item, str]] = {
    Item.HUKOU: "户籍",
    Item.SOCIAL_INSURANCE: "社保",
    Item.BUSINESS_REGISTRATION: "工商",
    Item.TAX: "税务",
    Item.MARRIAGE: "婚姻登记",
    Item.REAL_ESTATE: "房产",
    Item.VEHICLE: "车辆",
    Item.HOUSING_FUND: "公积金",
    Item.FINANCE: "金融",
    Item.DIBAO: "低保与社会救助",
    Item.RURAL_REGISTER: "农村建档立卡",
    Item.MEDICAL: "医保",
    Item.STUDENT: "学籍",
    Item.DISABILITY: "残疾",
}

AGENCY_CHINESE: Final[dict[Agency, str]] = {
    Agency.PUBLIC_SECURITY: "公安",
    Agency.SOCIAL_SECURITY: "人社",
    Agency.MARKET_REGULATION: "市场监管",
    Agency.TAX: "税务",
    Agency.CIVIL_AFFAIRS: "民政",
    Agency.REAL_ESTATE: "不动产登记",
    Agency.TRAFFIC_POLICE: "公安交管",
    Agency.HOUSING_FUND: "公积金管理中心",
    Agency.BANK: "人行及银行",
    Agency.RURAL_AFFAIRS: "农业农村",
    Agency.MEDICAL_INSURANCE: "医保",
    Agency.EDUCATION: "教育",
    Agency.DISABLED_FEDERATION: "残联",
}
