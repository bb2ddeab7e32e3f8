"""Recipes: for each category of each document, the causes, the budget and the circumstances that lead into it.

Each is drawn and then held against the answer key, so that a recipe that leads elsewhere is no household.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Literal

import msgspec

from agencies.people import budget
from agencies.people.budget import Budget
from agencies.people.places import Place

Draws = Callable[[Random, Place, int], Budget]
Work = Literal["any", "all who can", "not all who can"]
Migrants = Literal["some", "none", "all"]

EVERY_DAY = ("child_schooling", "laid_off", "able_but_unemployed", "serious_illness", "illness", "no_social_insurance")
SPECIAL = ("illness", "serious_illness", "child_schooling", "disability", "single_parent")
STRUCK = ("sudden_event", "accident", "serious_illness")
# What kaifeng §四(一)(二) calls 患病、子女上学等原因.
BURDENS = (*SPECIAL, "accident", "sudden_event", "natural_disaster")


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """`restructuring` None: as far as somebody is laid off. `further`: a second cause now and then."""

    causes: tuple[str, ...]
    budget: Draws
    migrants: Migrants = "some"
    work: Work = "any"
    restructuring: bool | None = None
    further: bool = True


Recipes = dict[str, Recipe]

BELOW_NEAR_AND_STRUCK: Recipes = {
    "1": Recipe(causes=EVERY_DAY, budget=budget.below_the_line),
    "2": Recipe(causes=SPECIAL, budget=budget.slightly_above),
    "3": Recipe(causes=STRUCK, budget=budget.struck),
}

KAIFENG: Recipes = {
    "1": Recipe(causes=BURDENS, budget=budget.below_the_line, migrants="none"),
    "2": Recipe(causes=BURDENS, budget=budget.slightly_above, migrants="none"),
    "3": Recipe(causes=(*STRUCK, "illness", "natural_disaster"), budget=budget.well_above, migrants="none"),
    "4": Recipe(causes=("serious_illness", "illness", "accident"), budget=budget.below_the_line, migrants="all"),
    "5": Recipe(causes=("laid_off",), budget=budget.at_the_line, migrants="none", restructuring=True),
}

# Who is on dibao and could work more is in group 1, so that the groups after it need everybody at work.
QINHUANGDAO: Recipes = {
    "1": Recipe(causes=EVERY_DAY, budget=budget.on_dibao, migrants="none", work="not all who can"),
    "2": Recipe(causes=EVERY_DAY, budget=budget.not_on_dibao),
    "3": Recipe(
        causes=("serious_illness", "accident", "natural_disaster", "sudden_event"),
        budget=budget.on_dibao,
        migrants="none",
        work="all who can",
    ),
    "4": Recipe(
        causes=("child_schooling", "illness"),
        budget=budget.on_too_little_dibao,
        migrants="all",
        work="all who can",
        further=False,
    ),
    "5": Recipe(
        causes=("benefits_not_delivered", "no_social_insurance"),
        budget=budget.on_too_little_dibao,
        migrants="none",
        work="all who can",
        restructuring=True,
        further=False,
    ),
    "0": Recipe(
        causes=("child_schooling", "illness"),
        budget=budget.out_of_every_group,
        work="all who can",
        further=False,
    ),
}

BAISHA: Recipes = {
    "1": Recipe(causes=EVERY_DAY, budget=budget.within_low_income),
    "2": Recipe(causes=("serious_illness",), budget=budget.poor_through_expenditure),
}

RECIPES: dict[str, Recipes] = {
    "shantou-2016": BELOW_NEAR_AND_STRUCK,
    "kaifeng-2019": KAIFENG,
    "yunnan-2017": BELOW_NEAR_AND_STRUCK,
    "qinhuangdao-2017": QINHUANGDAO,
    "baisha-2020": BAISHA,
}

WIDE: dict[str, Draws] = {
    "shantou-2016": budget.struck,
    "kaifeng-2019": budget.well_above,
    "yunnan-2017": budget.struck,
    "qinhuangdao-2017": budget.above_and_not_on_dibao,
    "baisha-2020": budget.poor_through_expenditure,
}
"""A budget with room for somebody else's income, in a category that a serious illness leads into."""
