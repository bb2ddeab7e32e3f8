"""Overlay: what a row says is laid over what is known; what it leaves unsaid stays as it is.

A sheet of ten columns must not take away what a family said on the whole form.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from contracts.intake import Consent, Details
from services.intake.domain.commands import CheckedApplication

Part = TypeVar("Part", bound=Struct)

PLACES_MAX: Final = 6
"""Members for whom a roster has columns; a row that fills them all says nothing of further ones."""

FOLLOWS: Final[Mapping[str, str]] = {
    "yearly_income": "monthly_income",
    "can_work": "employment",
    "condition": "health",
    "impairment_level": "impairment",
    "causes": "primary_cause",
    "reference": "signed_on",
    "valid_until": "signed_on",
    "items": "signed_on",
}
"""What a row that says the one implies of the other, where the one is new."""


class SurveyRow(Struct, frozen=True):
    """`said`: fields of the form (`members.1.health`) that the sheet says."""

    application: CheckedApplication
    said: frozenset[str]

    @property
    def is_full(self) -> bool:
        return len(self.application.details.members) >= PLACES_MAX


def details(known: Details, row: SurveyRow) -> Details:
    """The row's people, each with what is known of them laid under; the household's parts likewise."""
    read, before = row.application.details, {member.token: member for member in known.members}
    members = tuple(
        laid_over(before[member.token], member, row.said, f"members.{place}") if member.token in before else member
        for place, member in enumerate(read.members)
    )
    further = tuple(member for member in known.members if member.token not in {one.token for one in members})
    return Details(
        members=(*members, *(further if row.is_full else ())),
        declared=laid_over(known.declared, read.declared, row.said, "declared"),
        contact=laid_over(known.contact, read.contact, row.said, "contact"),
        account=laid_over(known.account, read.account, row.said, "account"),
        employer=laid_over(known.employer, read.employer, row.said, "employer"),
        needs=read.needs if "needs" in row.said else known.needs,
        housing=_optional(known.housing, read.housing, row.said, "housing"),
        opinions=_optional(known.opinions, read.opinions, row.said, "opinions"),
        owned=_optional(known.owned, read.owned, row.said, "owned"),
        other_aid=read.other_aid if "other_aid" in row.said else known.other_aid,
    )


def consent(known: Consent, row: SurveyRow, persons: tuple[str, ...]) -> Consent:
    """A row is checked to be signed by every adult in it, so its consent covers them all."""
    return replace(laid_over(known, row.application.consent, row.said, "consent"), persons=persons)


def laid_over(known: Part, read: Part, said: frozenset[str], at: str) -> Part:
    def is_new(name: str) -> bool:
        if f"{at}.{name}" in said:
            return not _reads_alike(f"{at}.{name}", getattr(known, name), getattr(read, name))
        other = FOLLOWS.get(name)
        return other is not None and f"{at}.{other}" in said and getattr(known, other) != getattr(read, other)

    return replace(known, **{name: getattr(read, name) for name in known.__struct_fields__ if is_new(name)})


def _reads_alike(field: str, known: object, read: object) -> bool:
    """Written otherwise and read the same is no news: who typed it has changed, and not the family. A person's name
    and an identifier have one writing already, so what differs there is a correction."""
    if not (isinstance(known, str) and isinstance(read, str)) or field.endswith(_IN_ONE_WRITING):
        return False
    return _as_read(field, known) == _as_read(field, read)


_IN_ONE_WRITING: Final = (".id_number", ".number", ".credit_code")
_OF_A_PERSON: Final = re.compile(r"members\.\d+\.name")


def _as_read(field: str, text: str) -> str:
    """However wide, spaced and in whichever case; of a telephone the digits and their plus."""
    if _OF_A_PERSON.fullmatch(field):
        return text
    seen = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return seen.replace("-", "") if field == "contact.phone" else seen


def _optional(known: Part | None, read: Part | None, said: frozenset[str], at: str) -> Part | None:
    """A part of which nothing is said is no part: an old application has none of it."""
    if read is None:
        return known
    nothing = type(read)()
    laid = laid_over(known or nothing, read, said, at)
    return known if known is None and laid == nothing else laid
