"""The checked application: what becomes of a form without flaw. Persons and the account are tokens from here on, and
the personal details are together, since they travel sealed.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import msgspec
from pydantic import BaseModel

from contracts.intake import (
    Account,
    Consent,
    Contact,
    Declared,
    DeclaredProperty,
    Details,
    Employer,
    Housing,
    Member,
    Opinions,
    OtherAid,
)
from kernel import resident_id
from kernel.consent_forms import FORMS
from kernel.resident_id import ResidentId
from policies.documents.regions import LawOfPlace
from services.intake.domain.commands import CheckedApplication
from services.intake.form.body import (
    AccountForm,
    ApplicationForm,
    ConsentForm,
    DeclaredForm,
    EmployerForm,
    MemberForm,
)

Token = Callable[[str, str], str]
"""The vault's: (kind, value) -> token."""
Part = TypeVar("Part", bound=msgspec.Struct)


def checked_application(form: ApplicationForm, law: LawOfPlace, today: date, token: Token) -> CheckedApplication:
    """Persons are known by the token of the 18-digit number, whichever form it came in."""
    ids = [resident_id.parse(member.id_number, today) for member in form.members]
    members = tuple(member_of(member, parsed, token) for member, parsed in zip(form.members, ids, strict=True))
    return CheckedApplication(
        org_path=form.org_path,
        region=form.region,
        profile=law.profile,
        items=law.items,
        checked_on=today,
        details=Details(
            members=members,
            declared=declared_of(form.declared),
            contact=Contact(form.contact.phone, form.contact.address or "", form.contact.postcode, form.contact.other),
            account=account_of(form.account),
            employer=employer_of(form.employer),
            needs=tuple(need.value for need in form.needs),
            housing=_kept(form.housing, Housing),
            opinions=_kept(form.opinions, Opinions),
            owned=_kept(form.owned, DeclaredProperty),
            other_aid=None if form.other_aid is None else tuple(_part(aid, OtherAid) for aid in form.other_aid),
        ),
        consent=consent_of(form.consent, members),
        account=token("account", form.account.number),
        previous_household=form.previous_household,
        flags=("legacy_number",) if any(parsed.legacy for parsed in ids) else (),
    )


def member_of(member: MemberForm, parsed: ResidentId, token: Token) -> Member:
    return Member(
        token=token("person", parsed.number),
        name=member.name,
        id_number=parsed.number,
        birth_date=parsed.birth_date,
        relation=member.relation,
        can_work=member.can_work,
        employment=member.employment,
        school_stage=member.school_stage,
        monthly_income=member.monthly_income,
        health=member.health,
        disability=member.disability,
        nation=member.nation,
        political_status=member.political_status,
        marital_status=member.marital_status,
        hukou_kind=member.hukou_kind,
        model_worker=member.model_worker,
        medical_insurance=member.medical_insurance,
        condition=member.condition,
        impairment=member.impairment,
        impairment_level=member.impairment_level,
        place_of_work_or_study=member.place_of_work_or_study,
        working_since=member.working_since,
        yearly_income=member.yearly_income,
    )


def employer_of(employer: EmployerForm) -> Employer:
    return Employer(
        employer.name,
        employer.credit_code or "",
        employer.kind or "",
        employer.region,
        employer.industry,
        employer.state,
    )


def account_of(account: AccountForm) -> Account:
    return Account(account.bank, account.number, account.branch)


def declared_of(declared: DeclaredForm) -> Declared:
    return Declared(
        on_dibao=declared.on_dibao,
        relief_monthly=declared.relief_monthly,
        hardship_expenditure_monthly=declared.hardship_expenditure_monthly,
        causes=tuple(cause.value for cause in declared.causes),
        primary_cause=declared.primary_cause.value,
        union_member=declared.union_member,
        migrant_worker=declared.migrant_worker,
        single_parent=declared.single_parent,
        sudden_event=declared.sudden_event,
        contract_months=declared.contract_months,
        restructuring_affected=declared.restructuring_affected,
        restructuring_kind=declared.restructuring_kind,
        wage_is_main_income=declared.wage_is_main_income,
        lives_long_term_in_city=declared.lives_long_term_in_city,
        union_region=declared.union_region,
        other_income_yearly=declared.other_income_yearly,
        can_help_itself=declared.can_help_itself,
    )


def _kept(form: BaseModel | None, cls: type[Part]) -> Part | None:
    """None too where nothing is said in it: an empty part of a sheet is no part."""
    part = None if form is None else _part(form, cls)
    return None if part == cls() else part


def _part(form: BaseModel, cls: type[Part]) -> Part:
    """A part of the form whose fields the contract has by the same names."""
    return msgspec.convert(form.model_dump(mode="json"), cls)


def consent_of(consent: ConsentForm, members: tuple[Member, ...]) -> Consent:
    """Every adult signed for themselves; parents sign for their children, so all members are covered."""
    return Consent(
        reference=consent.reference,
        signed_on=consent.signed_on,
        valid_until=consent.valid_until,
        items=tuple(item.value for item in consent.items),
        persons=tuple(member.token for member in members),
        signed_by=tuple(member.token for place, member in enumerate(members) if place in consent.signatories),
        guardians=tuple((members[one.member].token, members[one.guardian].token) for one in consent.guardians or ()),
        form_version=consent.form_version or "",
        purposes=_purposes(consent),
    )


def _purposes(consent: ConsentForm) -> tuple[str, ...]:
    """As they were ticked; else as the form has them. Without a form nothing is said of any."""
    if consent.purposes is not None:
        return tuple(dict.fromkeys(consent.purposes))
    return FORMS[consent.form_version].purposes if consent.form_version else ()
