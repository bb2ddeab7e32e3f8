"""qinhuangdao-2017 names groups; who is admitted is another rule's, and what is not known is never guessed."""

import pytest

from policies.judging import engine
from policies.judging.engine import ADMISSION_RULE
from tests.unit.policies.households_of_qinhuangdao import (
    LINE,
    PARAMETERS,
    QINHUANGDAO,
    household,
    migrant,
    with_admission,
)


def test_without_the_provinces_rule_the_group_is_named_and_the_proposal_open() -> None:
    evaluation = engine.evaluate(QINHUANGDAO, household(household_income=0), PARAMETERS)
    assert [o for o, category in evaluation.categories.items() if category.outcome == "met"] == ["2"]
    assert evaluation.categories["2"].clause == "二(二)2"
    assert (evaluation.excluded, evaluation.proposal, evaluation.missing) == (False, "undetermined", (ADMISSION_RULE,))


def test_without_the_provinces_rule_not_even_a_household_of_no_group_is_refused() -> None:
    evaluation = engine.evaluate(QINHUANGDAO, household(), PARAMETERS)
    assert {category.outcome for category in evaluation.categories.values()} == {"not_met"}
    assert (evaluation.proposal, evaluation.missing) == ("undetermined", (ADMISSION_RULE,))


def test_an_exclusion_needs_no_admission_rule() -> None:
    evaluation = engine.evaluate(QINHUANGDAO, migrant(rural_poverty_register=True), PARAMETERS)
    assert (evaluation.proposal, evaluation.missing) == ("excluded", ())


@pytest.mark.parametrize(
    ("income", "proposal", "missing"),
    [(0, "2", ()), (LINE, "none", ()), (None, "undetermined", ("household_income",))],
)
def test_with_the_rule_loaded_it_admits_refuses_or_waits(
    income: int | None, proposal: str, missing: tuple[str, ...]
) -> None:
    ruled = with_admission("income < 1000 * heads")
    evaluation = engine.evaluate(ruled, household(household_income=income), PARAMETERS)
    assert (evaluation.proposal, evaluation.missing) == (proposal, missing)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"on_dibao": None, "household_income": 0}, ("on_dibao",)),
        ({"household_income": None}, ("household_income",)),
        ({"members": None}, ("members",)),
        ({"relief_total": None}, ("relief_per_capita",)),
        ({"can_work": None, "on_dibao": True}, ("can_work",)),
        ({"employed_members": None, "on_dibao": True}, ("employed_members",)),
        ({"employed_members": None}, ()),
        ({"causes": None, "hardship_expenditure_total": 1, "on_dibao": True}, ("causes",)),
        ({"causes": ["other"], "hardship_expenditure_total": 1, "on_dibao": True}, ("causes",)),
        ({"restructuring_affected": None, "difficulty_found": True}, ("restructuring_affected",)),
        ({"restructuring_affected": None}, ()),
        ({"migrant_worker": None, "difficulty_found": True, "household_income": 0},
         ("lives_long_term_in_city", "migrant_worker", "wage_is_main_income")),
        ({"dibao_line": None, "household_income": 0}, ("dibao_line",)),
    ],
)  # fmt: skip
def test_an_unknown_leaves_the_group_open_only_where_it_could_change_it(
    changes: dict[str, object], missing: tuple[str, ...]
) -> None:
    parameters = PARAMETERS | {name: value for name, value in changes.items() if name == "dibao_line"}
    evaluation = engine.evaluate(with_admission("TRUE"), household(**changes), parameters)
    assert evaluation.missing == missing
    assert evaluation.proposal == ("undetermined" if missing else "none")
