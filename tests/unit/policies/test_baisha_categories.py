"""Who counts under baisha-2020 三, who a migrant worker must be besides, and what an unknown leaves open."""

import pytest

from tests.unit.policies.households_of_baisha import (
    ELSEWHERE,
    HERE,
    LINE,
    LOW_INCOME,
    decided,
    household,
    outcomes,
    struck,
)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ({"employer_region": HERE}, "met"),
        ({"employer_region": ELSEWHERE}, "not_met"),
        ({"employer_region": None}, "undetermined"),
        ({"wage_is_main_income": False}, "not_met"),
        ({"wage_is_main_income": None}, "undetermined"),
        ({"employer_region": None, "wage_is_main_income": False}, "not_met"),
        ({"migrant_worker": True, "union_member": True}, "met"),
        ({"migrant_worker": True, "union_member": False}, "not_met"),
        ({"migrant_worker": True, "union_member": None}, "undetermined"),
        ({"migrant_worker": None, "union_member": True}, "met"),
        ({"migrant_worker": None, "union_member": False}, "undetermined"),
        ({"migrant_worker": False, "union_member": False}, "met"),
        ({"migrant_worker": False, "union_member": None}, "met"),
    ],
)
def test_it_is_for_those_who_work_for_a_unit_here_on_wages_and_for_migrants_who_are_union_members(
    who: dict[str, object], expected: str
) -> None:
    assert outcomes(household(**who)) == (expected, "not_met")
    assert outcomes(struck(**who)) == ("not_met", expected)


@pytest.mark.parametrize(
    ("causes", "major", "second"),
    [
        (["serious_illness"], None, "met"),
        (["serious_illness"], False, "met"),
        (["accident"], True, "met"),
        (["sudden_event"], True, "met"),
        (["natural_disaster"], True, "met"),
        (["accident"], False, "not_met"),
        (["accident"], None, "undetermined"),
        (["illness"], True, "not_met"),
        (["child_schooling"], True, "not_met"),
        (["other"], True, "not_met"),
        (["laid_off"], True, "not_met"),
        ([], True, "not_met"),
        ([], None, "not_met"),
        (None, False, "undetermined"),
    ],
)
def test_which_causes_open_category_2(causes: list[str] | None, major: bool | None, second: str) -> None:
    assert outcomes(struck(causes=causes, event_major=major)) == ("not_met", second)


def test_the_bare_circumstance_is_no_cause() -> None:
    assert outcomes(struck(causes=[], sudden_event=True, event_major=True)) == ("not_met", "not_met")


@pytest.mark.parametrize(
    ("facts", "unset", "proposal", "missing"),
    [
        (household(), "low_income_standard", "undetermined", ("low_income_standard",)),
        (household(household_income=3 * LINE), "low_income_standard", "1", ()),
        (household(), "dibao_line", "1", ()),
        (household(household_income=3 * LOW_INCOME + 1), "dibao_line", "undetermined", ("dibao_line",)),
        (
            household(household_income=3 * LOW_INCOME + 1),
            "low_income_standard",
            "undetermined",
            ("low_income_standard",),
        ),
        (struck(), "expenditure_poverty_standard", "undetermined", ("expenditure_poverty_standard",)),
        (household(), "expenditure_poverty_standard", "1", ()),
    ],
)
def test_a_standard_that_is_not_set_has_no_default_and_is_missing_only_where_it_counts(
    facts: dict[str, object], unset: str, proposal: str, missing: tuple[str, ...]
) -> None:
    evaluation = decided(facts, **{unset: None})
    assert (evaluation.proposal, evaluation.missing) == (proposal, missing)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (household(household_income=None), ("household_income",)),
        (household(members=None), ("members",)),
        (struck(relief_total=None), ("relief_per_capita",)),
        (struck(hardship_expenditure_total=None), ("hardship_expenditure_per_capita",)),
        (struck(causes=None), ("causes", "event_major")),
        (struck(causes=None, event_major=False), ("causes",)),
        (struck(causes=["accident"], event_major=None), ("event_major",)),
        (household(employer_region=None), ("employer_region",)),
    ],
)
def test_missing_names_what_could_still_change_the_proposal(facts: dict[str, object], missing: tuple[str, ...]) -> None:
    evaluation = decided(facts)
    assert (evaluation.proposal, evaluation.missing) == ("undetermined", missing)


def test_a_trace_names_the_clause_the_words_the_value_and_the_facts() -> None:
    first = decided(household()).categories["1"]
    assert first.clause == "三"
    assert [(condition.text, condition.value) for condition in first.conditions] == [
        ("与我县行政区域内的企业、事业单位、国家机关和其他社会组织建立了劳动关系或人事关系", True),
        ("以工资收入为主要生活来源", True),
        ("加入工会组织且符合上述条件的农民工纳入解困脱困范畴", True),
        ("家庭人均收入符合当地城镇最低生活保障认定标准和低收入家庭标准", True),
    ]
    assert first.conditions[3].facts == {
        "household_income": "2475.00",
        "members": 3,
        "dibao_line": "550.00",
        "low_income_standard": "825.00",
    }
