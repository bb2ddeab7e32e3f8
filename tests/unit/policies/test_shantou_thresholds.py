"""Every limit of shantou-2016, one fen to either side."""

import pytest

from policies.judging import engine
from tests.unit.policies.households import LINE, PARAMETERS, SHANTOU, household


def outcomes(**changes: object) -> dict[str, str]:
    evaluation = engine.evaluate(SHANTOU, household(**changes), PARAMETERS)
    return {ordinal: category.outcome for ordinal, category in evaluation.categories.items()}


@pytest.mark.parametrize(
    ("income", "category"), [(3 * LINE - 1, "met"), (3 * LINE, "not_met"), (3 * LINE + 1, "not_met")]
)
def test_category_1_is_strictly_below_the_line(income: int, category: str) -> None:
    assert outcomes(household_income=income, difficulty_found=True)["1"] == category


@pytest.mark.parametrize(
    ("income", "category"),
    [
        (3 * LINE - 1, "not_met"),
        (3 * LINE, "not_met"),
        (3 * LINE + 1, "met"),
        (427_499, "met"),
        (427_500, "met"),
        (427_501, "not_met"),
    ],
)
def test_category_2_is_above_the_line_and_within_150_percent_inclusive(income: int, category: str) -> None:
    assert outcomes(household_income=income, causes=["illness"], difficulty_found=True)["2"] == category


@pytest.mark.parametrize(
    ("income", "category"), [(0, "met"), (3 * LINE, "met"), (9 * LINE, "met"), (9 * LINE + 1, "not_met")]
)
def test_category_3_is_within_3_times_inclusive_and_has_no_lower_bound(income: int, category: str) -> None:
    assert outcomes(household_income=income, causes=["accident"], difficulty_found=True)["3"] == category


@pytest.mark.parametrize(("expenditure", "category"), [(59_999, "not_met"), (60_000, "not_met"), (60_001, "met")])
def test_difficulty_is_a_living_standard_strictly_below_the_line(expenditure: int, category: str) -> None:
    given = {"household_income": 3 * LINE + 50_000, "relief_total": 10_000, "causes": ["illness"]}
    assert outcomes(**given, hardship_expenditure_total=expenditure)["2"] == category


@pytest.mark.parametrize(("relief", "category"), [(99_999, "met"), (100_000, "not_met"), (100_001, "not_met")])
def test_category_1_asks_whether_difficulty_remains_after_relief(relief: int, category: str) -> None:
    assert outcomes(household_income=3 * LINE - 100_000, relief_total=relief)["1"] == category


def test_one_third_of_a_fen_decides_because_nothing_is_divided() -> None:
    # 1000.00 over three heads is 333.33 and a third: above a line of 333.33, below one of 333.34.
    def category_1(line: int) -> str:
        facts = household(household_income=100_000, difficulty_found=True)
        return engine.evaluate(SHANTOU, facts, {"dibao_line": line}).categories["1"].outcome

    assert [category_1(line) for line in (33_333, 33_334)] == ["not_met", "met"]


def test_an_odd_line_keeps_150_percent_exact() -> None:
    # 150% of 0.33 is 0.495: 0.49 is within, 0.50 is not.
    def category_2(income: int) -> str:
        facts = household(members=1, household_income=income, causes=["disability"], difficulty_found=True)
        return engine.evaluate(SHANTOU, facts, {"dibao_line": 33}).categories["2"].outcome

    assert [category_2(income) for income in (49, 50)] == ["met", "not_met"]


@pytest.mark.parametrize("per_head", [LINE - 1, LINE])
def test_only_a_per_head_figure_given_counts_as_exact_without_members(per_head: int) -> None:
    facts = household(members=None, household_income=None, income_per_capita=per_head, difficulty_found=True)
    evaluation = engine.evaluate(SHANTOU, facts, PARAMETERS)
    assert evaluation.categories["1"].outcome == ("met" if per_head < LINE else "not_met")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ({"employment": "employed", "migrant_worker": False, "union_member": False}, "met"),
        ({"employment": "retired_other", "migrant_worker": False, "union_member": True}, "not_met"),
        ({"employment": "retired_on_public_pension", "migrant_worker": False}, "not_met"),
        ({"employment": "employed", "migrant_worker": True, "union_member": True}, "met"),
        ({"employment": "employed", "migrant_worker": True, "union_member": False}, "not_met"),
        ({"employment": "employed", "migrant_worker": None, "union_member": True}, "met"),
        ({"employment": "student", "migrant_worker": None, "union_member": False}, "not_met"),
        ({"employment": "employed", "migrant_worker": None, "union_member": False}, "undetermined"),
        ({"employment": None, "migrant_worker": False, "union_member": True}, "undetermined"),
        ({"employment": "employed", "migrant_worker": True, "union_member": None}, "undetermined"),
    ],
)
def test_it_is_for_workers_in_service_and_migrants_who_are_union_members(who: dict[str, object], expected: str) -> None:
    assert outcomes(household_income=0, **who)["1"] == expected


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
def test_which_causes_open_category_2_and_3(cause: str, second: str, third: str) -> None:
    found = outcomes(household_income=3 * LINE + 1, causes=[cause], difficulty_found=True)
    assert found == {"1": "not_met", "2": second, "3": third}
