"""The part of the form that papers need: the national form's fields, each optional, so that no application ever waits
for them. What is missing is told beside the household (`domain/missing_for_papers.py`).
"""

from typing import Annotated, Final

from pydantic import AfterValidator, Field, StrictBool, StrictInt

from chassis.http.body import Body
from chassis.http.values import Cleaned, Day, Form, Line, Name, NotInForm, Yuan
from kernel import credit_code, identifier
from kernel.aid_kinds import AidKind
from kernel.consent_forms import FORMS, PURPOSES, Purpose
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


class MemberParticulars(Body):
    nation: Annotated[str, Form(NATION_PATTERN, "nation.form"), Field(examples=["01"])] | None = Field(
        None, description="民族（GB/T 3304 代码） · the nation, by its number in GB/T 3304"
    )
    political_status: PoliticalStatus | None = Field(None, description="政治面貌 · political status")
    marital_status: MaritalStatus | None = Field(None, description="婚姻状况 · marital status")
    hukou_kind: DeclaredHukouKind | None = Field(None, description="户口类型 · the kind of hukou")
    model_worker: ModelWorker | None = Field(None, description="劳模类型 · the honour as a model worker")
    medical_insurance: MedicalInsurance | None = Field(None, description="医保状况 · medical insurance")
    condition: Condition | None = Field(
        None, description="健康状况（档案表用词） · health, in the national form's words"
    )
    impairment: Impairment | None = Field(None, description="残疾类别 · the kind of disability")
    impairment_level: Annotated[StrictInt, Field(ge=1, le=4)] | None = Field(
        None, description="残疾等级，一级最重 · its level; 1 is the gravest"
    )
    place_of_work_or_study: Name | None = Field(None, description="单位或学校 · where the member works or studies")
    working_since: Day | None = Field(None, description="参加工作日期 · the day on which work began")


class MemberPapers(MemberParticulars):
    """`yearly_income` and `monthly_income` say the same: the month is a twelfth, to the fen."""

    yearly_income: PlainYuan | None = Field(None, description="年收入，元 · income a year, in yuan")


class DeclaredPapers(Body):
    """`other_income_yearly`: yuan a year that no member's income holds; a twelfth of it counts as income."""

    other_income_yearly: PlainYuan | None = Field(
        None, description="家庭其他年收入，元 · other income of the household a year, in yuan"
    )
    can_help_itself: StrictBool | None = Field(None, description="有无自救能力 · whether it can help itself")


class ContactPapers(Body):
    postcode: Annotated[str, Form(r"^[0-9]{6}$", "postcode.form"), Field(examples=["515000"])] | None = Field(
        None, description="邮政编码 · the postcode"
    )
    other: Annotated[Name, AfterValidator(_other_contact)] | None = Field(
        None, description="其他联系方式 · another number or address, in one line"
    )


class AccountPapers(Body):
    branch: Name | None = Field(None, description="开户网点 · the bank's branch")


class GuardianForm(Body):
    """监护人签署. Both by their places, from 0."""

    member: Annotated[StrictInt, Field(ge=0)] = Field(description="未成年成员的位置 · the child")
    guardian: Annotated[StrictInt, Field(ge=0)] = Field(description="代为签署的成员的位置 · who signed for it")


def _known_form(version: str) -> str:
    if version not in FORMS:
        raise NotInForm("consent.unknown_form")
    return version


FormVersionCode = Annotated[str, Field(max_length=20, examples=["2026-A"]), AfterValidator(_known_form)]


class ConsentPapers(Body):
    """`form_version`: with one the consent names nothing that its form does not."""

    guardians: Annotated[list[GuardianForm], Field(max_length=OWNED_MAX)] | None = Field(
        None, description="监护人代为签署 · who signed for which child"
    )
    form_version: FormVersionCode | None = Field(
        None, description="授权书版本 · the version of the form that was signed"
    )
    purposes: Annotated[list[Purpose], Field(min_length=1, max_length=len(PURPOSES))] | None = Field(
        None, description="授权用途，不填为该版本的全部 · the purposes; all of the form unless given"
    )


class EmployerPapers(Body):
    industry: Industry | None = Field(None, description="所属行业 · its industry")
    state: EmployerState | None = Field(None, description="单位状况 · how the employer stands")


class HousingForm(Body):
    kind: HousingKind | None = Field(None, description="住房类型 · the kind of housing")
    area_band: AreaBand | None = Field(
        None, description="建筑面积区间，平方米 · the floor area, as a band of square metres"
    )


class OpinionsForm(Body):
    """As they stand on the form; each is some sentences of its office."""

    administration: Opinion | None = Field(None, description="党支部或行政意见 · of the party branch or administration")
    union: Opinion | None = Field(None, description="工会意见 · of the union")
    system_union: Opinion | None = Field(None, description="上级或系统工会意见 · of the union above it")


class HouseForm(Body):
    kind: HouseKind = Field(description="房屋种类 · the kind of house")
    area_m2: Annotated[StrictInt, Field(ge=1, le=100_000)] = Field(
        description="建筑面积，平方米 · the floor area in square metres"
    )


class VehicleForm(Body):
    purchased_in: Annotated[StrictInt, Field(ge=1950, le=2199)] | None = Field(
        None, description="购置年份 · the year of purchase"
    )


class FirmForm(Body):
    name: Name = Field(description="企业名称 · the firm's name")
    credit_code: CreditCode | None = Field(None, description="统一社会信用代码 · its credit code")


class PropertyForm(Body):
    """What is left out is not said; an empty list says that there is none. `housing_fund_base`: yuan a month."""

    houses: Annotated[list[HouseForm], Field(max_length=OWNED_MAX)] | None = Field(None, description="房屋 · houses")
    vehicles: Annotated[list[VehicleForm], Field(max_length=OWNED_MAX)] | None = Field(
        None, description="车辆 · vehicles"
    )
    firms: Annotated[list[FirmForm], Field(max_length=OWNED_MAX)] | None = Field(None, description="名下企业 · firms")
    deposits_band: DepositsBand | None = Field(None, description="存款区间，元 · deposits, as a band of yuan")
    housing_fund_base: Yuan | None = Field(
        None, description="公积金月缴存基数，元 · the housing fund's base a month, in yuan"
    )


class OtherAidForm(Body):
    """Aid of another giver, in yuan; `received_on` when the household knows the day."""

    giver: Line = Field(description="救助单位 · who gave it")
    kind: AidKind = Field(description="救助种类 · the kind of aid")
    amount: PlainYuan = Field(description="金额，元 · how much, in yuan")
    received_on: Day | None = Field(None, description="收到日期 · the day on which it came")


class ApplicationPapers(Body):
    housing: HousingForm | None = Field(None, description="居住情况 · where the household lives")
    opinions: OpinionsForm | None = Field(None, description="三级意见 · the three opinions on the form")
    owned: PropertyForm | None = Field(
        None, description="家庭财产，未说明与没有不同 · property; left out is not said, an empty list is none"
    )
    other_aid: Annotated[list[OtherAidForm], Field(max_length=OWNED_MAX)] | None = Field(
        None, description="已获其他救助 · aid of other givers"
    )


def said(content: dict[str, object]) -> dict[str, object]:
    """A part of a form as JSON without what nobody said of all that was not asked at first: forms of before are known
    by their content, and stay known by it.
    """
    return {name: value for name, value in content.items() if value is not None or name not in _ASKED_LATER}


_ASKED_LATER: Final = frozenset({"union_region"}) | frozenset(
    field
    for part in (
        MemberPapers,
        DeclaredPapers,
        ConsentPapers,
        ContactPapers,
        AccountPapers,
        EmployerPapers,
        ApplicationPapers,
    )
    for field in part.model_fields
)
