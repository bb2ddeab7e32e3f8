"""Where the law as data meets the household: what its profile says of the facts today."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from kernel.errors import DomainError
from kernel.personal import Withheld
from policies.documents.profile import Profile
from policies.errors import FactError
from policies.judging import engine
from policies.parameters import book as parameters
from policies.parameters.book import Book
from services.intake.domain.commands import Judgement
from services.intake.domain.events import FactValue


def judge(law: Profile, region: str, facts: Mapping[str, FactValue] | Withheld, day: date, book: Book) -> Judgement:
    """The proposal under the law as it holds there and what `book` says is in force on `day`."""
    if isinstance(facts, Withheld):
        raise DomainError("household_erased")
    in_force = book.in_force(region, day)
    try:
        evaluation = engine.evaluate(law, {**facts, "region": region}, in_force)
    except FactError as bad:
        raise DomainError("facts_unusable", fact=bad.name) from bad
    return Judgement(
        profile=evaluation.profile,
        profile_version=evaluation.version,
        parameters_version=str(in_force.pop(parameters.VERSION)),
        parameters=cast(dict[str, FactValue], in_force),
        judged_on=day,
        proposal=evaluation.proposal,
        missing=evaluation.missing,
        categories=tuple(law.categories),
        trace=evaluation.to_dict(),
    )


def notice_working_days(region: str, day: date, book: Book) -> int:
    """How long a notice lasts there; unset is a refusal, never a default."""
    days = book.in_force(region, day).get("notice_working_days")
    if not isinstance(days, int):
        raise DomainError("parameter_unset", name="notice_working_days")
    return days
