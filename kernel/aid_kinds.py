"""The closed list of aid kinds, to which every giver's own codes are mapped.

One that cannot be mapped goes to a person: overlap is found by kind, so a guess would hide it or invent it.

See docs/domain.md#aid-kinds.
"""

from enum import StrEnum
from typing import Final


class AidKind(StrEnum):
    DIBAO = "dibao"
    DESTITUTE_SUPPORT = "destitute_support"
    TEMPORARY_RELIEF = "temporary_relief"
    DISASTER_RELIEF = "disaster_relief"
    MEDICAL_AID = "medical_aid"
    MEDICAL_MUTUAL_AID = "medical_mutual_aid"
    SERIOUS_ILLNESS_AID = "serious_illness_aid"
    TUITION_AID = "tuition_aid"
    EDUCATION_RELIEF = "education_relief"
    LIVING_SUBSIDY = "living_subsidy"
    WARMTH_GRANT = "warmth_grant"
    STARTUP_GRANT = "startup_grant"
    TRAINING_ALLOWANCE = "training_allowance"
    EMPLOYMENT_GRANT = "employment_grant"
    INSURANCE_PREMIUM = "insurance_premium"
    HOUSING_RENT_SUBSIDY = "housing_rent_subsidy"
    RENT_CUT = "rent_cut"
    RURAL_SUPPORT = "rural_support"
    CHARITY_GRANT = "charity_grant"
    IN_KIND = "in_kind"
    LEGAL_AID = "legal_aid"


class Receiver(StrEnum):
    """Whom in a household aid of a kind reaches: all its members, or single ones."""

    HOUSEHOLD = "household"
    IN_SCHOOL = "in_school"
    SERIOUSLY_ILL = "seriously_ill"
    ABLE_TO_WORK = "able_to_work"


_SINGLE_MEMBERS: Final[dict[AidKind, Receiver]] = {
    AidKind.TUITION_AID: Receiver.IN_SCHOOL,
    AidKind.EDUCATION_RELIEF: Receiver.IN_SCHOOL,
    AidKind.SERIOUS_ILLNESS_AID: Receiver.SERIOUSLY_ILL,
    AidKind.STARTUP_GRANT: Receiver.ABLE_TO_WORK,
    AidKind.TRAINING_ALLOWANCE: Receiver.ABLE_TO_WORK,
    AidKind.EMPLOYMENT_GRANT: Receiver.ABLE_TO_WORK,
}
RECEIVER: Final[dict[AidKind, Receiver]] = {kind: _SINGLE_MEMBERS.get(kind, Receiver.HOUSEHOLD) for kind in AidKind}

PAID_TO: Final[dict[AidKind, str]] = {
    AidKind.INSURANCE_PREMIUM: "insurer",
    AidKind.MEDICAL_MUTUAL_AID: "insurer",
    AidKind.RENT_CUT: "landlord",
}
"""Who gets the money of kinds that by their nature no household gets itself, where no document says otherwise."""


CHINESE: Final[dict[AidKind, str]] = {
    AidKind.DIBAO: "城市低保",
    AidKind.DESTITUTE_SUPPORT: "特困人员供养",
    AidKind.TEMPORARY_RELIEF: "临时救助",
    AidKind.DISASTER_RELIEF: "灾害救助",
    AidKind.MEDICAL_AID: "医疗救助",
    AidKind.MEDICAL_MUTUAL_AID: "职工医疗互助",
    AidKind.SERIOUS_ILLNESS_AID: "大病救助",
    AidKind.TUITION_AID: "金秋助学",
    AidKind.EDUCATION_RELIEF: "教育救助",
    AidKind.LIVING_SUBSIDY: "困难生活补贴",
    AidKind.WARMTH_GRANT: "送温暖慰问金",
    AidKind.STARTUP_GRANT: "一次性创业资助",
    AidKind.TRAINING_ALLOWANCE: "培训期间生活补助",
    AidKind.EMPLOYMENT_GRANT: "就业补助",
    AidKind.INSURANCE_PREMIUM: "保险费资助",
    AidKind.HOUSING_RENT_SUBSIDY: "住房租赁补贴",
    AidKind.RENT_CUT: "公租房租金减免",
    AidKind.RURAL_SUPPORT: "农村扶贫帮扶",
    AidKind.CHARITY_GRANT: "慈善救助",
    AidKind.IN_KIND: "实物帮扶",
    AidKind.LEGAL_AID: "法律援助",
}
