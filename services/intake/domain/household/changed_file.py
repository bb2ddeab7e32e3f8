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
from services.intake.domain.events import (
    ChangeProposed,
    Circumstances,
    FormParts,
    Identity,
    Particulars,
    Takeover,
    Values,
)
from services.intake.domain.household.states import Case

Part = TypeVar("Part", bound=Struct)

AT_ONCE: Final[frozenset[ChangeKind]] = frozenset({"phone", "address"})
"""Neither a fact of the decision nor identity nor money: nobody else has to approve them."""

GOES: Final[frozenset[ChangeKind]] = frozenset({"member_left", "member_died"})


def topic(change: ChangeProposed) -> tuple[str, tuple[str, ...]]:
    """What two proposals must not be about at once; that somebody left and that they died contradict each other."""
    if change.kind == "identity":
        return change.kind, change.persons[:1]
    if change.kind == "applicant_changed":
        return change.kind, ()
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
        case "identity":
            return Values(identity=_identity(_member(known, person)))
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
        case "applicant_changed":
            others = {member.token: member.relation for member in known.members if member.token != case.applicant}
            return Values(takeover=Takeover(applicant=case.applicant, relations=others, account=known.account))
        case "member_joined":
            return Values()


def changed(case: Case, change: ChangeProposed) -> Case:
    """The case once the change holds. Raises `change_overtaken` where another change has taken its ground away."""
    new = change.after
    if isinstance(new, Withheld):
        raise DomainError("household_erased")
    known = readable(case)
    if change.kind == "member_joined":
        assert new.member is not None, "who joins is said"
        if new.member.token in case.members:
            raise DomainError("change_overtaken", change=change.change)
        return joined(case, (new.member,), change.on)
    person = change.persons[0] if change.persons else None
    if change.kind in GOES:
        if person == case.applicant:  # they took the file over meanwhile
            raise DomainError("change_overtaken", change=change.change)
        return left(case, (_member(known, person).token,))
    if new.takeover is not None:
        assert change.account is not None, "an account has its token"
        return taken_over(case, new.takeover, change.account, change.on)
    if new.identity is not None:
        return _corrected(case, known, _member(known, person), new.identity)
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


def joined(case: Case, joining: tuple[Member, ...], on: date) -> Case:
    """An adult is covered by a consent of their own only; parents have signed for a child."""
    known = readable(case)
    children = tuple(member.token for member in joining if not is_adult(member.birth_date, on))
    return replace(
        case,
        members=(*case.members, *(member.token for member in joining)),
        consent=replace(case.consent, persons=(*case.consent.persons, *children)),
        details=replace(known, members=(*known.members, *joining)),
    )


def taken_over(case: Case, takeover: Takeover, account: str, on: date) -> Case:
    """申请人变更: the file goes on with another adult of the family at its head. Who applied is in it still."""
    known = readable(case)
    member = _member(known, takeover.applicant)
    if member.token == case.applicant or not is_adult(member.birth_date, on):
        raise DomainError("takeover_of_age")
    others = [one for one in known.members if one is not member]
    if set(takeover.relations) != {one.token for one in others} or "self" in takeover.relations.values():
        raise DomainError("takeover_names_everybody")
    now = (
        replace(member, relation="self"),
        *(replace(one, relation=takeover.relations[one.token]) for one in others),
    )
    details = replace(known, members=now, account=takeover.account)
    return replace(case, members=tuple(one.token for one in now), account=account, details=details)


def left(case: Case, persons: tuple[str, ...]) -> Case:
    known = readable(case)
    staying = tuple(member for member in known.members if member.token not in persons)
    return replace(case.without(persons), details=replace(known, members=staying))


def _corrected(case: Case, known: Details, member: Member, new: Identity) -> Case:
    """The same person under another number or name: in the same place, and under the same consent."""

    def now(token: str) -> str:
        return new.token if token == member.token else token

    one = replace(member, token=new.token, name=new.name, id_number=new.id_number, birth_date=new.birth_date)
    return replace(
        case,
        members=tuple(map(now, case.members)),
        consent=replace(
            case.consent,
            persons=tuple(map(now, case.consent.persons)),
            guardians=tuple((now(child), now(guardian)) for child, guardian in case.consent.guardians),
        ),
        details=replace(known, members=tuple(one if each is member else each for each in known.members)),
    )


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


def member_of_file(case: Case, token: str | None) -> Member:
    return _member(readable(case), token)


def _member(known: Details, token: str | None) -> Member:
    for member in known.members:
        if member.token == token:
            return member
    raise DomainError("person_not_in_the_file")


def _identity(member: Member) -> Identity:
    return _part(member, Identity)


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
