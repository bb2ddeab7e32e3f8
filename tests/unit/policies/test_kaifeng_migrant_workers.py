"""Kaifeng's clause for migrant workers: judged by (四), out when on the rural register, and never by (一) to (三)."""

import pytest

from policies.judging import engine
from tests.unit.policies.households import KAIFENG, LINE, in_kaifeng

SET: dict[str, object] = {"dibao_line": LINE, "dibao_marginal_ratio": 12_500}
LIMIT = 356_250


def migrants(**changes: object) -> dict[str, str]:
    """Category by category; a migrant in the union, below the line and ill, unless `changes` say otherwise."""
    below = {"migrant_worker": True, "household_income": 0, "causes": ["illness"], "contract_months": 12}
    facts = in_kaifeng(**(below | changes))
    found = engine.evaluate(KAIFENG, facts, SET).categories
    return {ordinal: category.outcome for ordinal, category in found.items()}


def test_a_migrant_in_the_union_with_a_years_contract_is_of_category_4_alone() -> None:
    assert migrants() == {"1": "not_met", "2": "not_met", "3": "not_met", "4": "met", "5": "not_met"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"contract_months": 11}, "not_met"),
        ({"contract_months": 12}, "met"),
        ({"contract_months": 13}, "met"),
        ({"contract_months": 0}, "not_met"),
        ({"contract_months": None}, "undetermined"),
        ({"union_member": False}, "not_met"),
        ({"union_member": None}, "undetermined"),
        ({"migrant_worker": False}, "not_met"),
        ({"migrant_worker": None}, "undetermined"),
        ({"migrant_worker": None, "union_member": False}, "not_met"),
    ],
)
def test_one_year_or_more_and_union_membership(changes: dict[str, object], expected: str) -> None:
    assert migrants(**changes)["4"] == expected


@pytest.mark.parametrize(
    ("income", "cause", "spent", "found", "expected"),
    [
        (3 * LINE - 1, "child_schooling", 0, False, "met"),
        (3 * LINE, "child_schooling", 1, True, "not_met"),
        (3 * LINE + 1, "child_schooling", 1, True, "not_met"),
        (3 * LINE + 1, "child_schooling", 2, False, "met"),
        (LIMIT, "child_schooling", LIMIT, False, "met"),
        (LIMIT + 1, "child_schooling", LIMIT, True, "not_met"),
        (LIMIT, "accident", LIMIT, True, "not_met"),
        (LIMIT + 1, "accident", 1, True, "met"),
        (LIMIT + 1, "accident", 0, True, "not_met"),
        (LIMIT + 1, "accident", 1, False, "not_met"),
        (LIMIT + 1, "other", 1, True, "undetermined"),
    ],
)
def test_category_4_is_what_one_to_three_say(income: int, cause: str, spent: int, found: bool, expected: str) -> None:
    given = {"household_income": income, "hardship_expenditure_total": spent, "difficulty_found": found}
    assert migrants(**given, causes=[cause])["4"] == expected


@pytest.mark.parametrize(
    ("migrant", "registered", "excluded", "proposal", "missing"),
    [
        (True, True, True, "excluded", ()),
        (True, False, False, "4", ()),
        (True, None, None, "undetermined", ("rural_poverty_register",)),
        (False, True, False, "1", ()),
        (False, None, False, "1", ()),
        (None, False, False, "undetermined", ("migrant_worker",)),
        (None, True, None, "undetermined", ("migrant_worker",)),
        (None, None, None, "undetermined", ("migrant_worker", "rural_poverty_register")),
    ],
)
def test_the_rural_register_excludes_migrant_workers_only(
    migrant: bool | None, registered: bool | None, excluded: bool | None, proposal: str, missing: tuple[str, ...]
) -> None:
    who = {"migrant_worker": migrant, "rural_poverty_register": registered}
    evaluation = engine.evaluate(KAIFENG, in_kaifeng(**who, household_income=0, causes=["illness"]), SET)
    assert (evaluation.excluded, evaluation.proposal, evaluation.missing) == (excluded, proposal, missing)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"migrant_worker": False, "union_member": False, "contract_months": 0}, "met"),
        ({"migrant_worker": True}, "met"),
        ({"migrant_worker": True, "union_member": False}, "not_met"),
        ({"migrant_worker": True, "contract_months": 11}, "not_met"),
        ({"migrant_worker": None}, "met"),
        ({"migrant_worker": None, "union_member": False}, "undetermined"),
    ],
)
def test_category_5_asks_of_a_migrant_worker_what_category_4_does(changes: dict[str, object], expected: str) -> None:
    assert migrants(restructuring_affected=True, **changes)["5"] == expected
