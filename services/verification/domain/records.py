"""What each agency may say about a person: one shape per item. What does not fit is no answer.

Read strictly, because a fact that cannot be read must never pass for "nothing found".

See docs/domain.md#verification-items.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from kernel.closed_lists import Employment, HukouKind, SchoolStage
from kernel.fen import fen
from kernel.national_form import DepositsBand, MaritalStatus
from services.verification.domain.events import Record

Yuan = Annotated[str, Meta(pattern=r"^[0-9]{1,10}(\.[0-9]{1,2})?\Z")]
Number = Annotated[int, Meta(ge=0, le=1_000_000)]


class Hukou(Struct, frozen=True):
    hukou_region: Annotated[str, Meta(pattern=r"^[0-9]{6}\Z")]
    hukou_kind: HukouKind
    alive: bool


class SocialInsurance(Struct, frozen=True):
    employment: Employment
    pension: bool
    contract_months: Annotated[int, Meta(ge=0, le=1200)]
    unemployment_benefit: Yuan


class BusinessRegistration(Struct, frozen=True):
    firms: Number


class Tax(Struct, frozen=True):
    monthly_income: Yuan


class Marriage(Struct, frozen=True):
    status: MaritalStatus


class RealEstate(Struct, frozen=True):
    houses: Number
    area_m2: Number


class Vehicle(Struct, frozen=True):
    vehicles: Number


class HousingFund(Struct, frozen=True):
    base: Yuan


class Finance(Struct, frozen=True):
    deposits_band: DepositsBand


class Dibao(Struct, frozen=True):
    on_dibao: bool
    relief_monthly: Yuan


class RuralRegister(Struct, frozen=True):
    registered: bool


class Medical(Struct, frozen=True):
    serious_illness: bool
    out_of_pocket_monthly: Yuan


class Student(Struct, frozen=True):
    school_stage: SchoolStage | None


class Disability(Struct, frozen=True):
    certificate: bool
    level: Annotated[int, Meta(ge=1, le=4)] | None


SHAPES: dict[str, type[Struct]] = {
    "hukou": Hukou,
    "social_insurance": SocialInsurance,
    "business_registration": BusinessRegistration,
    "tax": Tax,
    "marriage": Marriage,
    "real_estate": RealEstate,
    "vehicle": Vehicle,
    "housing_fund": HousingFund,
    "finance": Finance,
    "dibao": Dibao,
    "rural_register": RuralRegister,
    "medical": Medical,
    "student": Student,
    "disability": Disability,
}

Shape = TypeVar("Shape", bound=Struct)


class Unreadable(ValueError):
    """Not an answer to the question. `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(item: str, given: Iterable[Mapping[str, object]], persons: tuple[str, ...]) -> tuple[Record, ...]:
    """The records in the order of their persons, with the item's facts and nothing else that was sent along.

    Raises `Unreadable` unless each is about another one of the persons asked about, in the item's shape.
    """
    found: dict[str, Record] = {}
    for record in given:
        person = record.get("person")
        if not isinstance(person, str) or person not in persons:
            raise Unreadable("about_a_person_not_asked")
        if person in found:
            raise Unreadable("one_person_twice")
        try:
            facts = msgspec.structs.asdict(msgspec.convert(record, SHAPES[item]))
        except msgspec.ValidationError:
            raise Unreadable("records_malformed") from None
        found[person] = {"person": person, **facts}
    return tuple(found[person] for person in sorted(found))


def by_person(records: tuple[Record, ...], shape: type[Shape]) -> dict[str, Shape]:
    """Token -> what is on file, of records that were found readable."""
    return {str(record["person"]): msgspec.convert(record, shape) for record in records}


def fen_of(yuan: str) -> int:
    return fen(yuan)
