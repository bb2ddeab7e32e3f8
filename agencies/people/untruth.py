"""Where what an agency knows differs from what a household declared."""

from __future__ import annotations

from random import Random
from typing import Any

from agencies.people import property
from agencies.people.draft import Draft
from kernel.fen import yuan
from kernel.items import Item

OnFile = dict[str, dict[str, dict[str, Any]]]
SMALL_DIFFERENCES_FEN = (3_500, -3_500, 1_200, -1_200, 100, -100)


def conceal(rng: Random, draft: Draft, on_file: OnFile) -> None:
    """Fraud: tax knows an income of the applicant that puts the household out."""
    others = draft.budget.income - draft.members[0].income
    _know_income(draft, on_file, _concealed(rng, draft) - others)
    on_file[draft.members[0].id_number][Item.FINANCE] = {"deposits_band": "over_50k"}


def conceal_property(rng: Random, draft: Draft, on_file: OnFile) -> None:
    """Fraud: three houses and two cars are registered that the household did not declare. Its income is as it said."""
    _concealed(rng, draft)  # drawn and not used, so that whoever is drawn after it stays who they are
    registered = on_file[draft.members[0].id_number]
    registered[Item.REAL_ESTATE] = property.houses(("commercial", 88), ("commercial", 96), ("shop", 40))
    registered[Item.VEHICLE] = property.cars(2)


def can_conceal(draft: Draft) -> bool:
    """Whether any income would put the household out: where none is asked for, there is nothing to conceal."""
    return draft.gains_by_concealing(_beyond_all_hardship(draft))


def blur(rng: Random, draft: Draft, on_file: OnFile) -> None:
    """Mismatch: tax knows a slightly different income; the household stays in the category it is in."""
    _know_income(draft, on_file, draft.members[0].income + rng.choice(harmless_differences(draft)))


def harmless_differences(draft: Draft) -> list[int]:
    """Those that leave the household in its category; none where it stands at a limit."""
    declared = draft.category()
    return [
        difference
        for difference in SMALL_DIFFERENCES_FEN
        if draft.members[0].income + difference >= 0 and draft.category(draft.budget.income + difference) == declared
    ]


def _concealed(rng: Random, draft: Draft) -> int:
    """Above three times the line, or what a document without a ceiling does not overlook either."""
    drawn = draft.place.line * len(draft.members) * rng.randrange(320, 600) // 100
    return drawn if draft.gains_by_concealing(drawn) else _beyond_all_hardship(draft)


def _beyond_all_hardship(draft: Draft) -> int:
    return draft.budget.hardship + 4 * draft.place.line * len(draft.members)


def _know_income(draft: Draft, on_file: OnFile, income: int) -> None:
    on_file[draft.members[0].id_number][Item.TAX] = {"monthly_income": yuan(income)}
