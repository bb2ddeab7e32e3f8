"""A change of an open file as it is sent: its kind, the new values of that kind alone, since when, and why."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeVar

from msgspec import Struct, convert, to_builtins
from msgspec.structs import replace
from pydantic import ConfigDict, Field, StrictBool

from chassis.http.body import Body
from chassis.http.refusals.errors import FieldError, Problem
from chassis.http.values import Day, Line, PersonName
from contracts.intake import Declared
from kernel import resident_id
from kernel.aid_kinds import AidKind
from kernel.closed_lists import ChangeKind, Employment, FormerApplicant, Health, SchoolStage
from kernel.errors import DomainError
from kernel.resident_id import InvalidIdentifier
from services.intake.domain.events import Circumstances, Identity, Takeover, Values
from services.intake.domain.household.changed_file import form_parts_of, member_of_file, particulars_of, readable
from services.intake.domain.household.states import Case
from services.intake.form.amounts import PlainYuan
from services.intake.form.body import (
    MEMBERS_MAX,
    AccountForm,
    ConsentForm,
    DeclaredForm,
    EmployerForm,
    IdNumber,
    MemberForm,
    Phone,
)
from services.intake.form.checked_application import Token, account_of, consent_of, declared_of, employer_of, member_of
from services.intake.form.checks import cause_flaws, consent_flaws, flaw
from services.intake.form.papers import ApplicationPapers, ContactPapers, MemberParticulars

Part = TypeVar("Part", bound=Struct)
SAYS: Final[dict[ChangeKind, frozenset[str]]] = {
    "member_joined": frozenset({"member"}),
    "member_left": frozenset({"person"}),
    "member_died": frozenset({"person"}),
    "phone": frozenset({"phone"}),
    "address": frozenset({"address"}),
    "employer": frozenset({"employer"}),
    "account": frozenset({"account"}),
    "income": frozenset({"person", "monthly_income"}),
    "circumstances": frozenset({"person", "circumstances"}),
    "declared": frozenset({"declared"}),
    "consent": frozenset({"consent"}),
    "particulars": frozenset({"person", "particulars"}),
    "form": frozenset({"form"}),
    "identity": frozenset({"person", "identity"}),
    "applicant_changed": frozenset({"person", "takeover"}),
}
"""What each kind is made of: all of it, and nothing else."""


class CircumstancesForm(Body):
    can_work: StrictBool = Field(description="是否有劳动能力 · whether able to work")
    employment: Employment = Field(description="就业状况 · employment")
    school_stage: SchoolStage | None = Field(None, description="就读阶段 · the stage of school, if at school")
    health: Health = Field(description="健康状况 · health")
    disability: StrictBool = Field(description="是否残疾 · whether disabled")


class ParticularsForm(MemberParticulars):
    """What the form has of the member: what is left out stays as it is, what is null is not known any more."""

    name: PersonName = Field(description="姓名 · the name")
    relation: Literal["self", "spouse", "child", "parent", "other"] = Field(
        description="与申请人关系 · to the applicant, who is `self`"
    )


class FormPartsForm(ContactPapers, ApplicationPapers):
    """What the form has of the household: what is left out stays as it is, what is null is not known any more.
    `other`: another way to reach it."""

    needs: Annotated[list[AidKind], Field(max_length=len(AidKind))] = Field(
        default_factory=list, description="脱困诉求 · what the household needs"
    )


class IdentityForm(Body):
    """Name and number as they are right, both."""

    name: PersonName = Field(description="姓名 · the name")
    id_number: IdNumber = Field(description="身份证号 · the ID number")


class RelationForm(Body):
    person: Annotated[str, Field(min_length=1, max_length=100, description="成员标识 · a member's token")]
    relation: Literal["spouse", "child", "parent", "other"] = Field(description="与新申请人关系 · to the new applicant")


class TakeoverForm(Body):
    """Of everybody but the new applicant (`person`), also of who applied before, though they have left or died."""

    relations: Annotated[list[RelationForm], Field(max_length=MEMBERS_MAX)] = Field(
        description="其余成员与新申请人的关系 · how the others are related to the new applicant"
    )
    account: AccountForm = Field(description="新申请人的收款账户 · the new applicant's account for payments")
    former: FormerApplicant = Field(
        description="原申请人仍在本户、已离开或已死亡 · whether who applied stays, has left, or died"
    )


class ChangeForm(Body):
    """One change. `on`: since when it is so, today at the latest; `person`: the member (token) whom it is about.

    `member` joins the file; `monthly_income` in yuan, `circumstances` and `particulars` are of one member; `consent` is
    a new one, its signatories the places of the file's members as they are shown, from 0.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"kind": "phone", "on": "2026-11-01", "reason": "换号", "phone": "19900000001"},
        }
    )

    kind: ChangeKind = Field(description="变更种类，决定须填哪一项 · what changes; it says which of the values is sent")
    on: Day = Field(description="自何日起，不晚于今日 · since when it is so; today at the latest")
    reason: Annotated[str, Field(min_length=1, max_length=2000)] = Field(description="变更理由 · why")
    person: Annotated[str, Field(min_length=1, max_length=100)] | None = Field(
        None, description="相关成员代号 · the member whom it is about, by token"
    )
    member: MemberForm | None = Field(None, description="新增成员 · who joins")
    phone: Phone | None = Field(None, description="新的联系电话 · the new telephone")
    address: Line | None = Field(None, description="新的住址 · the new address")
    employer: EmployerForm | None = Field(None, description="新的用人单位 · the new employer")
    account: AccountForm | None = Field(None, description="新的收款账户 · the new account for payments")
    monthly_income: PlainYuan | None = Field(None, description="新的月收入，元 · the new income a month, in yuan")
    circumstances: CircumstancesForm | None = Field(
        None, description="新的就业、就学、健康状况 · the member's new circumstances"
    )
    identity: IdentityForm | None = Field(None, description="正确的姓名和身份证号 · name and number as they are right")
    declared: DeclaredForm | None = Field(None, description="新的家庭情况 · of the household as a whole")
    consent: ConsentForm | None = Field(None, description="新的授权书 · the new consent")
    particulars: ParticularsForm | None = Field(
        None, description="成员的其他登记事项 · what else the form has of the member"
    )
    form: FormPartsForm | None = Field(None, description="家庭的其他登记事项 · what else the form has of the household")
    takeover: TakeoverForm | None = Field(
        None, description="由该成员接续为申请人 · that member is the applicant from now on"
    )


def new_values(form: ChangeForm, case: Case, today: date, token: Token) -> Values:
    """The new values of the change's kind. Raises one problem that names every flaw."""
    flaws = [*_missing_or_strange(form)] or [*_flaws(form, case, today)]
    if flaws:
        raise Problem("invalid_body", errors=tuple(flaws))
    given: dict[str, Any] = {}
    if form.member is not None:
        parsed = resident_id.parse(form.member.id_number, today)
        given["member"] = member_of(form.member, parsed, token)
    if form.employer is not None:
        given["employer"] = employer_of(form.employer)
    if form.account is not None:
        given["account"] = account_of(form.account)
    if form.circumstances is not None:
        given["circumstances"] = Circumstances(**form.circumstances.model_dump())
    if form.identity is not None:
        right = resident_id.parse(form.identity.id_number, today)
        given["identity"] = Identity(
            token=token("person", right.number),
            name=form.identity.name,
            id_number=right.number,
            birth_date=right.birth_date,
        )
    if form.declared is not None:
        left_out = set(Declared.__struct_fields__) - form.declared.model_fields_set
        kept = {name: getattr(readable(case).declared, name) for name in left_out}
        given["declared"] = replace(declared_of(form.declared), **kept)
    if form.particulars is not None:
        given["particulars"] = _laid_over(particulars_of(member_of_file(case, form.person)), form.particulars)
    if form.form is not None:
        given["form"] = _laid_over(form_parts_of(readable(case)), form.form, other="other_contact")
    if form.takeover is not None:
        assert form.person is not None, "who takes it over is said"
        given["takeover"] = _takeover(form.takeover, form.person)
    if form.consent is not None:
        given["consent"] = consent_of(form.consent, readable(case).members)
    return Values(phone=form.phone, address=form.address, monthly_income=form.monthly_income, **given)


def _takeover(form: TakeoverForm, applicant: str) -> Takeover:
    relations = {each.person: each.relation for each in form.relations}
    if len(relations) < len(form.relations):
        raise DomainError("takeover_names_everybody")
    return Takeover(applicant=applicant, relations={**relations}, account=account_of(form.account), former=form.former)


def _laid_over(known: Part, form: Body, **called: str) -> Part:
    """As a JSON merge patch (RFC 7396). `called`: the part's names of fields that the form calls otherwise."""
    said = {called.get(name, name): value for name, value in form.model_dump(mode="json", exclude_unset=True).items()}
    return convert(_merged(to_builtins(known), said), type(known))


def _merged(known: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    inner = {name: _merged(known.get(name) or {}, value) for name, value in said.items() if isinstance(value, Mapping)}
    return {**known, **said, **inner}


def _missing_or_strange(form: ChangeForm) -> Iterator[FieldError]:
    asked = SAYS[form.kind]
    said = {name for name in frozenset().union(*SAYS.values()) if getattr(form, name) is not None}
    for name in sorted(asked - said):
        yield flaw(f"#/{name}", "change.field_missing")
    for name in sorted(said - asked):
        yield flaw(f"#/{name}", "change.field_of_another_kind")


def _flaws(form: ChangeForm, case: Case, today: date) -> Iterator[FieldError]:
    if form.member is not None:
        yield from _joining_flaws(form.member, case, today)
    if form.identity is not None:
        yield from _number_flaws(form.identity.id_number, "#/identity/id_number", case, today, form.person)
    if form.declared is not None:
        yield from cause_flaws(form.declared)
    if form.particulars is not None and (form.particulars.relation == "self") != (form.person == case.applicant):
        yield flaw("#/particulars/relation", "member.self_is_first")
    if form.consent is not None:
        births: list[date | None] = [member.birth_date for member in readable(case).members]
        yield from consent_flaws(form.consent, births, case.items, today)


def _joining_flaws(member: MemberForm, case: Case, today: date) -> Iterator[FieldError]:
    if member.relation == "self":
        yield flaw("#/member/relation", "member.self_is_first")
    yield from _number_flaws(member.id_number, "#/member/id_number", case, today)


def _number_flaws(written: str, pointer: str, case: Case, today: date, of: str | None = None) -> Iterator[FieldError]:
    """A number that is none, or another member's than that `of` whom it shall be."""
    try:
        number = resident_id.parse(written, today).number
    except InvalidIdentifier as invalid:
        yield flaw(pointer, invalid.code)
        return
    if any(known.id_number == number and known.token != of for known in readable(case).members):
        yield flaw(pointer, "member.twice")
