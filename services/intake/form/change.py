"""A change of an open file as it is sent: its kind, the new values of that kind alone, since when, and why."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final

from pydantic import ConfigDict, Field, StrictBool

from chassis.http.body import Body
from chassis.http.refusals.errors import FieldError, Problem
from chassis.http.values import Day, Line
from kernel import resident_id
from kernel.closed_lists import ChangeKind, Employment, Health, SchoolStage
from kernel.resident_id import InvalidIdentifier
from services.intake.domain.events import Circumstances, Values
from services.intake.domain.household.changed_file import readable
from services.intake.domain.household.states import Case
from services.intake.form.amounts import PlainYuan
from services.intake.form.body import (
    AccountForm,
    ConsentForm,
    DeclaredForm,
    EmployerForm,
    MemberForm,
    Phone,
)
from services.intake.form.checked_application import Token, account_of, consent_of, declared_of, employer_of, member_of
from services.intake.form.checks import cause_flaws, consent_flaws, flaw

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
}
"""What each kind is made of: all of it, and nothing else."""


class CircumstancesForm(Body):
    can_work: StrictBool
    employment: Employment
    school_stage: SchoolStage | None = None
    health: Health
    disability: StrictBool


class ChangeForm(Body):
    """One change. `on`: since when it is so, today at the latest; `person`: the member (token) whom it is about.

    `member` joins the file; `monthly_income` in yuan and `circumstances` are of one member; `consent` is a new one, its
    signatories the places of the file's members as they are shown, from 0.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"kind": "phone", "on": "2026-11-01", "reason": "换号", "phone": "19900000001"},
        }
    )

    kind: ChangeKind
    on: Day
    reason: Annotated[str, Field(min_length=1, max_length=2000)]
    person: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    member: MemberForm | None = None
    phone: Phone | None = None
    address: Line | None = None
    employer: EmployerForm | None = None
    account: AccountForm | None = None
    monthly_income: PlainYuan | None = None
    circumstances: CircumstancesForm | None = None
    declared: DeclaredForm | None = None
    consent: ConsentForm | None = None


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
    if form.declared is not None:
        given["declared"] = declared_of(form.declared)
    if form.consent is not None:
        given["consent"] = consent_of(form.consent, readable(case).members)
    return Values(phone=form.phone, address=form.address, monthly_income=form.monthly_income, **given)


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
    if form.declared is not None:
        yield from cause_flaws(form.declared)
    if form.consent is not None:
        births: list[date | None] = [member.birth_date for member in readable(case).members]
        yield from consent_flaws(form.consent, births, case.items, today)


def _joining_flaws(member: MemberForm, case: Case, today: date) -> Iterator[FieldError]:
    if member.relation == "self":
        yield flaw("#/member/relation", "member.self_is_first")
    try:
        number = resident_id.parse(member.id_number, today).number
    except InvalidIdentifier as invalid:
        yield flaw("#/member/id_number", invalid.code)
        return
    if any(known.id_number == number for known in readable(case).members):
        yield flaw("#/member/id_number", "member.twice")
