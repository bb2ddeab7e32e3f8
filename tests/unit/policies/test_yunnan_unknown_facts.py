"""Unknown facts that yunnan-2017 alone asks for: never a refusal, an exclusion or a pass."""

from policies.judging import engine
from tests.unit.policies.households import LINE, YUNNAN, in_yunnan
from tests.unit.policies.marginal_line_by_hand import SET


def test_who_may_be_a_migrant_is_asked_whether_they_are_settled_in_the_city() -> None:
    asked = ("lives_long_term_in_city", "migrant_worker", "wage_is_main_income")
    ill = {"household_income": 3 * LINE + 1, "causes": ["illness"], "hardship_expenditure_total": LINE}
    evaluation = engine.evaluate(YUNNAN, in_yunnan(**ill, **dict.fromkeys(asked)), SET)
    assert (evaluation.missing, evaluation.proposal) == (asked, "undetermined")


def test_the_limit_left_unset_leaves_open_category_2_above_the_line_alone() -> None:
    found = {"causes": ["illness"], "difficulty_found": True}
    by_income = {
        income: engine.evaluate(YUNNAN, in_yunnan(**found, household_income=income), {"dibao_line": LINE})
        for income in (3 * LINE - 1, 3 * LINE, 3 * LINE + 1)
    }
    assert [each.proposal for each in by_income.values()] == ["1", "none", "undetermined"]
