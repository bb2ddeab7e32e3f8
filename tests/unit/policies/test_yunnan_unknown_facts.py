"""Unknown facts and unset parameters under yunnan-2017: never a refusal, an exclusion or a pass."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.judging import engine
from policies.judging.evaluation import OUTCOMES
from tests.unit.policies.households import LINE, YUNNAN, complete, in_yunnan

SET: dict[str, object] = {"dibao_line": LINE, "dibao_marginal_ratio": 12_500}
ASKED = ("rural_poverty_register", "lives_long_term_in_city", "wage_is_main_income")

of_yunnan = st.builds(
    lambda facts, more: facts | more, complete, st.fixed_dictionaries({fact: st.booleans() for fact in ASKED})
)
unknown = st.sets(st.sampled_from(["members", "household_income", "migrant_worker", "cause_accident", *ASKED]))


@settings(max_examples=100, deadline=None)
@given(of_yunnan)
def test_a_household_fully_known_gets_what_exact_arithmetic_says(facts: dict[str, object]) -> None:
    evaluation = engine.evaluate(YUNNAN, facts, SET)
    excluded, met = _by_hand(facts)
    assert evaluation.excluded is excluded
    assert {o: c.outcome for o, c in evaluation.categories.items()} == {o: OUTCOMES[met[o]] for o in met}


@settings(max_examples=100, deadline=None)
@given(of_yunnan, unknown)
def test_filling_in_an_unknown_never_changes_what_was_determined(facts: dict[str, object], holes: set[str]) -> None:
    before = engine.evaluate(YUNNAN, facts | dict.fromkeys(holes), SET)
    after = engine.evaluate(YUNNAN, facts, SET)
    assert before.proposal in ("undetermined", after.proposal)
    assert before.excluded in (None, after.excluded)
    for ordinal, category in before.categories.items():
        assert category.outcome in ("undetermined", after.categories[ordinal].outcome)


@settings(max_examples=100, deadline=None)
@given(of_yunnan, unknown)
def test_what_is_not_missing_changes_nothing(facts: dict[str, object], holes: set[str]) -> None:
    before = engine.evaluate(YUNNAN, facts | dict.fromkeys(holes), SET)
    still = {hole for hole in holes if hole.replace("cause_accident", "causes") in before.missing}
    assert engine.evaluate(YUNNAN, facts | dict.fromkeys(still), SET).proposal == before.proposal


@pytest.mark.parametrize(
    ("changes", "parameters", "missing"),
    [
        ({}, {"dibao_line": LINE}, ("dibao_marginal_ratio",)),
        ({}, {"dibao_marginal_ratio": 12_500}, ("dibao_line",)),
        ({}, {}, ("dibao_line", "dibao_marginal_ratio")),
        ({"household_income": None}, SET, ("household_income",)),
        ({"members": None}, SET, ("members",)),
        ({"migrant_worker": None}, SET, ("lives_long_term_in_city", "migrant_worker", "wage_is_main_income")),
        ({"relief_total": None}, SET, ("relief_per_capita",)),
        ({"hardship_expenditure_total": None}, SET, ("hardship_expenditure_per_capita",)),
        ({"causes": None}, SET, ("causes",)),
        ({"causes": ["other"]}, SET, ("causes",)),
        ({"employment": None, "union_member": None, "rural_poverty_register": None}, SET, ()),
    ],
)
def test_missing_names_what_could_still_change_the_proposal(
    changes: dict[str, object], parameters: dict[str, object], missing: tuple[str, ...]
) -> None:
    ill = {"household_income": 3 * LINE + 1, "causes": ["illness"], "hardship_expenditure_total": LINE}
    ill |= {"lives_long_term_in_city": None, "wage_is_main_income": None} if "migrant_worker" in changes else {}
    evaluation = engine.evaluate(YUNNAN, in_yunnan(**(ill | changes)), parameters)
    assert (evaluation.missing, evaluation.proposal) == (missing, "undetermined" if missing else "2")


def test_the_limit_left_unset_leaves_open_category_2_above_the_line_alone() -> None:
    found = {"causes": ["illness"], "difficulty_found": True}
    by_income = {
        income: engine.evaluate(YUNNAN, in_yunnan(**found, household_income=income), {"dibao_line": LINE})
        for income in (3 * LINE - 1, 3 * LINE, 3 * LINE + 1)
    }
    assert [each.proposal for each in by_income.values()] == ["1", "none", "undetermined"]


def test_nothing_known_is_undetermined_and_every_question_is_named() -> None:
    evaluation = engine.evaluate(YUNNAN, {}, {})
    assert (evaluation.proposal, evaluation.excluded) == ("undetermined", None)
    assert {*ASKED, "causes", "dibao_line", "dibao_marginal_ratio", "migrant_worker"} <= set(evaluation.missing)


def _by_hand(facts: dict[str, object]) -> tuple[bool, dict[str, bool | None]]:
    """Excluded, and each category: in fractions per head, by the words of 三."""

    def number(name: str) -> int:
        value = facts[name]
        assert isinstance(value, int)
        return value

    def caused_by(*names: str) -> bool | None:
        return any(facts[f"cause_{name}"] for name in names) or (None if facts["cause_other"] else False)

    def all_of(*parts: bool | None) -> bool | None:
        return False if False in parts else None if None in parts else True

    income = Fraction(number("household_income"), number("members"))
    living = income + number("relief_per_capita") - number("hardship_expenditure_per_capita")
    difficulty = living < LINE or bool(facts["difficulty_found"])
    migrant = bool(facts["migrant_worker"])
    covered = not migrant or bool(facts["lives_long_term_in_city"] and facts["wage_is_main_income"])
    special = caused_by("illness", "serious_illness", "child_schooling", "disability", "single_parent")
    struck = caused_by("sudden_event", "accident", "serious_illness", "natural_disaster")
    return migrant and bool(facts["rural_poverty_register"]), {
        "1": all_of(covered, income < LINE, difficulty),
        "2": all_of(covered, LINE < income <= Fraction(5, 4) * LINE, special, difficulty),
        "3": all_of(covered, income <= 3 * LINE, struck, difficulty),
    }
