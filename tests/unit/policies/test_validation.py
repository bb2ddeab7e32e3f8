"""What enters the engine is checked: a value of another kind is refused, and what outsiders write becomes ours."""

from decimal import Decimal

import pytest

from policies.errors import FactError
from policies.judgement import engine
from policies.language import validation
from tests.unit.policies.households import PARAMETERS, SHANTOU


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


def test_outsiders_write_yuan_and_we_count_fen() -> None:
    told = {"household_income": "1200.5", "relief_total": 3, "income_per_capita": Decimal("0.01"), "members": 3}
    assert validation.from_json(told | {"causes": ["illness"], "dibao_line": None}) == {
        "household_income": 120_050,
        "relief_total": 300,
        "income_per_capita": 1,
        "members": 3,
        "causes": ["illness"],
        "dibao_line": None,
    }


def test_outsiders_write_a_ratio_as_a_multiple_of_the_line() -> None:
    told = {"relief_ratio": "1.5", "dibao_line": 900, "exit_months": 6}
    assert validation.from_json(told, SHANTOU.kinds) == {
        "relief_ratio": 15_000,
        "dibao_line": 90_000,
        "exit_months": 6,
    }


@pytest.mark.parametrize("bad", ["1.001", 900.5, "NaN", Decimal("NaN"), "1e3", True, [], "1E+99999999"])
def test_an_amount_that_is_none_is_refused(bad: object) -> None:
    with pytest.raises(FactError):
        validation.from_json({"household_income": bad})
