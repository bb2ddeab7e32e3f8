"""Where what an agency knows differs from what a household declared."""

from __future__ import annotations

from random import Random
from typing import Any

from agencies import shantou
from agencies.people.draft import Draft
from agencies.people.places import DIBAO_LINE_FEN
from kernel.fen import yuan
from kernel.items import Item

OnFile = dict[str, dict[str, dict[str, Any]]]
SMALL_DIFFERENCES_FEN = (3_500, -3_500, 1_200, -1_200, 100, -100)


def conceal(rng: Random, draft: Draft, on_file: OnFile) -> None:
    """Fraud: tax knows an income of the applicant that puts the household above three times the line."""
    really = DIBAO_LINE_FEN * len(draft.members) * rng.randrange(320, 600) // 100
    others = draft.budget.income - draft.members[0].income
    _know_income(draft, on_file, really - others)
    on_file[draft.members[0].id_number][Item.FINANCE] = {"deposits_band": "over_50k"}


def blur(rng: Random, draft: Draft, on_file: OnFile) -> None:
    """Mismatch: tax knows a slightly different income; the household stays in the category it is in."""
    _know_income(draft, on_file, draft.members[0].income + rng.choice(harmless_differences(draft)))


def harmless_differences(draft: Draft) -> list[int]:
    """Those that leave the household in its category; none where it stands at a limit."""
    declared = shantou.category(draft.situation())
    return [
        difference
        for difference in SMALL_DIFFERENCES_FEN
        if draft.members[0].income + difference >= 0
        and shantou.category(draft.situation(income=draft.budget.income + difference)) == declared
    ]


def _know_income(draft: Draft, on_file: OnFile, income: int) -> None:
    on_file[draft.members[0].id_number][Item.TAX] = {"monthly_income": yuan(income)}
