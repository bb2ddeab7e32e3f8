"""What agencies have on file about a person: of each item some different answers, all of its shape."""

from typing import Any, Final

from kernel.items import Item

Record = dict[str, Any]

ON_FILE: Final[dict[Item, tuple[Record, ...]]] = {
    Item.HUKOU: (
        {"hukou_region": "440507", "hukou_kind": "urban", "alive": True},
        {"hukou_region": "530100", "hukou_kind": "rural", "alive": True},
        {"hukou_region": "440507", "hukou_kind": "urban", "alive": False},
    ),
    Item.SOCIAL_INSURANCE: (
        {"employment": "employed", "pension": False, "contract_months": 24, "unemployment_benefit": "0.00"},
        {"employment": "unemployed", "pension": False, "contract_months": 0, "unemployment_benefit": "900.00"},
    ),
    Item.BUSINESS_REGISTRATION: (
        {"firms": 0, "each": []},
        {"firms": 1, "each": [{"role": "legal_representative", "capital": "100000.00"}]},
        {"firms": 2},
    ),
    Item.TAX: ({"monthly_income": "0.00"}, {"monthly_income": "2045.00"}, {"monthly_income": "18000.50"}),
    Item.MARRIAGE: ({"status": "married"}, {"status": "divorced"}),
    Item.REAL_ESTATE: (
        {"houses": 0, "area_m2": 0},
        {"houses": 1, "area_m2": 80, "each": [{"kind": "commercial", "area_m2": 80, "encumbrance": "none"}]},
        {"houses": 3, "area_m2": 310},
    ),
    Item.VEHICLE: ({"vehicles": 0}, {"vehicles": 1, "each": [{"kind": "car", "value_band": "50k_150k"}]}),
    Item.HOUSING_FUND: ({"base": "0.00"}, {"base": "4200.00"}),
    Item.FINANCE: (
        {"deposits_band": "none"},
        {"deposits_band": "over_50k", "holdings": [{"kind": "deposits", "at_least": "50000.00"}]},
    ),
    Item.DIBAO: ({"on_dibao": False, "relief_monthly": "0.00"}, {"on_dibao": True, "relief_monthly": "650.00"}),
    Item.RURAL_REGISTER: ({"registered": False}, {"registered": True}),
    Item.MEDICAL: (
        {"serious_illness": False, "out_of_pocket_monthly": "0.00"},
        {"serious_illness": True, "out_of_pocket_monthly": "3100.00"},
    ),
    Item.STUDENT: ({"school_stage": None}, {"school_stage": "primary"}),
    Item.DISABILITY: ({"certificate": False, "level": None}, {"certificate": True, "level": 2}),
}

PROVEN_BY: Final[dict[str, Item]] = {
    "members": Item.HUKOU,
    "adults": Item.HUKOU,
    "hukou_region": Item.HUKOU,
    "hukou_kind": Item.HUKOU,
    "employment": Item.SOCIAL_INSURANCE,
    "contract_months": Item.SOCIAL_INSURANCE,
    "employed_members": Item.SOCIAL_INSURANCE,
    "household_income": Item.TAX,
    "on_dibao": Item.DIBAO,
    "relief_total": Item.DIBAO,
    "rural_poverty_register": Item.RURAL_REGISTER,
    "houses": Item.REAL_ESTATE,
    "house_area_m2": Item.REAL_ESTATE,
    "vehicles": Item.VEHICLE,
    "cars": Item.VEHICLE,
    "firms": Item.BUSINESS_REGISTRATION,
    "firms_led": Item.BUSINESS_REGISTRATION,
    "firm_capital": Item.BUSINESS_REGISTRATION,
    "deposits_at_least": Item.FINANCE,
    "deposits_at_most": Item.FINANCE,
    "disability": Item.DISABILITY,
}
"""Fact -> the item without whose answer nobody may say anything of it, once the item was asked for."""

CLAIMS_PROVEN_BY: Final[dict[str, Item]] = {
    "cause_serious_illness": Item.MEDICAL,
    "cause_illness": Item.MEDICAL,
    "cause_laid_off": Item.SOCIAL_INSURANCE,
    "cause_able_but_unemployed": Item.SOCIAL_INSURANCE,
    "cause_child_schooling": Item.STUDENT,
    "cause_disability": Item.DISABILITY,
    "single_parent": Item.MARRIAGE,
}
"""The same, of what a household claims; what it does not claim nobody asks for."""
