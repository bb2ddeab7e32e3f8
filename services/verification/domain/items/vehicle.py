"""车辆: the vehicles of each, with their kind and what they are worth."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct

from contracts.verification import Comparison, Fact
from kernel.items import Item
from services.verification.domain.evidence import Evidence
from services.verification.domain.items.page import Page
from services.verification.domain.items.property import held_against, owned
from services.verification.domain.records import LISTED_MAX, Number

VehicleKind = Literal["car", "goods_vehicle", "motorcycle", "farm_vehicle", "for_the_disabled", "other"]
ValueBand = Literal["under_50k", "50k_150k", "over_150k"]


class OneVehicle(Struct, frozen=True, omit_defaults=True):
    """`value_band`: what it is worth new, in yuan; None: not told."""

    kind: VehicleKind
    value_band: ValueBand | None = None


class Vehicle(Struct, frozen=True, omit_defaults=True):
    """`each`: one by one, as many as the count says; None: only the count is told."""

    vehicles: Number
    each: Annotated[tuple[OneVehicle, ...], Meta(max_length=LISTED_MAX)] | None = None

    def __post_init__(self) -> None:
        if self.each is not None and len(self.each) != self.vehicles:
            raise ValueError("the vehicles one by one are not as many as the count says")

    @property
    def cars(self) -> int | None:
        if self.each is None:
            return None if self.vehicles else 0
        return sum(one.kind == "car" for one in self.each)


def _proves(evidence: Evidence) -> Iterator[Fact]:
    """Nobody declares of what kind a vehicle is."""
    declared = evidence.owned.vehicles
    yield from owned(evidence, "vehicles", Item.VEHICLE, Vehicle, declared, lambda one: one.vehicles)
    yield from owned(evidence, "cars", Item.VEHICLE, Vehicle, None if declared else declared, lambda one: one.cars)


def _compares(evidence: Evidence) -> Iterator[Comparison]:
    yield from held_against(
        evidence, "vehicles", Item.VEHICLE, Vehicle, evidence.owned.vehicles, lambda one: one.vehicles
    )


PAGE = Page(shape=Vehicle, about="members", proves=_proves, compares=_compares)
