"""What kaifeng-2019 leaves open and how it is read: causes, findings, dibao, reform, employment."""

import pytest

from policies.judging import engine
from tests.unit.policies.households import KAIFENG, LINE, in_kaifeng

SET: dict[str, object] = {"dibao_line": LINE, "dibao_marginal_ratio": 12_500}
WELL_ABOVE = 3 * 118_751


def outcomes(**changes: object) -> dict[str, str]:
    found = engine.evaluate(KAIFENG, in_kaifeng(**changes), SET).categories
    return {ordinal: category.outcome for ordinal, category in found.items()}


@pytest.mark.parametrize(
    ("cause", "first", "third"),
    [
        ("illness", "met", "met"),
        ("serious_illness", "met", "met"),
        ("child_schooling", "met", "not_met"),
        ("sudden_event", "not_met", "met"),
        ("accident", "not_met", "met"),
        ("natural_disaster", "not_met", "met"),
        ("other", "undetermined", "undetermined"),
        ("laid_off", "not_met", "not_met"),
        ("disability", "not_met", "not_met"),
        ("single_parent", "not_met", "not_met"),
    ],
)
def test_which_causes_open_categories_1_to_3(cause: str, first: str, third: str) -> None:
    spent = {"causes": [cause], "hardship_expenditure_total": 4 * LINE, "difficulty_found": True}
    below, near, above = (outcomes(**spent, household_income=income) for income in (0, 3 * LINE + 1, WELL_ABOVE))
    assert (below["1"], near["2"], above["3"]) == (first, first, third)


def test_a_finding_stands_for_difficulty_but_not_for_the_living_standard_of_category_2() -> None:
    found = {"causes": ["illness"], "difficulty_found": True, "hardship_expenditure_total": 1}
    below = outcomes(**found, household_income=3 * LINE - 1, relief_total=9 * LINE)
    near = outcomes(**found, household_income=3 * LINE + 1)
    assert (below["1"], near["2"]) == ("met", "not_met")


@pytest.mark.parametrize("on_dibao", [True, False, None])
def test_entitled_and_not_yet_on_dibao_counts_as_on_dibao(on_dibao: bool | None) -> None:
    assert outcomes(on_dibao=on_dibao, household_income=3 * LINE - 1, causes=["illness"])["1"] == "met"


@pytest.mark.parametrize(
    ("affected", "causes", "expected"),
    [
        (True, ["laid_off"], "met"),
        (True, [], "met"),
        (True, ["other"], "met"),
        (False, ["laid_off"], "not_met"),
        (None, ["laid_off"], "undetermined"),
    ],
)
def test_category_5_is_hardship_through_reform_by_lay_off_or_otherwise(
    affected: bool | None, causes: list[str], expected: str
) -> None:
    assert outcomes(restructuring_affected=affected, causes=causes, household_income=0)["5"] == expected


@pytest.mark.parametrize("employment", ["employed", "flexible", "retired_on_public_pension", "retired_other", None])
def test_no_state_of_employment_is_asked_for(employment: str | None) -> None:
    assert outcomes(employment=employment, household_income=0, causes=["illness"])["1"] == "met"
