"""What must hold of an application beyond its shape; every flaw is named at once, with its place and texts."""

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from chassis.http.refusals.errors import FieldError, fill
from kernel import resident_id
from kernel.age import is_adult
from kernel.organisation import Organisations
from kernel.resident_id import InvalidIdentifier, ResidentId
from services.intake.errors import TABLE
from services.intake.form.body import ApplicationForm


class Surroundings(Struct, frozen=True):
    """What a form is held against: the day, who is where, what the caller may see, what the law needs."""

    today: date
    organisations: Organisations
    covers: Callable[[str], bool]
    has_ended: Callable[[str], bool]
    profile: str | None
    items_needed: tuple[str, ...]


def flaws_in(form: ApplicationForm, around: Surroundings) -> list[FieldError]:
    ids = [_parsed(member.id_number, around.today) for member in form.members]
    return [
        *_place_flaws(form, around),
        *_member_flaws(form, ids),
        *_cause_flaws(form),
        *_consent_flaws(form, ids, around),
    ]


def flaw(pointer: str, code: str, **params: object) -> FieldError:
    text = TABLE[code]
    return FieldError(pointer, code, fill(text.zh, params), fill(text.en, params))


def _place_flaws(form: ApplicationForm, around: Surroundings) -> Iterator[FieldError]:
    """An organisation out of the caller's scope is answered as one that does not exist."""
    organisation = around.organisations.get(form.org_path)
    if organisation is None or not around.covers(form.org_path):
        yield flaw("#/org_path", "organisation.unknown")
    if form.region not in around.organisations.regions:
        yield flaw("#/region", "region.unknown")
    elif organisation is not None and not form.region.startswith(form.org_path.split("/")[:3][-1]):
        yield flaw("#/region", "region.not_of_organisation")
    elif around.profile is None:
        yield flaw("#/region", "no_profile")
    if form.previous_household is not None and not around.has_ended(form.previous_household):
        yield flaw("#/previous_household", "previous_household.unknown")


def _member_flaws(form: ApplicationForm, ids: list[ResidentId | str]) -> Iterator[FieldError]:
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


def _cause_flaws(form: ApplicationForm) -> Iterator[FieldError]:
    causes = form.declared.causes
    if len(set(causes)) != len(causes):
        yield flaw("#/declared/causes", "causes.twice")
    if form.declared.primary_cause not in causes:
        yield flaw("#/declared/primary_cause", "causes.primary_not_listed")


def _consent_flaws(form: ApplicationForm, ids: list[ResidentId | str], around: Surroundings) -> Iterator[FieldError]:
    consent = form.consent
    if consent.signed_on > around.today:
        yield flaw("#/consent/signed_on", "consent.not_yet_signed")
    if consent.valid_until < max(around.today, consent.signed_on):
        yield flaw("#/consent/valid_until", "consent.expired")
    missing = sorted(set(around.items_needed) - set(consent.items))
    if missing:
        yield flaw("#/consent/items", "consent.items_missing", items=", ".join(missing))
    if any(place >= len(ids) for place in consent.signatories):
        yield flaw("#/consent/signatories", "consent.unknown_signatory")
    for place, parsed in enumerate(ids):
        adult = isinstance(parsed, ResidentId) and is_adult(parsed.birth_date, around.today)
        if adult and place not in consent.signatories:
            yield flaw("#/consent/signatories", "consent.adult_not_signed", place=place)


def _parsed(id_number: str, today: date) -> ResidentId | str:
    """The number, or the code of what is wrong with it."""
    try:
        return resident_id.parse(id_number, today)
    except InvalidIdentifier as invalid:
        return invalid.code
