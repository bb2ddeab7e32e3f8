"""Which causes open the categories of yunnan-2017, and that a bare circumstance opens none."""

import pytest

from policies.judging import engine
from tests.unit.policies.households import LINE, YUNNAN, in_yunnan

SET: dict[str, object] = {"dibao_line": LINE, "dibao_marginal_ratio": 12_500}


def outcomes(**changes: object) -> dict[str, str]:
    found = engine.evaluate(YUNNAN, in_yunnan(**changes), SET).categories
    return {ordinal: category.outcome for ordinal, category in found.items()}


@pytest.mark.parametrize(
    ("cause", "second", "third"),
    [
        ("illness", "met", "not_met"),
        ("child_schooling", "met", "not_met"),
        ("disability", "met", "not_met"),
        ("single_parent", "met", "not_met"),
        ("serious_illness", "met", "met"),
        ("sudden_event", "not_met", "met"),
        ("accident", "not_met", "met"),
        ("natural_disaster", "not_met", "met"),
        ("other", "undetermined", "undetermined"),
        ("laid_off", "not_met", "not_met"),
        ("no_labour_capacity", "not_met", "not_met"),
    ],
)
def test_which_causes_open_categories_2_and_3(cause: str, second: str, third: str) -> None:
    found = outcomes(household_income=3 * LINE + 1, causes=[cause], difficulty_found=True)
    assert found == {"1": "not_met", "2": second, "3": third}


def test_category_1_asks_for_no_cause() -> None:
    assert outcomes(household_income=3 * LINE - 1, causes=[]) == {"1": "met", "2": "not_met", "3": "not_met"}


@pytest.mark.parametrize("fact", ["disability", "single_parent", "sudden_event"])
def test_a_bare_circumstance_is_no_cause(fact: str) -> None:
    found = outcomes(**{fact: True}, household_income=3 * LINE + 1, causes=[], difficulty_found=True)
    assert found == {"1": "not_met", "2": "not_met", "3": "not_met"}
