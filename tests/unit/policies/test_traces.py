"""A decision's reasons: whole, in order, and the same bytes every time."""

import json

from policies.documents.profile import FOLDER, read
from policies.judging import engine
from tests.unit.policies.households import LINE, PARAMETERS, SHANTOU, household


def test_a_trace_gives_each_condition_with_its_text_value_and_facts() -> None:
    facts = household(household_income=3 * LINE - 1, relief_total=None, difficulty_found=True)
    evaluation = engine.evaluate(SHANTOU, facts, PARAMETERS).to_dict()
    assert list(evaluation) == ["profile", "version", "excluded", "categories", "proposal", "missing"]
    assert (evaluation["profile"], evaluation["excluded"], evaluation["proposal"]) == ("shantou-2016", False, "1")
    first = evaluation["categories"]["1"]
    assert (first["outcome"], first["clause"]) == ("met", "三(一)")
    assert first["conditions"][1:] == [
        {
            "id": "income_below_the_line",
            "text": "家庭人均收入低于当地最低生活保障线",
            "condition": "income < dibao_line * heads",
            "value": True,
            "facts": {"household_income": "2849.99", "members": 3, "dibao_line": "950.00"},
        },
        {
            "id": "in_difficulty_after_relief",
            "text": "经政府救助后仍生活困难",
            "condition": "living_standard < dibao_line * heads OR difficulty_found",
            "value": True,
            "facts": {
                "household_income": "2849.99",
                "members": 3,
                "relief_per_capita": None,
                "hardship_expenditure_total": "0.00",
                "dibao_line": "950.00",
                "difficulty_found": True,
            },
        },
    ]


def test_a_ratio_of_the_text_stands_in_the_trace_as_a_multiple() -> None:
    second = engine.evaluate(SHANTOU, household(), PARAMETERS).to_dict()["categories"]["2"]
    assert second["conditions"][2]["facts"]["near_line_ratio"] == "1.5"


def test_the_same_facts_give_the_same_bytes_in_whatever_order_they_come() -> None:
    facts = household(causes=["illness"], relief_total=None)
    backwards = dict(reversed(facts.items()))
    one, other = (engine.evaluate(SHANTOU, given, PARAMETERS).to_dict() for given in (facts, backwards))
    assert json.dumps(one) == json.dumps(other)


def test_the_version_is_the_hash_of_the_files_bytes() -> None:
    content = (FOLDER / "shantou-2016.toml").read_bytes()
    assert read("x.toml", content).version == SHANTOU.version
    assert read("x.toml", content + b"\n").version != SHANTOU.version


def test_an_amended_ratio_decides_the_same_household_otherwise() -> None:
    content = (FOLDER / "shantou-2016.toml").read_text().replace('value = "1.50"', 'value = "2.00"')
    amended = read("amended.toml", content.encode())
    facts = household(household_income=6 * LINE, causes=["illness"], difficulty_found=True)
    assert [engine.evaluate(p, facts, PARAMETERS).proposal for p in (SHANTOU, amended)] == ["none", "2"]
