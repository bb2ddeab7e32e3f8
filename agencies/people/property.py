"""What people own: as registers have it on file, and as their household declares it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kernel.fen import fen, yuan
from kernel.items import Item
from kernel.national_form import DEPOSITS_BANDS

OnFile = Mapping[str, Mapping[str, Any]]
BOUGHT = 2015
BANDS = tuple(DEPOSITS_BANDS)
"""From nothing upwards."""


def houses(*each: tuple[str, int]) -> dict[str, Any]:
    """Kind and square metres of each."""
    return {
        "houses": len(each),
        "area_m2": sum(area for _, area in each),
        "each": [{"kind": kind, "area_m2": area, "encumbrance": "none"} for kind, area in each],
    }


def cars(count: int) -> dict[str, Any]:
    return {"vehicles": count, "each": [{"kind": "car", "value_band": "under_50k"}] * count}


def declared(people: Iterable[OnFile]) -> dict[str, Any]:
    """The part of the form that says what the household owns, when it tells the truth."""
    known = list(people)

    def of_all(item: Item, name: str) -> list[Any]:
        return [one[item][name] for one in known if item in one]

    bases = of_all(Item.HOUSING_FUND, "base")
    return {
        "houses": [
            {"kind": house["kind"], "area_m2": house["area_m2"]}
            for each in of_all(Item.REAL_ESTATE, "each")
            for house in each
        ],
        "vehicles": [{"purchased_in": BOUGHT} for each in of_all(Item.VEHICLE, "each") for _ in each],
        "firms": [],
        "deposits_band": max(of_all(Item.FINANCE, "deposits_band"), key=BANDS.index, default="none"),
        "housing_fund_base": yuan(sum(map(fen, bases))) if bases else None,
    }
