"""Ways to be honestly ineligible under shantou-2016 §三(一), each a boundary worth meeting."""

from __future__ import annotations

from random import Random

from agencies.people.budget import Budget
from agencies.people.draft import Draft, share_income
from agencies.people.places import DIBAO_LINE_FEN

# variant: (category of the household before it is changed, its cause)
VARIANTS: dict[str, tuple[str, str]] = {
    "income_above_three_times_the_line": ("3", "serious_illness"),
    "income_one_fen_above_three_times_the_line": ("3", "accident"),
    "income_above_150_percent_and_schooling_only": ("2", "child_schooling"),
    "income_exactly_the_line_and_schooling_only": ("2", "child_schooling"),
    "living_standard_exactly_the_line": ("2", "illness"),
    "relief_lifts_to_the_line": ("1", "no_social_insurance"),
    "applicant_is_retired": ("1", "serious_illness"),
    "migrant_worker_outside_the_union": ("1", "laid_off"),
}


def spoil(rng: Random, draft: Draft, variant: str) -> None:
    """Change the declared facts so that no category is met."""
    threshold = DIBAO_LINE_FEN * len(draft.members)
    applicant = draft.members[0]
    match variant:
        case "income_above_three_times_the_line":
            _earn(rng, draft, threshold * rng.randrange(320, 500) // 100, spent=rng.randrange(3, 6) * threshold)
        case "income_one_fen_above_three_times_the_line":
            _earn(rng, draft, threshold * 3 + 1, spent=3 * threshold)
        case "income_above_150_percent_and_schooling_only":
            _earn(rng, draft, threshold * 2, spent=threshold * 3 // 2)
        case "income_exactly_the_line_and_schooling_only":
            _earn(rng, draft, threshold, spent=threshold // 4)
        case "living_standard_exactly_the_line":
            income = threshold * 5 // 4
            _earn(rng, draft, income, spent=income - threshold)
        case "relief_lifts_to_the_line":
            income = threshold // 2
            draft.budget = Budget(income, relief=threshold - income, on_dibao=True)
            share_income(rng, draft)
        case "applicant_is_retired":
            applicant.employment, applicant.can_work = "retired_on_public_pension", False
        case "migrant_worker_outside_the_union":
            draft.migrant_worker, draft.union_member = True, False
        case _:
            raise ValueError(f"unknown variant {variant!r}")


def _earn(rng: Random, draft: Draft, income: int, spent: int) -> None:
    draft.budget = Budget(income, hardship=spent)
    share_income(rng, draft)
