"""The checked application: what becomes of a form without flaw. Persons and the account are tokens from here on, and
the personal details are together, since they travel sealed.
"""

from collections.abc import Callable
from datetime import date

from contracts.intake import Account, Consent, Contact, Declared, Details, Employer, Member
from kernel import resident_id
from policies.documents.regions import LawOfPlace
from services.intake.domain.commands import CheckedApplication
from services.intake.form.body import ApplicationForm

Token = Callable[[str, str], str]
"""The vault's: (kind, value) -> token."""


def checked_application(form: ApplicationForm, law: LawOfPlace, today: date, token: Token) -> CheckedApplication:
    """Persons are known by the token of the 18-digit number, whichever form it came in."""
    ids = [resident_id.parse(member.id_number, today) for member in form.members]
    members = tuple(
        Member(
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
        )
        for member, parsed in zip(form.members, ids, strict=True)
    )
    return CheckedApplication(
        org_path=form.org_path,
        region=form.region,
        profile=law.profile,
        items=law.items,
        checked_on=today,
        details=Details(
            members=members,
            declared=_declared(form),
            contact=Contact(form.contact.phone, form.contact.address),
            account=Account(form.account.bank, form.account.number),
            employer=Employer(form.employer.name, form.employer.credit_code, form.employer.kind, form.employer.region),
            needs=tuple(need.value for need in form.needs),
        ),
        consent=_consent(form, members),
        account=token("account", form.account.number),
        previous_household=form.previous_household,
        flags=("legacy_number",) if any(parsed.legacy for parsed in ids) else (),
    )


def _declared(form: ApplicationForm) -> Declared:
    declared = form.declared
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
    )


def _consent(form: ApplicationForm, members: tuple[Member, ...]) -> Consent:
    """Every adult signed for themselves; parents sign for their children, so all members are covered."""
    return Consent(
        reference=form.consent.reference,
        signed_on=form.consent.signed_on,
        valid_until=form.consent.valid_until,
        items=tuple(item.value for item in form.consent.items),
        persons=tuple(member.token for member in members),
    )
