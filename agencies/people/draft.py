"""A household while it is being made: people, budget and flags, before it becomes an application."""

from __future__ import annotations

from datetime import date
from random import Random

import msgspec

from agencies import answer_keys
from agencies.answer_keys.qinhuangdao import NO_GROUP
from agencies.answer_keys.situation import Situation
from agencies.people import places
from agencies.people.budget import Budget, whole_yuan
from agencies.people.family import family
from agencies.people.identity import Numbers
from agencies.people.person import Person
from agencies.people.places import Place
from agencies.people.recipes import RECIPES, Recipe
from kernel.organisation import place_of

# None of these decides a category that the main cause does not decide already.
FURTHER_CAUSES = ("laid_off", "no_social_insurance", "benefits_not_delivered")
MIGRANT_SHARE = 0.12
AT_WORK = ("employed", "flexible")
ADMITTED_LINES_MAX = 3
"""What the demo's people admit in Qinhuangdao, as `samples/policies/qinhuangdao-admission.toml` makes it up."""
ONE_YEAR = 12


class Draft(msgspec.Struct):
    """`contract_months` None: a year or more, where there is a contract. `rural_register`, `state_run` None: either
    way, since the document asks for neither."""

    place: Place
    union: str
    causes: tuple[str, ...]
    members: list[Person]
    budget: Budget
    migrant_worker: bool
    union_member: bool
    restructuring: bool
    contract_months: int | None = None
    long_term_in_city: bool = True
    lives_on_wages: bool = True
    rural_register: bool | None = False
    state_run: bool | None = False
    hukou_region: str | None = None
    union_region: str | None = None
    # An ID number as this household writes it, where that is not the 18-digit form.
    written: dict[str, str] = {}

    @property
    def primary_cause(self) -> str:
        return self.causes[0]

    @property
    def region(self) -> str:
        return place_of(self.union)

    @property
    def registered_in(self) -> str:
        """The applicant's hukou region."""
        return self.hukou_region or (self.place.migrant_home if self.migrant_worker else self.region)

    @property
    def registered_with(self) -> str:
        """The county of the applicant's union."""
        return self.union_region or self.region

    def situation(self, income: int | None = None) -> Situation:
        """What the documents ask; an agency may know another income than declared."""
        return Situation(
            members=len(self.members),
            can_work=sum(member.can_work for member in self.members),
            at_work=sum(member.employment in AT_WORK for member in self.members),
            income=self.budget.income if income is None else income,
            relief=self.budget.relief,
            hardship=self.budget.hardship,
            on_dibao=self.budget.on_dibao,
            causes=self.causes,
            employment=self.members[0].employment,
            contract_months=ONE_YEAR if self.contract_months is None else self.contract_months,
            restructuring=self.restructuring,
            migrant_worker=self.migrant_worker,
            union_member=self.union_member,
            long_term_in_city=self.long_term_in_city,
            lives_on_wages=self.lives_on_wages,
            rural_register=bool(self.rural_register),
            union_region=self.registered_with,
            hukou_region=self.registered_in,
            employer_region=self.region,
            employer_kind="state_run_enterprise" if self.state_run else "enterprise",
            line=self.place.line,
            near_line=self.place.near_line,
            low_income=self.place.low_income,
            poverty=self.place.poverty,
        )

    def category(self, income: int | None = None) -> str | None:
        """By the answer key of the place's document."""
        return answer_keys.category(self.place.document, self.situation(income))

    def is_refused(self, income: int | None = None) -> bool:
        return answer_keys.refused(self.place.document, self.situation(income))

    def gains_by_concealing(self, income: int) -> bool:
        """Whether this income, were it known, would have the household refused, by the text or, where the text leaves
        admission to a person, by that person: in no group and well beyond the line."""
        in_no_group = self.category(income) == NO_GROUP
        return self.is_refused(income) or (
            in_no_group and income > ADMITTED_LINES_MAX * self.situation().all_heads(self.place.line)
        )


def draw(
    rng: Random,
    numbers: Numbers,
    place: Place,
    union: str,
    today: date,
    category: str,
    cause: str | None = None,
    alone: bool = False,
) -> Draft:
    """A household that declares the truth, drawn for the given category; `alone`: the cause has no second beside it."""
    recipe = RECIPES[place.document][category]
    causes = _causes(rng, recipe, cause)
    if alone:
        causes = causes[:1]
    members = family(rng, numbers, today, causes)
    budget = recipe.budget(rng, place, len(members))
    migrant = _is_migrant(rng, recipe)
    _settle_work(members, recipe)
    draft = Draft(
        place=place,
        union=union,
        causes=causes,
        members=members,
        budget=budget,
        migrant_worker=migrant,
        union_member=migrant or rng.random() < 0.9,
        restructuring="laid_off" in causes if recipe.restructuring is None else recipe.restructuring,
    )
    if place is places.SHANTOU:
        draft.rural_register = draft.state_run = None
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


def _causes(rng: Random, recipe: Recipe, cause: str | None) -> tuple[str, ...]:
    primary = cause or rng.choice(recipe.causes)
    further = rng.choice(FURTHER_CAUSES)
    unemployed = primary in ("laid_off", "able_but_unemployed")
    if rng.random() < 0.25 and recipe.further and not (unemployed or primary == further):
        return (primary, further)
    return (primary,)


def _is_migrant(rng: Random, recipe: Recipe) -> bool:
    drawn = rng.random() < MIGRANT_SHARE
    return drawn if recipe.migrants == "some" else recipe.migrants == "all"


def _settle_work(members: list[Person], recipe: Recipe) -> None:
    if recipe.work == "all who can":
        for member in members:
            if member.can_work and member.employment not in AT_WORK:
                member.employment = "flexible"
    elif recipe.work == "not all who can":
        members[0].employment = "unemployed" if members[0].employment in AT_WORK else members[0].employment
