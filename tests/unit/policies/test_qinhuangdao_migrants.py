"""qinhuangdao-2017 二(二)4: a migrant worker is judged through that dash in every group, and nobody else is."""

import pytest

from policies.judging import engine
from tests.unit.policies.households_of_qinhuangdao import LINE, PARAMETERS, QINHUANGDAO, groups, household, migrant


@pytest.mark.parametrize("fact", ["lives_long_term_in_city", "wage_is_main_income"])
@pytest.mark.parametrize(("value", "expected"), [(True, "met"), (False, "not_met"), (None, "undetermined")])
def test_a_migrant_lives_long_term_in_the_city_on_wages(fact: str, value: bool | None, expected: str) -> None:
    facts = migrant(household_income=0, restructuring_affected=True)
    found = groups(facts | {fact: value})
    assert found == {"1": "not_met", "2": expected, "3": "not_met", "4": expected, "5": expected}


@pytest.mark.parametrize(("relief", "expected"), [(29_999, "met"), (30_000, "not_met")])
def test_a_migrant_must_be_in_special_difficulty_in_the_other_groups_too(relief: int, expected: str) -> None:
    facts = migrant(household_income=3 * LINE - 30_000, relief_total=relief, difficulty_found=False)
    assert (groups(facts)["2"], groups(facts)["4"]) == (expected, expected)
    assert groups(facts | {"migrant_worker": False})["2"] == "met"


def test_nobody_else_is_asked_what_migrants_are_asked() -> None:
    facts = household(household_income=0, lives_long_term_in_city=False, wage_is_main_income=False)
    assert groups(facts) == {"1": "not_met", "2": "met", "3": "not_met", "4": "not_met", "5": "not_met"}


def test_a_migrant_of_two_groups_is_led_by_the_one_that_the_text_names_first() -> None:
    facts = migrant(household_income=0, on_dibao=True, can_work=2)
    assert groups(facts) == {"1": "met", "2": "not_met", "3": "not_met", "4": "met", "5": "not_met"}
    assert QINHUANGDAO.document.prefer == ("1", "2", "3", "4", "5")


@pytest.mark.parametrize(
    ("is_migrant", "registered", "excluded"),
    [
        (True, True, True),
        (True, False, False),
        (True, None, None),
        (False, True, False),
        (False, None, False),
        (None, True, None),
        (None, False, False),
    ],
)
def test_the_rural_register_excludes_migrants_only(
    is_migrant: bool | None, registered: bool | None, excluded: bool | None
) -> None:
    facts = migrant(migrant_worker=is_migrant, rural_poverty_register=registered, household_income=0)
    evaluation = engine.evaluate(QINHUANGDAO, facts, PARAMETERS)
    assert evaluation.excluded is excluded
    assert (evaluation.proposal == "excluded") == (excluded is True)
