"""Where the law as data meets the household: which profile holds, and what it says of the facts today."""

from collections.abc import Mapping
from datetime import date

from kernel.errors import DomainError
from kernel.personal import Withheld
from kernel.region import prefecture_of
from policies import engine, parameters
from policies import profile as profiles
from policies.errors import FactError
from services.intake.domain.commands import Judgement
from services.intake.domain.events import FactValue

PROFILES = {"4405": "shantou-2016"}
"""Prefecture -> the profile of the document that holds there."""


def profile_for(region: str) -> str | None:
    return PROFILES.get(prefecture_of(region))


def items_needed(profile: str) -> tuple[str, ...]:
    """The verification items that the profile's rules rest on."""
    return tuple(sorted({need.item.value for need in profiles.load(profile).document.items}))


def judge(profile: str, region: str, facts: Mapping[str, FactValue] | Withheld, day: date) -> Judgement:
    """The proposal under the profile's present version and the parameters in force on `day`."""
    if isinstance(facts, Withheld):
        raise DomainError("household_erased")
    law, in_force = profiles.load(profile), parameters.in_force(region, day)
    try:
        evaluation = engine.evaluate(law, {**facts, "region": region}, in_force)
    except FactError as bad:
        raise DomainError("facts_unusable", fact=bad.name) from bad
    return Judgement(
        profile=evaluation.profile,
        profile_version=evaluation.version,
        parameters_version=str(in_force[parameters.VERSION]),
        judged_on=day,
        proposal=evaluation.proposal,
        missing=evaluation.missing,
        categories=tuple(law.categories),
        trace=evaluation.to_dict(),
    )


def notice_working_days(region: str, day: date) -> int:
    """How long a notice lasts there; unset is a refusal, never a default."""
    days = parameters.in_force(region, day).get("notice_working_days")
    if not isinstance(days, int):
        raise DomainError("parameter_unset", name="notice_working_days")
    return days
