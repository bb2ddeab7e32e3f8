"""Field by field difference of a row and an open file: of the kind of change that would make the file say the same.

By person, not by place: who stands in another row or order is the same person still.
"""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from contracts.intake import Consent, Details, Member
from kernel.age import is_adult
from kernel.closed_lists import ChangeKind
from services.intake.domain.events import DifferenceKind, Values
from services.intake.domain.household.changed_file import (
    circumstances_of,
    form_parts_of,
    particulars_of,
    readable,
)
from services.intake.domain.household.consent import is_older_than_a_withdrawal
from services.intake.domain.household.states import Case
from services.intake.domain.survey.row import SurveyRow, consent, details


class Difference(Struct, frozen=True, kw_only=True):
    """`person`: the member (token) whom it is about; `account`: the token of the new one."""

    kind: DifferenceKind
    person: str | None = None
    account: str | None = None
    before: Values = Values()
    after: Values = Values()


def compare(case: Case, row: SurveyRow, on: date) -> tuple[Difference, ...]:
    """Nothing where the file says already what the row says."""
    known = readable(case)
    said = details(known, row)
    return tuple(
        [
            *_of_members(case, known, said, row),
            *_of_the_household(known, said, row.application.account),
            *_of_the_consent(case, said, row, on),
        ]
    )


def _of_members(case: Case, known: Details, said: Details, row: SurveyRow) -> Iterator[Difference]:
    before = {member.token: member for member in known.members}
    after = {member.token: member for member in said.members}
    same_applicant = said.members[0].token == case.applicant
    if not same_applicant:
        yield Difference(kind="applicant", person=said.members[0].token)
    for token, member in after.items():
        if token not in before:
            yield Difference(kind="member_joined", person=token, after=Values(member=_as_a_member(member)))
            continue
        now = member if same_applicant else replace(member, relation=before[token].relation)
        yield from _of_a_member(before[token], now)
    for token, member in before.items():
        if token not in after and token != case.applicant:
            yield Difference(kind="member_left", person=token, before=Values(member=member))


def _as_a_member(member: Member) -> Member:
    """Of an open file there is one applicant already."""
    return replace(member, relation="other") if member.relation == "self" else member


def _of_a_member(before: Member, after: Member) -> Iterator[Difference]:
    token = before.token
    if before.monthly_income != after.monthly_income:
        yield Difference(
            kind="income",
            person=token,
            before=Values(monthly_income=before.monthly_income),
            after=Values(monthly_income=after.monthly_income),
        )
    if (was := circumstances_of(before)) != (now := circumstances_of(after)):
        yield Difference(
            kind="circumstances", person=token, before=Values(circumstances=was), after=Values(circumstances=now)
        )
    if (had := particulars_of(before)) != (has := particulars_of(after)):
        yield Difference(
            kind="particulars", person=token, before=Values(particulars=had), after=Values(particulars=has)
        )


def _of_the_household(known: Details, said: Details, account: str) -> Iterator[Difference]:
    compared: list[tuple[ChangeKind, Values, Values]] = [
        ("phone", Values(phone=known.contact.phone), Values(phone=said.contact.phone)),
        ("address", Values(address=known.contact.address), Values(address=said.contact.address)),
        ("employer", Values(employer=known.employer), Values(employer=said.employer)),
        ("account", Values(account=known.account), Values(account=said.account)),
        ("declared", Values(declared=known.declared), Values(declared=said.declared)),
        ("form", Values(form=form_parts_of(known)), Values(form=form_parts_of(said))),
    ]
    for kind, before, after in compared:
        if before != after:
            yield Difference(kind=kind, account=account if kind == "account" else None, before=before, after=after)


def _of_the_consent(case: Case, said: Details, row: SurveyRow, on: date) -> Iterator[Difference]:
    """One that was signed later, or that covers an adult who has not signed before; an older one is no news."""
    known, read = case.consent, consent(case.consent, row, tuple(member.token for member in said.members))
    if is_older_than_a_withdrawal(case, read):
        return
    if read.signed_on > known.signed_on or (read.signed_on == known.signed_on and _covers_more(known, said, on)):
        yield Difference(kind="consent", before=Values(consent=known), after=Values(consent=read))


def _covers_more(known: Consent, said: Details, on: date) -> bool:
    return any(is_adult(member.birth_date, on) and member.token not in known.persons for member in said.members)
