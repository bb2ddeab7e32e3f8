"""Patch of an open file: what each kind of change is about, what was there before, and the case after it."""

from datetime import date
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from contracts.intake import Consent, Details, Member
from kernel.age import is_adult
from kernel.closed_lists import ChangeKind
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain.events import ChangeProposed, Circumstances, FormParts, Particulars, Values
from services.intake.domain.household.states import Case

Part = TypeVar("Part", bound=Struct)

AT_ONCE: Final[frozenset[ChangeKind]] = frozenset({"phone", "address"})
"""Neither a fact of the decision nor identity nor money: nobody else has to approve them."""

GOES: Final[frozenset[ChangeKind]] = frozenset({"member_left", "member_died"})
OF_A_MEMBER: Final[frozenset[ChangeKind]] = GOES | {"income", "circumstances", "particulars"}
"""About one who is in the file already."""


def topic(change: ChangeProposed) -> tuple[str, tuple[str, ...]]:
    """What two proposals must not be about at once; that somebody left and that they died contradict each other."""
    return ("goes" if change.kind in GOES else change.kind, change.persons)


def before(case: Case, kind: ChangeKind, person: str | None) -> Values:
    """What the file says now of what the change is about."""
    known = readable(case)
    match kind:
        case "member_left" | "member_died":
            return Values(member=_member(known, person))
        case "phone":
            return Values(phone=known.contact.phone)
        case "address":
            return Values(address=known.contact.address)
        case "employer":
            return Values(employer=known.employer)
        case "account":
            return Values(account=known.account)
        case "income":
            return Values(monthly_income=_member(known, person).monthly_income)
        case "circumstances":
            return Values(circumstances=circumstances_of(_member(known, person)))
        case "declared":
            return Values(declared=known.declared)
        case "consent":
            return Values(consent=case.consent)
        case "particulars":
            return Values(particulars=particulars_of(_member(known, person)))
        case "form":
            return Values(form=form_parts_of(known))
        case "member_joined":
            return Values()


def changed(case: Case, change: ChangeProposed) -> Case:
    """The case once the change holds. Raises `change_overtaken` where another change has taken its ground away."""
    new = change.after
    if isinstance(new, Withheld):
        raise DomainError("household_erased")
    known = readable(case)
    if change.kind == "member_joined":
        return _with(case, known, new.member, change)
    person = change.persons[0] if change.persons else None
    if change.kind in GOES:
        gone = _member(known, person)
        staying = tuple(member for member in known.members if member is not gone)
        return replace(case.without((gone.token,)), details=replace(known, members=staying))
    if new.consent is not None:
        return replace(case, consent=new.consent)
    if new.account is not None:
        assert change.account is not None, "an account has its token"
        return replace(case, account=change.account, details=replace(known, account=new.account))
    return replace(case, details=_with_values(known, person, new))


def _with_values(known: Details, person: str | None, new: Values) -> Details:
    if new.phone is not None:
        return replace(known, contact=replace(known.contact, phone=new.phone))
    if new.address is not None:
        return replace(known, contact=replace(known.contact, address=new.address))
    if new.employer is not None:
        return replace(known, employer=new.employer)
    if new.declared is not None:
        return replace(known, declared=new.declared)
    if new.form is not None:
        return _with_form_parts(known, new.form)
    member = _member(known, person)
    if new.monthly_income is not None:
        now = replace(member, monthly_income=new.monthly_income, yearly_income=None)
    else:
        said = new.circumstances or new.particulars
        assert said is not None, "a change has the value of its kind"
        now = replace(member, **asdict(said))
    return replace(known, members=tuple(now if each is member else each for each in known.members))


def _with(case: Case, known: Details, joining: Member | None, change: ChangeProposed) -> Case:
    """An adult is covered by a consent of their own only; parents have signed for a child."""
    assert joining is not None, "who joins is said"
    if joining.token in case.members:
        raise DomainError("change_overtaken", change=change.change)
    members = (*case.members, joining.token)
    consent = case.consent
    if not is_adult(joining.birth_date, change.on):
        consent = replace(consent, persons=(*consent.persons, joining.token))
    return replace(case, members=members, consent=consent, details=replace(known, members=(*known.members, joining)))


def readable(case: Case) -> Details:
    """Of those who are in the file: who was dropped at the opening is not."""
    known = case.details
    if isinstance(known, Withheld):
        raise DomainError("household_erased")
    return replace(known, members=tuple(member for member in known.members if member.token in case.members))


def consent_missing(case: Case, today: date) -> tuple[str, ...]:
    """Adults whose own signature is not under the consent: who joined, and who came of age since a parent signed."""
    return tuple(
        member.token
        for member in readable(case).members
        if is_adult(member.birth_date, today) and not _has_signed(member, case.consent)
    )


def _has_signed(member: Member, consent: Consent) -> bool:
    if consent.signed_by is not None:
        return member.token in consent.signed_by
    return member.token in consent.persons and is_adult(member.birth_date, consent.signed_on)


def consent_that_covers(case: Case, today: date) -> Consent:
    """The consent as it may be asked under: nobody is asked about who has not signed."""
    missing = consent_missing(case, today)
    return replace(case.consent, persons=tuple(one for one in case.consent.persons if one not in missing))


def _member(known: Details, token: str | None) -> Member:
    for member in known.members:
        if member.token == token:
            return member
    raise DomainError("person_not_in_the_file")


def circumstances_of(member: Member) -> Circumstances:
    return _part(member, Circumstances)


def particulars_of(member: Member) -> Particulars:
    return _part(member, Particulars)


def form_parts_of(known: Details) -> FormParts:
    return FormParts(
        postcode=known.contact.postcode,
        other_contact=known.contact.other,
        needs=known.needs,
        housing=known.housing,
        opinions=known.opinions,
        owned=known.owned,
        other_aid=known.other_aid,
    )


def _with_form_parts(known: Details, said: FormParts) -> Details:
    return replace(
        known,
        contact=replace(known.contact, postcode=said.postcode, other=said.other_contact),
        needs=said.needs,
        housing=said.housing,
        opinions=said.opinions,
        owned=said.owned,
        other_aid=said.other_aid,
    )


def _part(member: Member, part: type[Part]) -> Part:
    """Those of the member's fields that the part has, by the same names."""
    return part(**{name: getattr(member, name) for name in part.__struct_fields__})
