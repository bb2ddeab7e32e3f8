"""Unknown facts and unset parameters under kaifeng-2019: never a refusal, an exclusion or a pass."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.causes import Cause
from policies.judging import engine
from policies.judging.evaluation import OUTCOMES
from tests.unit.policies.households import KAIFENG, LINE, complete, in_kaifeng

SET: dict[str, object] = {"dibao_line": LINE, "dibao_marginal_ratio": 12_500}
ASKED = ("rural_poverty_register", "restructuring_affected", "contract_months")

of_kaifeng = st.builds(
    lambda facts, more: facts | more,
    complete,
    st.fixed_dictionaries(
        {
            "rural_poverty_register": st.booleans(),
            "restructuring_affected": st.booleans(),
            "contract_months": st.sampled_from([0, 11, 12, 36]),
        }
    ),
)
unknown = st.sets(
    st.sampled_from(["members", "household_income", "migrant_worker", "union_member", "cause_illness", *ASKED])
)


@settings(max_examples=100, deadline=None)
@given(of_kaifeng)
def test_a_household_fully_known_gets_what_exact_arithmetic_says(facts: dict[str, object]) -> None:
    evaluation = engine.evaluate(KAIFENG, facts, SET)
    excluded, met = _by_hand(facts)
    assert evaluation.excluded is excluded
    assert {o: c.outcome for o, c in evaluation.categories.items()} == {o: OUTCOMES[met[o]] for o in met}


@settings(max_examples=100, deadline=None)
@given(of_kaifeng, unknown)
def test_filling_in_an_unknown_never_changes_what_was_determined(facts: dict[str, object], holes: set[str]) -> None:
    before = engine.evaluate(KAIFENG, facts | dict.fromkeys(holes), SET)
    after = engine.evaluate(KAIFENG, facts, SET)
    assert before.proposal in ("undetermined", after.proposal)
    assert before.excluded in (None, after.excluded)
    for ordinal, category in before.categories.items():
        assert category.outcome in ("undetermined", after.categories[ordinal].outcome)


@settings(max_examples=100, deadline=None)
@given(of_kaifeng, unknown)
def test_what_is_not_missing_changes_nothing(facts: dict[str, object], holes: set[str]) -> None:
    before = engine.evaluate(KAIFENG, facts | dict.fromkeys(holes), SET)
    still = {hole for hole in holes if hole.replace("cause_illness", "causes") in before.missing}
    assert engine.evaluate(KAIFENG, facts | dict.fromkeys(still), SET).proposal == before.proposal


@pytest.mark.parametrize(
    ("changes", "parameters", "missing"),
    [
        ({}, {"dibao_line": LINE}, ("dibao_marginal_ratio",)),
        ({}, {"dibao_marginal_ratio": 12_500}, ("dibao_line",)),
        ({}, {}, ("dibao_line", "dibao_marginal_ratio")),
        ({"household_income": None}, SET, ("household_income",)),
        ({"members": None}, SET, ("members",)),
        ({"migrant_worker": None}, SET, ("migrant_worker",)),
        ({"relief_total": None}, SET, ("relief_per_capita",)),
        ({"hardship_expenditure_total": None}, SET, ("hardship_expenditure_per_capita",)),
        ({"causes": None}, SET, ("causes",)),
        ({"causes": ["other"]}, SET, ("causes",)),
        ({"restructuring_affected": None, "household_income": 3 * LINE}, SET, ("restructuring_affected",)),
        ({"employment": None, "contract_months": None, "on_dibao": None, "rural_poverty_register": None}, SET, ()),
    ],
)
def test_missing_names_what_could_still_change_the_proposal(
    changes: dict[str, object], parameters: dict[str, object], missing: tuple[str, ...]
) -> None:
    ill = {"household_income": 3 * LINE + 1, "causes": ["illness"], "hardship_expenditure_total": LINE}
    evaluation = engine.evaluate(KAIFENG, in_kaifeng(**(ill | changes)), parameters)
    assert (evaluation.missing, evaluation.proposal) == (missing, "undetermined" if missing else "2")


def test_nothing_known_is_undetermined_and_every_question_is_named() -> None:
    evaluation = engine.evaluate(KAIFENG, {}, {})
    assert (evaluation.proposal, evaluation.excluded) == ("undetermined", None)
    assert {*ASKED, "causes", "dibao_line", "dibao_marginal_ratio", "migrant_worker"} <= set(evaluation.missing)


def _by_hand(facts: dict[str, object]) -> tuple[bool, dict[str, bool | None]]:
    """Excluded, and each category: in fractions per head, by the words of 四."""

    def number(name: str) -> int:
        value = facts[name]
        assert isinstance(value, int)
        return value

    def caused_by(*names: str) -> bool | None:
        assert set(names) <= set(Cause)
        return any(facts[f"cause_{name}"] for name in names) or (None if facts["cause_other"] else False)

    def all_of(*parts: bool | None) -> bool | None:
        return False if False in parts else None if None in parts else True

    income = Fraction(number("household_income"), number("members"))
    spent = number("hardship_expenditure_per_capita")
    living = income + number("relief_per_capita") - spent
    difficulty = living < LINE or bool(facts["difficulty_found"])
    limit = Fraction(5, 4) * LINE
    needs = caused_by("illness", "serious_illness", "child_schooling")
    struck = caused_by("illness", "serious_illness", "sudden_event", "accident", "natural_disaster")
    one = all_of(income < LINE, needs, difficulty)
    two = all_of(LINE < income <= limit, needs, living < LINE)
    three = all_of(income > limit, struck, spent > 0, difficulty)
    migrant = bool(facts["migrant_worker"])
    bound = bool(facts["union_member"]) and number("contract_months") >= 12
    one_to_three = next(found for found in (True, None, False) if found in (one, two, three))
    return migrant and bool(facts["rural_poverty_register"]), {
        "1": all_of(not migrant, one),
        "2": all_of(not migrant, two),
        "3": all_of(not migrant, three),
        "4": all_of(migrant, bound, one_to_three),
        "5": all_of(bool(facts["restructuring_affected"]), difficulty, not migrant or bound),
    }
