"""A decision's reasons: whole, in order, and the same bytes every time."""

import json

from policies.documents.profile import FOLDER, Profile, load, read
from policies.judgement import engine
from tests.unit.policies.households import BAISHA, LINE, OF_BAISHA, PARAMETERS, SHANTOU, household, in_baisha
from tests.unit.policies.random_households import SAMPLES, of_every_profile

KEYS = ["profile", "version", "excluded", "exclusions", "admission", "categories", "proposal", "missing"]


def test_a_trace_gives_each_condition_with_its_text_value_and_facts() -> None:
    facts = household(household_income=3 * LINE - 1, relief_total=None, difficulty_found=True)
    evaluation = engine.evaluate(SHANTOU, facts, PARAMETERS).to_dict()
    assert list(evaluation) == KEYS
    assert (evaluation["profile"], evaluation["excluded"], evaluation["proposal"]) == ("shantou-2016", False, "1")
    first = evaluation["categories"]["1"]
    assert (first["outcome"], first["clause"]) == ("met", "三(一)")
    assert first["conditions"][1:] == [
        {
            "id": "income_below_the_line",
            "clause": "三(一)",
            "text": "家庭人均收入低于当地最低生活保障线",
            "condition": "income < dibao_line * heads",
            "value": True,
            "facts": {"household_income": "2849.99", "members": 3, "dibao_line": "950.00"},
        },
        {
            "id": "in_difficulty_after_relief",
            "clause": "三(一)",
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


@of_every_profile
def test_a_trace_gives_each_rule_the_clause_that_the_document_gives_it(law: Profile) -> None:
    trace = engine.evaluate(law, {}, {})
    assert [rule.clause for rule in trace.categories.values()] == [rule.clause for rule in law.document.categories]
    assert [rule.clause for rule in trace.exclusions.values()] == [rule.clause for rule in law.document.exclusions]


def test_a_trace_names_the_clause_the_words_the_value_and_the_facts() -> None:
    first = engine.evaluate(BAISHA, in_baisha(), OF_BAISHA).categories["1"]
    assert first.clause == "三"
    assert [(condition.text, condition.value) for condition in first.conditions] == [
        ("与我县行政区域内的企业、事业单位、国家机关和其他社会组织建立了劳动关系或人事关系", True),
        ("建立了劳动关系或人事关系", True),
        ("以工资收入为主要生活来源", True),
        ("加入工会组织且符合上述条件的农民工纳入解困脱困范畴", True),
        ("家庭人均收入符合当地城镇最低生活保障认定标准和低收入家庭标准", True),
    ]
    assert first.conditions[4].facts == {
        "household_income": "2475.00",
        "members": 3,
        "dibao_line": "550.00",
        "low_income_standard": "825.00",
    }


def test_a_trace_names_the_exclusion_that_applies_and_those_that_do_not() -> None:
    trace = engine.evaluate(BAISHA, in_baisha(rural_poverty_register=True), OF_BAISHA).to_dict()
    assert (trace["proposal"], trace["excluded"]) == ("excluded", True)
    register, pension, *_ = trace["exclusions"].values()
    assert register == {
        "outcome": "met",
        "clause": "三1",
        "conditions": [
            {
                "id": "on_the_rural_register",
                "clause": "三1",
                "text": "已纳入农村精准扶贫的对象",
                "condition": "rural_poverty_register",
                "value": True,
                "facts": {"rural_poverty_register": True},
            }
        ],
    }
    assert (pension["outcome"], pension["clause"]) == ("not_met", "三2")
    assert list(trace["exclusions"]) == [rule.id for rule in BAISHA.exclusions]


def test_a_trace_gives_what_admission_asks_of_everyone_with_its_own_clause() -> None:
    admitted = load("qinhuangdao-2017", [SAMPLES / "qinhuangdao-admission.toml"])
    conditions = engine.evaluate(admitted, household(on_dibao=None), PARAMETERS).to_dict()["admission"]
    assert [(one["id"], one["clause"]) for one in conditions] == [
        (text.id, text.clause) for text in admitted.document.admission
    ]
    assert all(one["clause"].startswith("虚构") for one in conditions)
    assert engine.evaluate(load("qinhuangdao-2017"), household(), PARAMETERS).admission == ()


def test_a_condition_that_all_categories_ask_has_its_own_clause_in_each() -> None:
    county = load("yunnan-2017", [SAMPLES / "yunnan-county-circle.toml"])
    categories = engine.evaluate(county, household(), PARAMETERS).to_dict()["categories"]
    asked = [(one.id, one.clause) for one in county.document.scope]
    conditions = categories["4"]["conditions"]
    of_all, own = conditions[: len(asked)], conditions[len(asked) :]
    assert [(one["id"], one["clause"]) for one in of_all] == asked
    assert categories["4"]["clause"] not in dict(asked).values()
    assert {one["clause"] for one in own} == {categories["4"]["clause"]}


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
