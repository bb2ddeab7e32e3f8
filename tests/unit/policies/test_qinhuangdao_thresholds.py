"""Every limit of qinhuangdao-2017 二(二), one fen to either side."""

import pytest

from tests.unit.policies.households_of_qinhuangdao import LINE, groups, household


@pytest.mark.parametrize(
    ("income", "second"), [(3 * LINE - 1, "met"), (3 * LINE, "not_met"), (3 * LINE + 1, "not_met")]
)
def test_group_2_is_an_income_strictly_below_the_line(income: int, second: str) -> None:
    # Relief lifts the living standard well above the line, so that the income alone decides.
    assert groups(household(household_income=income, relief_total=LINE))["2"] == second


@pytest.mark.parametrize(("expenditure", "second"), [(59_999, "not_met"), (60_000, "not_met"), (60_001, "met")])
def test_group_2_is_also_a_living_standard_strictly_below_the_line(expenditure: int, second: str) -> None:
    facts = household(household_income=3 * LINE + 50_000, relief_total=10_000, hardship_expenditure_total=expenditure)
    assert groups(facts)["2"] == second


@pytest.mark.parametrize(("expenditure", "third"), [(0, "not_met"), (1, "met"), (2, "met")])
def test_group_3_asks_for_any_expenditure_from_the_cause(expenditure: int, third: str) -> None:
    facts = household(causes=["accident"], hardship_expenditure_total=expenditure, difficulty_found=True)
    assert groups(facts)["3"] == third


@pytest.mark.parametrize(("expenditure", "outcome"), [(99_999, "not_met"), (100_000, "not_met"), (100_001, "met")])
@pytest.mark.parametrize("group", ["3", "4", "5"])
def test_difficulty_is_a_living_standard_strictly_below_the_line(group: str, expenditure: int, outcome: str) -> None:
    facts = household(
        household_income=3 * LINE + 100_000,
        hardship_expenditure_total=expenditure,
        causes=["serious_illness"],
        restructuring_affected=True,
        migrant_worker=group == "4",
        lives_long_term_in_city=True,
        wage_is_main_income=True,
    )
    assert groups(facts)[group] == outcome


@pytest.mark.parametrize(
    ("can_work", "employed", "first"),
    [(0, 0, "not_met"), (1, 0, "met"), (2, 1, "met"), (2, 2, "not_met"), (3, 2, "met")],
)
def test_group_1_is_a_household_on_dibao_where_fewer_work_than_can(can_work: int, employed: int, first: str) -> None:
    assert groups(household(on_dibao=True, can_work=can_work, employed_members=employed))["1"] == first


@pytest.mark.parametrize(("on_dibao", "expected"), [(True, ("met", "not_met")), (False, ("not_met", "met"))])
def test_who_is_on_dibao_is_of_group_1_and_never_of_group_2(on_dibao: bool, expected: tuple[str, str]) -> None:
    found = groups(household(on_dibao=on_dibao, household_income=0, can_work=2))
    assert (found["1"], found["2"]) == expected


@pytest.mark.parametrize(
    ("members", "income", "line", "second"), [(3, 100_000, 33_333, "not_met"), (3, 100_000, 33_334, "met")]
)
def test_a_third_of_a_fen_decides_because_nothing_is_divided(members: int, income: int, line: int, second: str) -> None:
    assert groups(household(members=members, household_income=income), dibao_line=line)["2"] == second


@pytest.mark.parametrize(("per_head", "second"), [(LINE - 1, "met"), (LINE, "not_met")])
@pytest.mark.parametrize("members", [None, 1, 7])
def test_a_per_head_figure_counts_as_exact_with_and_without_members(
    members: int | None, per_head: int, second: str
) -> None:
    facts = household(members=members, household_income=None, income_per_capita=per_head)
    per_capita = {"relief_per_capita": 0, "hardship_expenditure_per_capita": 0}
    assert groups(facts | {"relief_total": None, "hardship_expenditure_total": None} | per_capita)["2"] == second


@pytest.mark.parametrize(
    ("cause", "third"),
    [
        ("serious_illness", "met"),
        ("natural_disaster", "met"),
        ("accident", "met"),
        ("sudden_event", "met"),
        ("other", "undetermined"),
        ("illness", "not_met"),
        ("child_schooling", "not_met"),
        ("disability", "not_met"),
        ("single_parent", "not_met"),
        ("laid_off", "not_met"),
        ("able_but_unemployed", "not_met"),
        ("no_labour_capacity", "not_met"),
        ("no_social_insurance", "not_met"),
        ("benefits_not_delivered", "not_met"),
    ],
)
def test_which_causes_open_group_3(cause: str, third: str) -> None:
    assert groups(household(causes=[cause], hardship_expenditure_total=1, difficulty_found=True))["3"] == third


def test_the_bare_circumstance_is_no_cause() -> None:
    facts = household(sudden_event=True, disability=True, hardship_expenditure_total=1, difficulty_found=True)
    assert groups(facts)["3"] == "not_met"


@pytest.mark.parametrize("kind", ["capacity_cut", "zombie", "merger", "bankruptcy", "public_institution", None])
def test_group_5_asks_whether_the_reform_hit_and_not_in_which_of_its_forms(kind: str | None) -> None:
    facts = household(restructuring_affected=True, restructuring_kind=kind, difficulty_found=True)
    assert groups(facts) == {"1": "not_met", "2": "not_met", "3": "not_met", "4": "not_met", "5": "met"}
    assert groups(facts | {"restructuring_affected": False})["5"] == "not_met"
