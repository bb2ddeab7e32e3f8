"""What must hold of an application beyond its shape; every flaw is named at once, with its place and texts."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from chassis.http.refusals.errors import FieldError
from kernel import resident_id
from kernel.age import is_adult
from kernel.consent_forms import FORMS
from kernel.fen import a_month_of
from kernel.organisation import Organisations, covers, place_of
from kernel.resident_id import InvalidIdentifier, ResidentId
from policies.documents.regions import LawOfPlace
from services.intake.errors import TABLE
from services.intake.form.body import ApplicationForm, ConsentForm, DeclaredForm

CONSENT_MAX: Final = timedelta(days=5 * 366)
"""A consent is given for some years, never for good: who signs must be able to see its end."""


class FormContext(Struct, frozen=True):
    """What a form is held against. `scope`: the caller's organisation, which sees itself and all below it; `law`: None
    where no document holds; `previous_has_ended`: true when no previous household is named.
    """

    today: date
    organisations: Organisations
    scope: str
    previous_has_ended: bool
    law: LawOfPlace | None


def flaws_in(form: ApplicationForm, context: FormContext) -> list[FieldError]:
    ids = [_parsed(member.id_number, context.today) for member in form.members]
    return [
        *_place_flaws(form, context),
        *_member_flaws(form, ids, context.today),
        *_cause_flaws(form),
        *_property_flaws(form, context.today),
        *_consent_flaws(form, ids, context),
    ]


def flaw(pointer: str, code: str, **params: object) -> FieldError:
    return TABLE[code].at(pointer, params)


def _place_flaws(form: ApplicationForm, context: FormContext) -> Iterator[FieldError]:
    """An organisation out of the caller's scope is answered as one that does not exist, whatever else is said of it."""
    known = covers(context.scope, form.org_path) and context.organisations.get(form.org_path) is not None
    if not known:
        yield flaw("#/org_path", "organisation.unknown")
    if form.region not in context.organisations.regions:
        yield flaw("#/region", "region.unknown")
    elif known and not form.region.startswith(place_of(form.org_path)):
        yield flaw("#/region", "region.not_of_organisation")
    elif context.law is None:
        yield flaw("#/region", "no_profile")
    if not context.previous_has_ended:
        yield flaw("#/previous_household", "previous_household.unknown")


def _member_flaws(form: ApplicationForm, ids: list[ResidentId | str], today: date) -> Iterator[FieldError]:
    seen: set[str] = set()
    for place, (member, parsed) in enumerate(zip(form.members, ids, strict=True)):
        at = f"#/members/{place}"
        if isinstance(parsed, str):
            yield flaw(f"{at}/id_number", parsed)
        elif parsed.number in seen:
            yield flaw(f"{at}/id_number", "member.twice")
        else:
            seen.add(parsed.number)
        if (member.relation == "self") != (place == 0):
            yield flaw(f"{at}/relation", "member.self_is_first")
        if member.yearly_income is not None and a_month_of(member.yearly_income) != member.monthly_income:
            yield flaw(f"{at}/yearly_income", "income.year_differs")
        if member.working_since is not None and member.working_since > today:
            yield flaw(f"{at}/working_since", "date.in_the_future")


def _cause_flaws(form: ApplicationForm) -> Iterator[FieldError]:
    yield from cause_flaws(form.declared)


def cause_flaws(declared: DeclaredForm) -> Iterator[FieldError]:
    causes = declared.causes
    if len(set(causes)) != len(causes):
        yield flaw("#/declared/causes", "causes.twice")
    if declared.primary_cause not in causes:
        yield flaw("#/declared/primary_cause", "causes.primary_not_listed")


def _property_flaws(form: ApplicationForm, today: date) -> Iterator[FieldError]:
    for place, vehicle in enumerate((form.owned and form.owned.vehicles) or ()):
        if vehicle.purchased_in is not None and vehicle.purchased_in > today.year:
            yield flaw(f"#/owned/vehicles/{place}/purchased_in", "date.in_the_future")
    for place, aid in enumerate(form.other_aid or ()):
        if aid.received_on is not None and aid.received_on > today:
            yield flaw(f"#/other_aid/{place}/received_on", "date.in_the_future")


def _consent_flaws(form: ApplicationForm, ids: list[ResidentId | str], context: FormContext) -> Iterator[FieldError]:
    births = [parsed.birth_date if isinstance(parsed, ResidentId) else None for parsed in ids]
    yield from consent_flaws(form.consent, births, context.law.items if context.law else (), context.today)


def consent_flaws(
    consent: ConsentForm, births: list[date | None], items: tuple[str, ...], today: date
) -> Iterator[FieldError]:
    """`births`: of the members in their order, None where nobody can tell; `items`: what the law of the place asks."""
    if consent.signed_on > today:
        yield flaw("#/consent/signed_on", "consent.not_yet_signed")
    if consent.valid_until < max(today, consent.signed_on):
        yield flaw("#/consent/valid_until", "consent.expired")
    if consent.valid_until > consent.signed_on + CONSENT_MAX:
        yield flaw("#/consent/valid_until", "consent.too_long")
    yield from _form_flaws(consent)
    missing = sorted(set(items) - set(consent.items))
    if missing:
        yield flaw("#/consent/items", "consent.items_missing", items=", ".join(missing))
    if any(place >= len(births) for place in consent.signatories):
        yield flaw("#/consent/signatories", "consent.unknown_signatory")
    for place, born in enumerate(births):
        if born is not None and is_adult(born, today) and place not in consent.signatories:
            yield flaw("#/consent/signatories", "consent.adult_not_signed", place=place)
    yield from _guardian_flaws(consent, births, today)


def _form_flaws(consent: ConsentForm) -> Iterator[FieldError]:
    """Nothing is consented to that the paper does not say; what is applied for is verified."""
    form, purposes = FORMS.get(consent.form_version or ""), set(consent.purposes or ())
    if purposes and "verification" not in purposes:
        yield flaw("#/consent/purposes", "consent.purpose_missing")
    if form is None:
        return
    if consent.signed_on < form.first_day:
        yield flaw("#/consent/form_version", "consent.form_not_yet_used")
    if beyond := sorted(set(consent.items) - form.items):
        yield flaw("#/consent/items", "consent.beyond_the_form", items=", ".join(beyond))
    if purposes - set(form.purposes):
        yield flaw("#/consent/purposes", "consent.purpose_beyond_the_form")


def _guardian_flaws(consent: ConsentForm, births: list[date | None], today: date) -> Iterator[FieldError]:
    """A child has one guardian here, who is of age and signed; an unreadable number is told where it stands."""
    guardians = consent.guardians or []
    children = [one.member for one in guardians]
    for place, one in enumerate(guardians):
        at = f"#/consent/guardians/{place}"
        if max(one.member, one.guardian) >= len(births):
            yield flaw(at, "consent.unknown_signatory")
            continue
        child, guardian = births[one.member], births[one.guardian]
        if (child is not None and is_adult(child, today)) or children.count(one.member) > 1:
            yield flaw(f"{at}/member", "consent.no_child")
        if one.guardian not in consent.signatories or (guardian is not None and not is_adult(guardian, today)):
            yield flaw(f"{at}/guardian", "consent.no_guardian")


def _parsed(id_number: str, today: date) -> ResidentId | str:
    """The number, or the code of what is wrong with it."""
    try:
        return resident_id.parse(id_number, today)
    except InvalidIdentifier as invalid:
        return invalid.code
