"""Yunnan's clause for migrant workers: settled in the city, living on wages, out when on the rural register."""

import pytest

from policies.judging import engine
from tests.unit.policies.households import LINE, YUNNAN, in_yunnan

SET: dict[str, object] = {"dibao_line": LINE, "dibao_marginal_ratio": 12_500}


def outcomes(**changes: object) -> dict[str, str]:
    found = engine.evaluate(YUNNAN, in_yunnan(**changes), SET).categories
    return {ordinal: category.outcome for ordinal, category in found.items()}


@pytest.mark.parametrize(
    ("migrant", "settled", "by_wages", "expected"),
    [
        (True, True, True, "met"),
        (True, False, True, "not_met"),
        (True, True, False, "not_met"),
        (True, None, True, "undetermined"),
        (True, True, None, "undetermined"),
        (True, None, False, "not_met"),
        (False, False, False, "met"),
        (False, None, None, "met"),
        (None, True, True, "met"),
        (None, False, True, "undetermined"),
    ],
)
def test_a_migrant_worker_lives_long_in_the_city_and_on_wages(
    migrant: bool | None, settled: bool | None, by_wages: bool | None, expected: str
) -> None:
    who = {"migrant_worker": migrant, "lives_long_term_in_city": settled, "wage_is_main_income": by_wages}
    found = outcomes(**who, household_income=0, causes=["accident"])
    assert (found["1"], found["3"]) == (expected, expected)
    near = outcomes(**who, household_income=3 * LINE + 1, causes=["illness"], difficulty_found=True)
    assert near["2"] == expected


@pytest.mark.parametrize("union_member", [True, False, None])
@pytest.mark.parametrize("contract_months", [0, None])
def test_neither_union_membership_nor_a_contract_is_asked_of_a_migrant(
    union_member: bool | None, contract_months: int | None
) -> None:
    who = {"migrant_worker": True, "lives_long_term_in_city": True, "wage_is_main_income": True}
    found = outcomes(**who, union_member=union_member, contract_months=contract_months, household_income=0)
    assert found["1"] == "met"


@pytest.mark.parametrize(
    ("migrant", "registered", "excluded", "proposal", "missing"),
    [
        (True, True, True, "excluded", ()),
        (True, False, False, "1", ()),
        (True, None, None, "undetermined", ("rural_poverty_register",)),
        (False, True, False, "1", ()),
        (False, None, False, "1", ()),
        (None, False, False, "1", ()),
        (None, True, None, "undetermined", ("migrant_worker",)),
    ],
)
def test_the_rural_register_excludes_migrant_workers_only(
    migrant: bool | None, registered: bool | None, excluded: bool | None, proposal: str, missing: tuple[str, ...]
) -> None:
    who = {"migrant_worker": migrant, "lives_long_term_in_city": True, "wage_is_main_income": True}
    facts = in_yunnan(**who, rural_poverty_register=registered, household_income=0)
    evaluation = engine.evaluate(YUNNAN, facts, SET)
    assert (evaluation.excluded, evaluation.proposal, evaluation.missing) == (excluded, proposal, missing)
