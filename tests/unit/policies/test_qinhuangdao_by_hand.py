"""qinhuangdao-2017 over random households, fully known: the answers of exact arithmetic in plain Python."""

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.causes import Cause
from policies.judging import engine
from policies.judging.evaluation import OUTCOMES
from tests.unit.policies.households_of_qinhuangdao import LINE, PARAMETERS, household, with_admission

ADMITTING = with_admission("TRUE")

per_head = st.sampled_from([0, LINE, 2 * LINE])
known: st.SearchStrategy[dict[str, object]] = st.builds(
    lambda members, head, offset, left, spent_offset, facts: household(
        members=members,
        household_income=max(0, members * head + offset),
        hardship_expenditure_total=max(0, members * (head - left) + spent_offset),
        **facts,
    ),
    st.sampled_from([1, 3, 7]),
    per_head,
    st.integers(-2, 2),
    per_head,
    st.integers(-2, 2),
    st.fixed_dictionaries(
        {
            "relief_total": st.sampled_from([0, 1, LINE]),
            "causes": st.lists(st.sampled_from([str(cause) for cause in Cause]), max_size=2),
            "can_work": st.integers(0, 2),
            "employed_members": st.integers(0, 2),
            "on_dibao": st.booleans(),
            "restructuring_affected": st.booleans(),
            "migrant_worker": st.booleans(),
            "lives_long_term_in_city": st.sampled_from([True, True, False]),
            "wage_is_main_income": st.sampled_from([True, True, False]),
            "rural_poverty_register": st.sampled_from([False, False, True]),
            "difficulty_found": st.booleans(),
        }
    ),
)


@settings(max_examples=200, deadline=None)
@given(known)
def test_a_household_fully_known_gets_what_exact_arithmetic_says(facts: dict[str, Any]) -> None:
    evaluation = engine.evaluate(ADMITTING, facts, PARAMETERS)
    met = _by_hand(facts)
    excluded = facts["migrant_worker"] and facts["rural_poverty_register"]
    assert evaluation.excluded is excluded
    assert {o: c.outcome for o, c in evaluation.categories.items()} == {o: OUTCOMES[m] for o, m in met.items()}
    assert evaluation.proposal == ("excluded" if excluded else _first(met))


def _first(met: dict[str, bool | None]) -> str:
    """The first group that is met, unless one before it is open."""
    for ordinal, value in met.items():
        if value is not False:
            return ordinal if value else "undetermined"
    return "none"


def _by_hand(facts: dict[str, Any]) -> dict[str, bool | None]:
    members, spent = facts["members"], facts["hardship_expenditure_total"]
    income = Fraction(facts["household_income"], members)
    left = income + Fraction(facts["relief_total"] - spent, members)
    difficulty = left < LINE or facts["difficulty_found"]
    migrant_in_scope = facts["lives_long_term_in_city"] and facts["wage_is_main_income"] and difficulty
    covered = migrant_in_scope or not facts["migrant_worker"]
    causes = set(facts["causes"])
    struck: bool | None = bool(causes & {"serious_illness", "natural_disaster", "accident", "sudden_event"})
    if not struck and "other" in causes:
        struck = None
    surge = covered and spent > 0 and difficulty
    return {
        "1": covered and facts["on_dibao"] and facts["can_work"] > facts["employed_members"],
        "2": covered and not facts["on_dibao"] and (income < LINE or left < LINE),
        "3": struck if surge else False,
        "4": facts["migrant_worker"] and migrant_in_scope,
        "5": covered and facts["restructuring_affected"] and difficulty,
    }
