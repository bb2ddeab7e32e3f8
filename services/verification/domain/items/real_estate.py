"""房产: the houses of each, with their kind, area and what lies upon them."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct

from contracts.verification import Comparison, Fact
from kernel.items import Item
from kernel.national_form import HouseKind
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import Page
from services.verification.domain.items.property import held_against, owned
from services.verification.domain.records import LISTED_MAX, Number

Encumbrance = Literal["none", "mortgaged", "seized", "right_of_residence"]


class House(Struct, frozen=True, omit_defaults=True):
    """`encumbrance` None: not told."""

    kind: HouseKind
    area_m2: Number
    encumbrance: Encumbrance | None = None


class RealEstate(Struct, frozen=True, omit_defaults=True):
    """`each`: one by one, as many and as large as the sums say; None: only the sums are told."""

    houses: Number
    area_m2: Number
    each: Annotated[tuple[House, ...], Meta(max_length=LISTED_MAX)] | None = None

    def __post_init__(self) -> None:
        each = self.each
        if each is not None and (len(each), sum(house.area_m2 for house in each)) != (self.houses, self.area_m2):
            raise ValueError("the houses one by one are not what the sums say")


def _proves(evidence: Evidence) -> Iterator[Fact]:
    item, said = Item.REAL_ESTATE, evidence.owned
    yield from owned(evidence, "houses", item, RealEstate, said.houses, lambda one: one.houses)
    yield from owned(evidence, "house_area_m2", item, RealEstate, said.house_area_m2, lambda one: one.area_m2)


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    item, said = Item.REAL_ESTATE, evidence.owned
    yield from held_against(evidence, "houses", item, RealEstate, said.houses, lambda one: one.houses)
    yield from held_against(evidence, "house_area_m2", item, RealEstate, said.house_area_m2, lambda one: one.area_m2)


PAGE = Page(shape=RealEstate, about="members", proves=_proves, compares=_compares)
