"""A completeness rule over the form: which fields the national form's papers still lack. It stops nobody; who prepares
a paper sees what to ask for.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from contracts.intake import Details, Member
from kernel.personal import Withheld

_OF_THE_APPLICANT: Final = (
    "nation", "political_status", "marital_status", "hukou_kind", "model_worker", "medical_insurance", "condition",
    "working_since",
)  # fmt: skip
_OF_A_MEMBER: Final = ("political_status", "medical_insurance", "condition", "place_of_work_or_study")
_OF_THE_HOUSEHOLD: Final = (
    "declared.other_income_yearly", "declared.can_help_itself", "contact.address", "contact.postcode", "contact.other",
    "account.branch", "employer.credit_code", "employer.kind", "employer.industry", "employer.state", "housing.kind",
    "housing.area_band", "opinions.administration", "opinions.union", "opinions.system_union", "owned.houses",
    "owned.vehicles", "owned.firms", "owned.deposits_band", "owned.housing_fund_base", "other_aid",
)  # fmt: skip


def missing_for_papers(known: Details | Withheld) -> tuple[str, ...]:
    """Dotted paths in the order of the form, such as `members.0.nation`; nothing of it is a person's datum."""
    return () if isinstance(known, Withheld) else tuple(_missing(known))


def _missing(details: Details) -> Iterator[str]:
    for place, member in enumerate(details.members):
        for field in _OF_A_MEMBER if place else _OF_THE_APPLICANT:
            if not _is_told(member, field):
                yield f"members.{place}.{field}"
        if member.disability and member.impairment is None:
            yield f"members.{place}.impairment"
    for path in _OF_THE_HOUSEHOLD:
        if not _is_told(details, path):
            yield path


def _is_told(part: Member | Details, path: str) -> bool:
    """An empty text is not said; an empty list and false are."""
    at: object = part
    for step in path.split("."):
        at = getattr(at, step) if isinstance(at, msgspec.Struct) else None
    return at not in (None, "")
