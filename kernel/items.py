"""The fourteen verification items 核对事项 and the agency that answers each.

kaifeng §五(一) names the first nine; exclusions and measures need the rest.

See docs/domain.md#verification-items.
"""

from enum import StrEnum
from typing import Final, NamedTuple


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


def agency_chinese(code: str) -> str:
    """How people call it: a kind of agency by its name, an office by its code, under which a directory has its name."""
    return AGENCY_CHINESE[Agency(code)] if code in set(Agency) else code


class Concern(NamedTuple):
    """Which declared fields an item's agency answers about: of the household as a whole, of each member, of the
    applicant alone, of what is owned. Where one of them changed the item is asked again."""

    household: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    applicant: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()


CONCERNS: Final[dict[Item, Concern]] = {
    Item.HUKOU: Concern(),
    Item.SOCIAL_INSURANCE: Concern(household=("contract_months",), members=("employment", "can_work")),
    Item.BUSINESS_REGISTRATION: Concern(members=("monthly_income",), owned=("firms",)),
    Item.TAX: Concern(household=("other_income_yearly",), members=("monthly_income",)),
    Item.MARRIAGE: Concern(household=("single_parent",), applicant=("marital_status",)),
    Item.REAL_ESTATE: Concern(owned=("houses",)),
    Item.VEHICLE: Concern(owned=("vehicles",)),
    Item.HOUSING_FUND: Concern(members=("monthly_income",), owned=("housing_fund_base",)),
    Item.FINANCE: Concern(members=("monthly_income",), owned=("deposits_band",)),
    Item.DIBAO: Concern(household=("on_dibao", "relief_monthly")),
    Item.RURAL_REGISTER: Concern(),
    Item.MEDICAL: Concern(household=("hardship_expenditure_monthly",), members=("health",)),
    Item.STUDENT: Concern(household=("hardship_expenditure_monthly",), members=("school_stage",)),
    Item.DISABILITY: Concern(members=("disability",)),
}
"""Of hukou and the rural register nothing is declared but who the people are."""
