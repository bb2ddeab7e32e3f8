"""What an agency says when it says otherwise than it should: readable, plausible, and not what is on file."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from dci.questions import Person
from kernel.items import Item

ANOTHER_RECORD: Final[dict[Item, dict[str, Any]]] = {
    Item.HUKOU: {"hukou_region": "990101", "hukou_kind": "urban", "alive": True},
    Item.SOCIAL_INSURANCE: {
        "employment": "employed", "pension": False, "contract_months": 7, "unemployment_benefit": "77.00",
    },
    Item.BUSINESS_REGISTRATION: {"firms": 7},
    Item.TAX: {"monthly_income": "7777.77"},
    Item.MARRIAGE: {"status": "divorced"},
    Item.REAL_ESTATE: {"houses": 7, "area_m2": 777},
    Item.VEHICLE: {"vehicles": 7},
    Item.HOUSING_FUND: {"base": "7777.77"},
    Item.FINANCE: {"deposits_band": "over_50k"},
    Item.DIBAO: {"on_dibao": True, "relief_monthly": "777.00"},
    Item.RURAL_REGISTER: {"registered": True},
    Item.MEDICAL: {"serious_illness": True, "out_of_pocket_monthly": "7777.77"},
    Item.STUDENT: {"school_stage": "college"},
    Item.DISABILITY: {"certificate": True, "level": 4},
}  # fmt: skip
"""One for each item, in the shape that verification reads."""
NOBODY_ASKED: Final = "person:of-another-household"


def said_otherwise(item: str, right: Iterable[Mapping[str, Any]], persons: Iterable[Person]) -> list[dict[str, Any]]:
    """Of everybody asked about the other record, or none where that one is right."""
    known = {record.get("person"): {**record} for record in right}
    told = [({"person": one.token} if one.token else {}) | ANOTHER_RECORD[Item(item)] for one in persons]
    return [record for record in told if known.get(record.get("person")) != record]


def of_another_household(item: str) -> list[dict[str, Any]]:
    return [{"person": NOBODY_ASKED} | ANOTHER_RECORD[Item(item)]]
