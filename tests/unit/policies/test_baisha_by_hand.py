"""baisha-2020 over random households, fully known: the answers of exact arithmetic in plain Python."""

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.causes import Cause
from policies.judging.evaluation import OUTCOMES
from tests.unit.policies.households_of_baisha import (
    ELSEWHERE,
    EXPENDITURE_POVERTY,
    HERE,
    LINE,
    LOW_INCOME,
    decided,
    household,
)

CEILING = 106_000

places = st.sampled_from([HERE, HERE, HERE, ELSEWHERE])
per_head = st.sampled_from([0, LINE, EXPENDITURE_POVERTY, LOW_INCOME, CEILING])
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
            "event_major": st.booleans(),
            "employment": st.sampled_from(["employed", "laid_off", "retired_on_public_pension", "retired_other"]),
            "employer_kind": st.sampled_from(["enterprise", "enterprise", "state_organ", "state_run_enterprise"]),
            "employer_region": places,
            "union_region": places,
            "hukou_region": places,
            "wage_is_main_income": st.sampled_from([True, True, False]),
            "migrant_worker": st.booleans(),
            "union_member": st.booleans(),
            "rural_poverty_register": st.sampled_from([False, False, True]),
        }
    ),
)


@settings(max_examples=200, deadline=None)
@given(known)
def test_a_household_fully_known_gets_what_exact_arithmetic_says(facts: dict[str, Any]) -> None:
    evaluation = decided(facts)
    excluded, met = _by_hand(facts)
    assert evaluation.excluded is excluded
    assert {o: c.outcome for o, c in evaluation.categories.items()} == {o: OUTCOMES[m] for o, m in met.items()}
    assert evaluation.proposal == ("excluded" if excluded else "1" if met["1"] else "2" if met["2"] else "none")


def _by_hand(facts: dict[str, Any]) -> tuple[bool, dict[str, bool]]:
    income = Fraction(facts["household_income"], facts["members"])
    left = income + Fraction(facts["relief_total"] - facts["hardship_expenditure_total"], facts["members"])
    causes = set(facts["causes"])
    major = facts["event_major"] and bool(causes & {"accident", "sudden_event", "natural_disaster"})
    covered = facts["employer_region"] == HERE and facts["wage_is_main_income"]
    covered = covered and (facts["union_member"] or not facts["migrant_worker"])
    excluded = (
        facts["rural_poverty_register"]
        or facts["employment"] == "retired_on_public_pension"
        or {facts["hukou_region"], facts["union_region"]} != {HERE}
        or facts["employer_kind"] == "state_run_enterprise"
        or income >= CEILING
    )
    poor = income <= max(LINE, LOW_INCOME)
    spent = ("serious_illness" in causes or major) and facts["hardship_expenditure_total"] > 0
    return excluded, {"1": covered and poor, "2": covered and not poor and spent and left <= EXPENDITURE_POVERTY}
