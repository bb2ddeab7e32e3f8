"""The part of the form that papers need: the national form's fields, each optional, so that no application ever waits
for them. What is missing is told beside the household (`domain/missing_for_papers.py`).
"""

from typing import Annotated, Final

from pydantic import AfterValidator, Field, StrictBool, StrictInt

from chassis.http.body import Body
from chassis.http.values import Cleaned, Day, Form, Line, Name, NotInForm, Yuan
from kernel import credit_code, identifier
from kernel.aid_kinds import AidKind
from kernel.national_form import (
    NATION_PATTERN,
    AreaBand,
    Condition,
    DeclaredHukouKind,
    DepositsBand,
    EmployerState,
    HouseKind,
    HousingKind,
    Impairment,
    Industry,
    MaritalStatus,
    MedicalInsurance,
    ModelWorker,
    PoliticalStatus,
)
from services.intake.form.amounts import PlainYuan

OWNED_MAX: Final = 50

CreditCode = Annotated[str, Cleaned(), Field(max_length=40), AfterValidator(credit_code.parse)]
Opinion = Annotated[str, Field(min_length=1, max_length=500)]


def _other_contact(written: str) -> str:
    """A number or an address of any kind, in one line; an ID number is none."""
    digits = identifier.normalised(written)
    if len(digits) in (15, 18) and digits[:-1].isdigit():
        raise NotInForm("other_contact.id_number")
    return written


class MemberPapers(Body):
    """`yearly_income` and `monthly_income` say the same: the month is a twelfth, to the fen."""

    nation: Annotated[str, Form(NATION_PATTERN, "nation.form"), Field(examples=["01"])] | None = None
    political_status: PoliticalStatus | None = None
    marital_status: MaritalStatus | None = None
    hukou_kind: DeclaredHukouKind | None = None
    model_worker: ModelWorker | None = None
    medical_insurance: MedicalInsurance | None = None
    condition: Condition | None = None
    impairment: Impairment | None = None
    impairment_level: Annotated[StrictInt, Field(ge=1, le=4)] | None = None
    place_of_work_or_study: Name | None = None
    working_since: Day | None = None
    yearly_income: PlainYuan | None = None


class DeclaredPapers(Body):
    """`other_income_yearly`: yuan a year that no member's income holds; a twelfth of it counts as income."""

    other_income_yearly: PlainYuan | None = None
    can_help_itself: StrictBool | None = None


class ContactPapers(Body):
    postcode: Annotated[str, Form(r"^[0-9]{6}$", "postcode.form"), Field(examples=["515000"])] | None = None
    other: Annotated[Name, AfterValidator(_other_contact)] | None = None


class AccountPapers(Body):
    branch: Name | None = None


class EmployerPapers(Body):
    industry: Industry | None = None
    state: EmployerState | None = None


class HousingForm(Body):
    kind: HousingKind | None = None
    area_band: AreaBand | None = None


class OpinionsForm(Body):
    """As they stand on the form; each is some sentences of its office."""

    administration: Opinion | None = None
    union: Opinion | None = None
    system_union: Opinion | None = None


class HouseForm(Body):
    kind: HouseKind
    area_m2: Annotated[StrictInt, Field(ge=1, le=100_000)]


class VehicleForm(Body):
    purchased_in: Annotated[StrictInt, Field(ge=1950, le=2199)] | None = None


class FirmForm(Body):
    name: Name
    credit_code: CreditCode | None = None


class PropertyForm(Body):
    """What is left out is not said; an empty list says that there is none. `housing_fund_base`: yuan a month."""

    houses: Annotated[list[HouseForm], Field(max_length=OWNED_MAX)] | None = None
    vehicles: Annotated[list[VehicleForm], Field(max_length=OWNED_MAX)] | None = None
    firms: Annotated[list[FirmForm], Field(max_length=OWNED_MAX)] | None = None
    deposits_band: DepositsBand | None = None
    housing_fund_base: Yuan | None = None


class OtherAidForm(Body):
    """Aid of another giver, in yuan; `received_on` when the household knows the day."""

    giver: Line
    kind: AidKind
    amount: PlainYuan
    received_on: Day | None = None


class ApplicationPapers(Body):
    housing: HousingForm | None = None
    opinions: OpinionsForm | None = None
    owned: PropertyForm | None = None
    other_aid: Annotated[list[OtherAidForm], Field(max_length=OWNED_MAX)] | None = None


def said(content: dict[str, object]) -> dict[str, object]:
    """A part of a form as JSON without what nobody said of all that was not asked at first: forms of before are known
    by their content, and stay known by it.
    """
    return {name: value for name, value in content.items() if value is not None or name not in _ASKED_LATER}


_ASKED_LATER: Final = frozenset({"union_region"}) | frozenset(
    field
    for part in (MemberPapers, DeclaredPapers, ContactPapers, AccountPapers, EmployerPapers, ApplicationPapers)
    for field in part.model_fields
)
