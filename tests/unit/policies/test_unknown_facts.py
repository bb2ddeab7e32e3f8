"""An unknown fact never turns into a refusal or a pass, and `missing` names exactly what is lacking."""

import pytest
from hypothesis import given, settings

from policies.errors import FactError
from policies.judging import engine
from tests.unit.policies.households import (
    LINE,
    PARAMETERS,
    SHANTOU,
    complete,
    household,
    with_holes,
)


@settings(max_examples=300, deadline=None)
@given(with_holes, complete)
def test_filling_in_an_unknown_never_changes_what_was_determined(
    facts: dict[str, object], truth: dict[str, object]
) -> None:
    before = engine.evaluate(SHANTOU, facts, PARAMETERS)
    after = engine.evaluate(SHANTOU, _filled(facts, truth), PARAMETERS)
    for ordinal, category in before.categories.items():
        assert category.outcome in ("undetermined", after.categories[ordinal].outcome)
    assert before.proposal in ("undetermined", after.proposal)
    assert (before.proposal == "undetermined") == bool(before.missing)


@settings(max_examples=300, deadline=None)
@given(with_holes, complete)
def test_what_is_not_missing_changes_nothing(facts: dict[str, object], truth: dict[str, object]) -> None:
    before = engine.evaluate(SHANTOU, facts, PARAMETERS)
    others = {name: value for name, value in truth.items() if _told(name) not in before.missing}
    assert engine.evaluate(SHANTOU, _filled(facts, others), PARAMETERS).proposal == before.proposal


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"household_income": None}, ["household_income"]),
        ({"members": None}, ["members"]),
        ({"relief_total": None, "household_income": 0}, ["relief_per_capita"]),
        ({"hardship_expenditure_total": None, "household_income": 0}, ["hardship_expenditure_per_capita"]),
        ({"causes": None, "difficulty_found": True, "household_income": 3 * LINE + 1}, ["causes"]),
        ({"causes": ["other"], "difficulty_found": True, "household_income": 3 * LINE + 1}, ["causes"]),
        ({"employment": None, "household_income": 0}, ["employment"]),
        ({"relief_total": None, "household_income": 0, "difficulty_found": True}, []),
        ({"relief_total": None, "household_income": 9 * LINE + 1}, []),
        ({"region": None, "adults": None}, []),
    ],
)
def test_missing_names_what_could_still_change_the_proposal(changes: dict[str, object], missing: list[str]) -> None:
    facts = household(**({"causes": ["illness"]} | changes))
    assert engine.evaluate(SHANTOU, facts, PARAMETERS).to_dict()["missing"] == missing


def test_without_the_dibao_line_everything_is_undetermined_and_the_line_is_missing() -> None:
    evaluation = engine.evaluate(SHANTOU, household(causes=["accident", "illness"], difficulty_found=True), {})
    assert [c.outcome for c in evaluation.categories.values()] == ["undetermined"] * 3
    assert (evaluation.proposal, evaluation.missing) == ("undetermined", ("dibao_line",))


def test_nothing_known_is_undetermined_not_refused() -> None:
    evaluation = engine.evaluate(SHANTOU, {}, {})
    assert evaluation.proposal == "undetermined"
    assert {"causes", "dibao_line", "employment", "household_income", "members"} <= set(evaluation.missing)


def test_no_finding_of_difficulty_is_no_finding_and_not_unknown() -> None:
    assert engine.evaluate(SHANTOU, household(), PARAMETERS).proposal == "none"


def test_a_category_that_comes_first_and_is_undetermined_keeps_the_proposal_open() -> None:
    facts = household(causes=["accident", "other"], household_income=3 * LINE + 1, difficulty_found=True)
    evaluation = engine.evaluate(SHANTOU, facts, PARAMETERS)
    assert [c.outcome for c in evaluation.categories.values()] == ["not_met", "undetermined", "met"]
    assert (evaluation.proposal, evaluation.missing) == ("undetermined", ("causes",))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"houshold_income": 1}, "fact.unknown_name"),
        ({"household_income": 1.5}, "fact.type"),
        ({"household_income": float("nan")}, "fact.type"),
        ({"household_income": "900.00"}, "fact.type"),
        ({"household_income": True}, "fact.type"),
        ({"household_income": -1}, "fact.range"),
        ({"members": 0}, "fact.range"),
        ({"household_income": 10**18}, "fact.range"),
        ({"migrant_worker": 1}, "fact.type"),
        ({"employment": "layed_off"}, "fact.code"),
        ({"region": "44050"}, "fact.code"),
        ({"causes": ["flu"]}, "fact.code"),
        ({"causes": "illness"}, "fact.type"),
        ({"causes": ["illness"], "cause_illness": True}, "fact.twice"),
    ],
)
def test_a_fact_that_is_no_value_of_its_kind_is_refused(facts: dict[str, object], code: str) -> None:
    with pytest.raises(FactError) as refused:
        engine.evaluate(SHANTOU, facts, PARAMETERS)
    assert refused.value.code == code


def _filled(facts: dict[str, object], truth: dict[str, object]) -> dict[str, object]:
    return {name: truth.get(name) if value is None else value for name, value in facts.items()}


def _told(name: str) -> str:
    return "causes" if name.startswith("cause_") else name
