"""What each document answers of a household: every limit a fen to either side, each reading, exclusion, unknown."""

from dataclasses import replace
from typing import Any

import pytest

from policies.documents import profile
from policies.judgement import engine
from policies.judgement.evaluation import OUTCOMES
from policies.traceability.clauses import clauses
from tests.unit.policies.cases import Case, asks, cases, each

WHAT_IT_SAYS = {met: value for value, met in OUTCOMES.items()}


def answered(case: Case) -> dict[str, Any]:
    """What the case asks: a category by its ordinal, or a field of the evaluation."""
    evaluation = engine.evaluate(case.law, case.facts, case.parameters)
    said: dict[str, Any] = {
        ordinal: WHAT_IT_SAYS[category.outcome] for ordinal, category in evaluation.categories.items()
    }
    said |= {"excluded": evaluation.excluded, "proposal": evaluation.proposal, "missing": list(evaluation.missing)}
    said["undecided"] = list(evaluation.undecided)
    said["excluded_by"] = [rule.clause for rule in evaluation.exclusions.values() if rule.outcome == "met"]
    return {name: said[name] for name in case.expected}


@each("judging")
def test_judged(case: Case) -> None:
    assert answered(case) == case.expected, str(case)


@pytest.mark.parametrize("document", profile.names())
def test_every_document_has_cases_of_every_question(document: str) -> None:
    own = [case for case in cases() if case.law.id == document]
    assert {asks(case) for case in own} >= {"judging", "leaving", "overlaps"}
    assert {name for case in own for name in case.expected} >= {*profile.load(document).categories, "missing", "relief"}


def test_every_case_cites_a_clause_that_its_document_has_or_none_where_the_text_is_silent() -> None:
    assert {str(case) for case in cases() if case.clause and case.clause not in clauses(case.law.id)} == set()


def test_a_case_that_does_not_hold_is_told_with_its_clause_and_its_rule() -> None:
    right = next(case for case in cases() if case.rule == "category 1 is strictly below the line")
    with pytest.raises(AssertionError) as told:
        test_judged(replace(right, expected={"1": None}))
    assert f"{right.law.id} §{right.clause}, {right.rule}: household_income " in str(told.value)
