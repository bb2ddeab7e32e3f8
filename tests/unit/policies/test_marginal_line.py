"""kaifeng-2019 and yunnan-2017 against exact arithmetic, with holes, and at the limits that they share."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.judging import engine
from policies.judging.evaluation import OUTCOMES
from tests.unit.policies.households import LINE
from tests.unit.policies.marginal_line_by_hand import LIMIT, SET, Place, in_both


@in_both
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_household_fully_known_gets_what_exact_arithmetic_says(place: Place, data: st.DataObject) -> None:
    facts = data.draw(place.complete())
    evaluation = engine.evaluate(place.law, facts, SET)
    excluded, met = place.by_hand(facts)
    assert evaluation.excluded is excluded
    assert {o: c.outcome for o, c in evaluation.categories.items()} == {o: OUTCOMES[met[o]] for o in met}


@in_both
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_filling_in_an_unknown_never_changes_what_was_determined(place: Place, data: st.DataObject) -> None:
    facts, holes = data.draw(place.complete()), data.draw(place.unknown())
    before = engine.evaluate(place.law, facts | dict.fromkeys(holes), SET)
    after = engine.evaluate(place.law, facts, SET)
    assert before.proposal in ("undetermined", after.proposal)
    assert before.excluded in (None, after.excluded)
    for ordinal, category in before.categories.items():
        assert category.outcome in ("undetermined", after.categories[ordinal].outcome)


@in_both
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_what_is_not_missing_changes_nothing(place: Place, data: st.DataObject) -> None:
    facts, holes = data.draw(place.complete()), data.draw(place.unknown())
    before = engine.evaluate(place.law, facts | dict.fromkeys(holes), SET)
    still = {hole for hole in holes if ("causes" if hole.startswith("cause_") else hole) in before.missing}
    assert engine.evaluate(place.law, facts | dict.fromkeys(still), SET).proposal == before.proposal


@in_both
@pytest.mark.parametrize(
    ("changes", "parameters", "missing"),
    [
        ({}, {"dibao_line": LINE}, ("dibao_marginal_ratio",)),
        ({}, {"dibao_marginal_ratio": 12_500}, ("dibao_line",)),
        ({}, {}, ("dibao_line", "dibao_marginal_ratio")),
        ({"household_income": None}, SET, ("household_income",)),
        ({"members": None}, SET, ("members",)),
        ({"relief_total": None}, SET, ("relief_per_capita",)),
        ({"hardship_expenditure_total": None}, SET, ("hardship_expenditure_per_capita",)),
        ({"causes": None}, SET, ("causes",)),
        ({"causes": ["other"]}, SET, ("causes",)),
        ({"employment": None, "union_member": None, "on_dibao": None, "rural_poverty_register": None}, SET, ()),
    ],
)
def test_missing_names_what_could_still_change_the_proposal(
    place: Place, changes: dict[str, object], parameters: dict[str, object], missing: tuple[str, ...]
) -> None:
    ill = {"household_income": 3 * LINE + 1, "causes": ["illness"], "hardship_expenditure_total": LINE}
    evaluation = engine.evaluate(place.law, place.household(**(ill | changes)), parameters)
    assert (evaluation.missing, evaluation.proposal) == (missing, "undetermined" if missing else "2")


@in_both
def test_nothing_known_is_undetermined_and_every_question_is_named(place: Place) -> None:
    evaluation = engine.evaluate(place.law, {}, {})
    assert (evaluation.proposal, evaluation.excluded) == ("undetermined", None)
    named = {*place.asked, "causes", "dibao_line", "dibao_marginal_ratio", "migrant_worker"}
    assert named <= set(evaluation.missing)


@in_both
@pytest.mark.parametrize(
    ("income", "expected"), [(0, "met"), (3 * LINE - 1, "met"), (3 * LINE, "not_met"), (3 * LINE + 1, "not_met")]
)
def test_category_1_is_strictly_below_the_line(place: Place, income: int, expected: str) -> None:
    assert _outcome(place, "1", household_income=income, causes=["illness"], difficulty_found=True) == expected


@in_both
@pytest.mark.parametrize(("relief", "expected"), [(99_999, "met"), (100_000, "not_met"), (100_001, "not_met")])
def test_category_1_asks_whether_difficulty_remains_after_relief(place: Place, relief: int, expected: str) -> None:
    given = {"household_income": 3 * LINE - 100_000, "causes": ["child_schooling"], "on_dibao": True}
    assert _outcome(place, "1", **given, relief_total=relief) == expected


@in_both
@pytest.mark.parametrize(
    ("income", "expected"),
    [
        (3 * LINE - 1, "not_met"),
        (3 * LINE, "not_met"),
        (3 * LINE + 1, "met"),
        (LIMIT - 1, "met"),
        (LIMIT, "met"),
        (LIMIT + 1, "not_met"),
    ],
)
def test_category_2_is_above_the_line_and_within_the_limit_inclusive(place: Place, income: int, expected: str) -> None:
    spent = {"causes": ["illness"], "hardship_expenditure_total": 3 * LINE}
    assert _outcome(place, "2", household_income=income, **spent) == expected


def _outcome(place: Place, ordinal: str, **changes: object) -> str:
    return engine.evaluate(place.law, place.household(**changes), SET).categories[ordinal].outcome
