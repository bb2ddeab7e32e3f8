"""Households for these tests: one that is known through and through, and random ones with holes."""

from typing import Any

from hypothesis import strategies as st

from kernel.causes import Cause
from policies.documents import profile

SHANTOU = profile.load("shantou-2016")
KAIFENG = profile.load("kaifeng-2019")
YUNNAN = profile.load("yunnan-2017")
LINE = 95_000
PARAMETERS: dict[str, object] = {"dibao_line": LINE}


def household(**changes: object) -> dict[str, object]:
    """Three members at the line, nothing else told of them but what `changes` say; `None` makes it unknown."""
    known: dict[str, object] = {
        "members": 3,
        "household_income": 3 * LINE,
        "relief_total": 0,
        "hardship_expenditure_total": 0,
        "causes": [],
        "employment": "laid_off",
        "migrant_worker": False,
        "union_member": True,
    }
    return known | changes


def in_kaifeng(**changes: object) -> dict[str, object]:
    """The same household, and what kaifeng-2019 asks beside: no migrants, no register, no reform."""
    return household(contract_months=24, rural_poverty_register=False, restructuring_affected=False) | changes


def in_yunnan(**changes: object) -> dict[str, object]:
    """The same household, and what yunnan-2017 asks beside."""
    return household(lives_long_term_in_city=False, wage_is_main_income=False, rural_poverty_register=False) | changes


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values, values, values)


_near_a_limit = st.builds(
    lambda share, offset: max(0, 3 * LINE * share // 100 + offset),
    st.sampled_from([0, 50, 100, 150, 200, 300]),
    st.integers(-2, 2),
)

_known: dict[str, st.SearchStrategy[Any]] = {
    "members": st.sampled_from([1, 2, 3, 4]),
    "household_income": st.one_of(_near_a_limit, st.integers(0, 20 * LINE)),
    "relief_per_capita": st.sampled_from([0, 1, LINE // 2, LINE]),
    "hardship_expenditure_per_capita": st.sampled_from([0, 1, LINE // 2, LINE, 2 * LINE]),
    "difficulty_found": st.booleans(),
    "employment": st.sampled_from(["employed", "laid_off", "flexible", "retired_other", "student"]),
    "migrant_worker": st.booleans(),
    "union_member": st.booleans(),
}
_causes = st.sets(st.sampled_from([f"cause_{cause}" for cause in Cause]), max_size=3)
_no_cause = {f"cause_{cause}": False for cause in Cause}

complete: st.SearchStrategy[dict[str, object]] = st.builds(
    lambda facts, causes: {**_no_cause, **facts, **dict.fromkeys(causes, True)},
    st.fixed_dictionaries(_known),
    _causes,
)
"""By the names that `missing` uses; `difficulty_found` is never unknown, for it is an act."""

with_holes: st.SearchStrategy[dict[str, object]] = st.builds(
    lambda facts, unknown, causes: {**facts, **dict.fromkeys([*unknown, *causes])},
    complete,
    st.sets(st.sampled_from(sorted(set(_known) - {"difficulty_found"})), max_size=3),
    _causes,
)
alternatives = st.fixed_dictionaries(
    {
        "income_per_capita": _maybe(st.integers(0, 4 * LINE)),
        "relief_total": _maybe(st.integers(0, LINE)),
        "hardship_expenditure_total": _maybe(st.integers(0, 4 * LINE)),
        "living_standard_per_capita": _maybe(st.integers(-LINE, 3 * LINE)),
        "dibao_line": _maybe(st.sampled_from([LINE, LINE + 1])),
    }
)
