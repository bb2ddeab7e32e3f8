"""The same person in two households of different unions: an old parent whom two children list,
a child of parents who live apart, an applicant whom a brother counts among his own household."""

from __future__ import annotations

from datetime import date
from random import Random

import msgspec

from agencies.people.budget import Budget
from agencies.people.draft import Draft, share_income
from agencies.people.identity import fifteen_digits
from agencies.people.person import Person
from agencies.people.recipes import RECIPES, WIDE

# Nobody is shared whose income alone would lift the second household out of its category.
LINES_MAX = 2


def candidates(draft: Draft, old_number: bool) -> list[Person]:
    """Members whose facts would not change what the second household is owed, beyond their income.

    With `old_number` only people born in the 1900s: they alone had a 15-digit number.
    """
    return [
        member
        for place, member in enumerate(draft.members)
        if member.health == "healthy"
        and not member.disability
        and not (place == 0 and draft.budget.on_dibao)
        and member.relation != "spouse"
        and member.income <= LINES_MAX * draft.place.line
        and (member.birth.year < 2000 or not old_number)
    ]


def join(rng: Random, draft: Draft, category: str, shared: Person, today: date, old_number: bool) -> None:
    """Put the person into the household too, perhaps under the number of old, and draw its budget again."""
    newcomer = msgspec.structs.replace(shared, relation=_relation(draft, shared, today))
    draft.members.append(newcomer)
    if old_number:
        draft.written = {newcomer.id_number: fifteen_digits(newcomer.id_number)}
    draft.budget = _budget(rng, draft, category, newcomer.income)
    share_income(rng, draft, fixed=newcomer)


def _budget(rng: Random, draft: Draft, category: str, income_min: int) -> Budget:
    document, heads = draft.place.document, len(draft.members)
    budget = RECIPES[document][category].budget(rng, draft.place, heads)
    return budget if budget.income >= income_min else WIDE[document](rng, draft.place, heads)


def _relation(draft: Draft, shared: Person, today: date) -> str:
    difference = shared.age(today) - draft.members[0].age(today)
    if difference >= 18:
        return "parent"
    return "child" if difference <= -18 else "other"
