"""The application as it is sent: shape and kinds of its fields. What needs a lookup or a day is in `checks.py`."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, StrictInt

from chassis.http.body import Body
from chassis.http.values import Account, Cleaned, Day, Form, Line, Name, NotInForm
from kernel import identifier
from kernel.aid_kinds import AidKind
from kernel.causes import Cause
from kernel.closed_lists import EmployerKind, Employment, Health, RestructuringKind, SchoolStage
from kernel.items import Item
from services.intake.form.amounts import PlainYuan
from services.intake.form.example import EXAMPLE
from services.intake.form.papers import (
    AccountPapers,
    ApplicationPapers,
    ContactPapers,
    CreditCode,
    DeclaredPapers,
    EmployerPapers,
    MemberPapers,
)

MEMBERS_MAX = 20


County = Annotated[str, Form(r"^[0-9]{6}$", "region.form"), Field(examples=["440507"])]
IdNumber = Annotated[str, Cleaned(), Field(min_length=1, max_length=40), AfterValidator(identifier.normalised)]
"""Cleaned of the traces of keyboards and sheets; whether it is a number is told in `checks.py`, which knows the day."""


def _telephone(number: str) -> str:
    if sum(sign.isdigit() for sign in number) < _TELEPHONE_DIGITS_MIN:
        raise NotInForm("phone.form")
    return number


_TELEPHONE_DIGITS_MIN: Final = 5


class MemberForm(MemberPapers):
    name: Name
    id_number: IdNumber
    relation: Literal["self", "spouse", "child", "parent", "other"]
    can_work: StrictBool
    employment: Employment
    school_stage: SchoolStage | None = None
    monthly_income: PlainYuan
    health: Health
    disability: StrictBool


class DeclaredForm(DeclaredPapers):
    """Money is yuan a month for the whole household. The last four: only where the region's document asks for them.

    `union_region`: the county of the union in which the applicant is a member (工会组织关系).
    """

    on_dibao: StrictBool
    relief_monthly: PlainYuan
    hardship_expenditure_monthly: PlainYuan
    causes: Annotated[list[Cause], Field(min_length=1, max_length=len(Cause))]
    primary_cause: Cause
    union_member: StrictBool
    migrant_worker: StrictBool
    single_parent: StrictBool
    sudden_event: StrictBool
    contract_months: Annotated[StrictInt, Field(ge=0, le=1200)] | None = None
    restructuring_affected: StrictBool
    restructuring_kind: RestructuringKind | None = None
    wage_is_main_income: StrictBool | None = None
    lives_long_term_in_city: StrictBool | None = None
    union_region: County | None = None


class ConsentForm(Body):
    """`signatories`: places of the members who signed, from 0; every adult must."""

    reference: Name
    signed_on: Day
    valid_until: Day
    items: Annotated[list[Item], Field(min_length=1, max_length=len(Item))]
    signatories: Annotated[list[Annotated[StrictInt, Field(ge=0)]], Field(min_length=1, max_length=MEMBERS_MAX)]


Phone = Annotated[str, Form(r"^[0-9+\- ]{5,30}$", "phone.form"), AfterValidator(_telephone)]


class ContactForm(ContactPapers):
    phone: Phone
    address: Line | None = None


class AccountForm(AccountPapers):
    bank: Name
    number: Account


class EmployerForm(EmployerPapers):
    name: Name
    credit_code: CreditCode | None = None
    kind: EmployerKind | None = None
    region: County | None = None


class ApplicationForm(ApplicationPapers):
    """The first member is the applicant."""

    model_config = ConfigDict(json_schema_extra={"example": EXAMPLE})

    region: Annotated[str, Field(max_length=20)]
    org_path: Annotated[str, Field(max_length=200)]
    previous_household: Annotated[str, Field(max_length=64)] | None = None
    members: Annotated[list[MemberForm], Field(min_length=1, max_length=MEMBERS_MAX)]
    declared: DeclaredForm
    consent: ConsentForm
    contact: ContactForm
    account: AccountForm
    employer: EmployerForm
    needs: Annotated[list[AidKind], Field(max_length=len(AidKind), default_factory=list)]
