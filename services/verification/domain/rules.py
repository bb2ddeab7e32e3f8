"""The small rules that several decisions share; each name is the sentence that the rule says."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from kernel.items import AGENCY, Item
from kernel.personal import Withheld
from services.verification.domain import inquiry_name
from services.verification.domain.events import Consent, Declaration, InquiryOpened, Question


def persons_covered(consent: Consent, declared: Declaration) -> tuple[str, ...]:
    return tuple(member.token for member in declared.members if member.token in consent.persons)


def why_not_covered(
    consent: Consent, item: str, persons: tuple[str, ...], today: date, purpose: str = ""
) -> str | None:
    """None when the item may be asked about these persons on that day, for that purpose."""
    if today < consent.signed_on:
        return "consent_not_yet_signed"
    if today > consent.valid_until:
        return "consent_expired"
    if purpose and consent.purposes and purpose not in consent.purposes:
        return "purpose_not_covered"
    if item not in consent.items:
        return "item_not_covered"
    return None if persons else "nobody_covered"


class Term(Struct, frozen=True):
    """The last day of an answer, and when a silent office is reminded of it; None: never."""

    due_on: date
    remind_on: date | None = None


def questions_allowed(
    name: str,
    items: tuple[str, ...],
    consent: Consent,
    persons: tuple[str, ...],
    today: date,
    offices: Mapping[str, str],
    terms: Mapping[str, Term],
    purpose: str = "",
) -> tuple[Question, ...]:
    """One question per item that the consent covers; `name` is the inquiry's, unique among all. `offices`:
    item -> who is asked; `terms`: item -> how long that office has."""
    return tuple(
        Question(item, offices[item], inquiry_name.reference_of(name, item), terms[item].due_on, terms[item].remind_on)
        for item in items
        if why_not_covered(consent, item, persons, today, purpose) is None
    )


def last_due_day(questions: Sequence[Question], today: date) -> date:
    """That of the inquiry: the slowest of its agencies has it."""
    return max((question.due_on for question in questions if question.due_on), default=today)


def office_of(opened: InquiryOpened, item: str) -> str:
    """Who was asked, in this round or in the one whose answer stands; else the kind of agency that answers it."""
    earlier = () if isinstance(opened.earlier, Withheld) else opened.earlier
    asked = {each.item: each.agency for each in earlier} | {each.item: each.agency for each in opened.questions}
    return asked.get(item, agency_of(item))


def agency_of(item: str) -> str:
    """The kind of agency, of which each place may have an office of its own."""
    return AGENCY[Item(item)].value
