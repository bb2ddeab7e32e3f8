"""A household while it is being made: people, budget and flags, before it becomes an application."""

from __future__ import annotations

from datetime import date
from random import Random

import msgspec

from agencies.people import places
from agencies.people.budget import CATEGORIES, Budget, whole_yuan
from agencies.people.family import family
from agencies.people.identity import Numbers
from agencies.people.person import Person
from agencies.shantou import Situation

CAUSES = {
    "1": (
        "child_schooling",
        "laid_off",
        "able_but_unemployed",
        "serious_illness",
        "illness",
        "no_social_insurance",
    ),
    "2": ("illness", "serious_illness", "child_schooling", "disability", "single_parent"),
    "3": ("sudden_event", "accident", "serious_illness"),
}
# None of these decides a category that the main cause does not decide already.
FURTHER_CAUSES = ("laid_off", "no_social_insurance", "benefits_not_delivered")
MIGRANT_SHARE = 0.12


class Draft(msgspec.Struct):
    union: str
    causes: tuple[str, ...]
    members: list[Person]
    budget: Budget
    migrant_worker: bool
    union_member: bool
    # An ID number as this household writes it, where that is not the 18-digit form.
    written: dict[str, str] = {}

    @property
    def primary_cause(self) -> str:
        return self.causes[0]

    def situation(self, income: int | None = None, hardship: int | None = None) -> Situation:
        """What the categories ask; an agency may know another income or hardship than declared."""
        return Situation(
            members=len(self.members),
            income=self.budget.income if income is None else income,
            relief=self.budget.relief,
            hardship=self.budget.hardship if hardship is None else hardship,
            line=places.DIBAO_LINE_FEN,
            causes=self.causes,
            employment=self.members[0].employment,
            migrant_worker=self.migrant_worker,
            union_member=self.union_member,
        )


def draw(rng: Random, numbers: Numbers, union: str, today: date, category: str, cause: str | None = None) -> Draft:
    """A household that declares the truth and is eligible in the given category."""
    causes = _causes(rng, category, cause)
    members = family(rng, numbers, today, causes)
    budget = CATEGORIES[category](rng, places.DIBAO_LINE_FEN * len(members))
    migrant = rng.random() < MIGRANT_SHARE
    draft = Draft(union, causes, members, budget, migrant, migrant or rng.random() < 0.9)
    share_income(rng, draft)
    return draft


def share_income(rng: Random, draft: Draft, fixed: Person | None = None) -> None:
    """Split the household's income among who earns; `fixed` keeps what he or she has."""
    left = draft.budget.income - (fixed.income if fixed else 0)
    for member in draft.members[1:]:
        if member is fixed:
            continue
        earns = member.employment in ("employed", "flexible", "retired_on_public_pension")
        member.income = whole_yuan(left * rng.randrange(20, 50) // 100) if earns else 0
        left -= member.income
    draft.members[0].income = left


def _causes(rng: Random, category: str, cause: str | None) -> tuple[str, ...]:
    primary = cause or rng.choice(CAUSES[category])
    further = rng.choice(FURTHER_CAUSES)
    unemployed = primary in ("laid_off", "able_but_unemployed")
    if rng.random() < 0.25 and not (unemployed or primary == further):
        return (primary, further)
    return (primary,)
