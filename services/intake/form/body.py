"""The application as it is sent: shape and kinds of its fields. What needs a lookup or a day is in `checks.py`."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, StrictInt

from chassis.http.values import Account, Cleaned, Day, Form, Line, Name, NotInForm, PersonName
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
    ConsentPapers,
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
    name: PersonName = Field(description="姓名 · the name")
    id_number: IdNumber = Field(description="身份证号 · the resident ID number")
    relation: Literal["self", "spouse", "child", "parent", "other"] = Field(
        description="与申请人关系，申请人为 self · relation to the applicant, who is self"
    )
    can_work: StrictBool = Field(description="是否有劳动能力 · whether able to work")
    employment: Employment = Field(description="就业状况 · employment")
    school_stage: SchoolStage | None = Field(None, description="就读阶段 · the stage of school, if at school")
    monthly_income: PlainYuan = Field(description="月收入，元 · income a month, in yuan")
    health: Health = Field(description="健康状况 · health")
    disability: StrictBool = Field(description="是否残疾 · whether disabled")


class DeclaredForm(DeclaredPapers):
    """Money is yuan a month for the whole household. The last four: only where the region's document asks for them.

    `union_region`: the county of the union in which the applicant is a member (工会组织关系).
    """

    on_dibao: StrictBool = Field(description="是否低保户 · whether on dibao")
    relief_monthly: PlainYuan = Field(description="每月政府救助，元 · public relief a month, in yuan")
    hardship_expenditure_monthly: PlainYuan = Field(
        description="每月困难支出，元 · hardship expenditure a month, in yuan"
    )
    causes: Annotated[list[Cause], Field(min_length=1, max_length=len(Cause))] = Field(
        description="致困原因 · the causes of hardship"
    )
    primary_cause: Cause = Field(description="主要致困原因，须在致困原因之中 · the primary one of them")
    union_member: StrictBool = Field(description="是否工会会员 · whether a union member")
    migrant_worker: StrictBool = Field(description="是否农民工 · whether a migrant worker")
    single_parent: StrictBool = Field(description="是否单亲家庭 · whether a single parent")
    sudden_event: StrictBool = Field(description="是否遭遇突发事件 · whether a sudden event struck")
    contract_months: Annotated[StrictInt, Field(ge=0, le=1200)] | None = Field(
        None, description="劳动合同月数 · months of the labour contract"
    )
    restructuring_affected: StrictBool = Field(description="是否受改制等影响 · whether affected by restructuring")
    restructuring_kind: RestructuringKind | None = Field(None, description="改制等的种类 · the kind of restructuring")
    wage_is_main_income: StrictBool | None = Field(
        None, description="工资是否主要收入 · whether the wage is the main income"
    )
    lives_long_term_in_city: StrictBool | None = Field(
        None, description="是否长期在本市居住 · whether living in the city for long"
    )
    union_region: County | None = Field(
        None, description="工会组织关系所在区县 · the county of the union that one belongs to"
    )


class ConsentForm(ConsentPapers):
    """`signatories`: places of the members who signed, from 0; every adult must. `guardians`: who signed for which
    child; where nothing is said, the parents have.
    """

    reference: Name = Field(description="授权书编号 · the consent's reference")
    signed_on: Day = Field(description="签署日期 · the day it was signed")
    valid_until: Day = Field(description="有效期至（含） · its last day, included")
    items: Annotated[list[Item], Field(min_length=1, max_length=len(Item))] = Field(
        description="授权核对的事项 · the items that may be asked"
    )
    signatories: Annotated[list[Annotated[StrictInt, Field(ge=0)]], Field(min_length=1, max_length=MEMBERS_MAX)] = (
        Field(description="签署成员的位置，从 0 起 · the places of members who signed, from 0")
    )


Phone = Annotated[str, Form(r"^[0-9+\- ]{5,30}$", "phone.form"), AfterValidator(_telephone)]


class ContactForm(ContactPapers):
    phone: Phone = Field(description="联系电话 · the telephone")
    address: Line | None = Field(None, description="住址 · the address")


class AccountForm(AccountPapers):
    bank: Name = Field(description="开户银行 · the bank")
    number: Account = Field(description="账号 · the account's number")


class EmployerForm(EmployerPapers):
    name: Name = Field(description="单位名称 · the employer's name")
    credit_code: CreditCode | None = Field(None, description="统一社会信用代码 · its credit code")
    kind: EmployerKind | None = Field(None, description="单位性质 · its kind")
    region: County | None = Field(None, description="单位所在区县 · its county")


class ApplicationForm(ApplicationPapers):
    """The first member is the applicant."""

    model_config = ConfigDict(json_schema_extra={"example": EXAMPLE})

    region: Annotated[str, Field(max_length=20)] = Field(description="户所在区县（GB/T 2260） · its county (GB/T 2260)")
    org_path: Annotated[str, Field(max_length=200)] = Field(
        description="受理的工会组织路径 · the union that takes it, by its path"
    )
    previous_household: Annotated[str, Field(max_length=64)] | None = Field(
        None, description="返困的，填原户编号 · after a relapse, the earlier household's id"
    )
    members: Annotated[list[MemberForm], Field(min_length=1, max_length=MEMBERS_MAX)] = Field(
        description="家庭成员，申请人在先 · its members; the applicant first"
    )
    declared: DeclaredForm = Field(description="家庭情况 · of the household as a whole")
    consent: ConsentForm = Field(description="核对授权书 · the consent to verification")
    contact: ContactForm = Field(description="联系方式 · how to reach them")
    account: AccountForm = Field(description="收款账户 · the account for payments")
    employer: EmployerForm = Field(description="用人单位 · the employer")
    needs: Annotated[list[AidKind], Field(max_length=len(AidKind))] = Field(
        default_factory=list, description="希望得到的帮扶 · the aid that is hoped for"
    )
