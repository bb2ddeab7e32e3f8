"""`jiekun policy evaluate` and `explain`: the shape that outsiders' scripts rely on, and how they end."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from cli.options import DATA
from machine import installation
from policies.documents import profile
from policies.judgement import engine
from tests.architecture.tree import ROOT

SHANTOU = profile.load("shantou-2016")
SAMPLE = str(ROOT / "samples" / "parameters.toml")
AT_160_PERCENT = {
    "members": 2,
    "household_income": 3200.00,
    "relief_total": 0,
    "hardship_expenditure_total": "2000.00",
    "causes": ["child_schooling"],
    "employment": "laid_off",
    "migrant_worker": False,
    "union_member": True,
}
IN_FEN = {**AT_160_PERCENT, "household_income": 320_000, "hardship_expenditure_total": 200_000}
LINE = {"dibao_line": 1000}


@pytest.fixture
def line(tmp_path: Path) -> str:
    return written(tmp_path / "line.json", LINE)


@pytest.fixture
def facts(tmp_path: Path) -> str:
    return written(tmp_path / "facts.json", AT_160_PERCENT)


def test_one_object_gives_one_answer_in_the_shape_of_the_engine(facts: str, line: str) -> None:
    told = evaluate("--facts", facts, "--params", line)
    assert told.exit_code == 0
    assert json.loads(told.stdout) == engine.evaluate(SHANTOU, IN_FEN, {"dibao_line": 100_000}).to_dict()


def test_an_array_gives_an_array_from_standard_input(line: str) -> None:
    households = [AT_160_PERCENT, {}, {**AT_160_PERCENT, "household_income": "1999.99"}]
    told = evaluate("--facts", "-", "--params", line, given=json.dumps(households))
    assert [one["proposal"] for one in json.loads(told.stdout)] == ["none", "undetermined", "1"]


def test_an_array_of_one_and_of_none_stay_arrays(line: str) -> None:
    for households in ([AT_160_PERCENT], []):
        told = evaluate("--facts", "-", "--params", line, given=json.dumps(households))
        assert (told.exit_code, len(json.loads(told.stdout))) == (0, len(households))


def test_null_is_unknown_as_absent_is(line: str) -> None:
    absent = {name: value for name, value in AT_160_PERCENT.items() if name != "causes"}
    answers = [
        json.loads(evaluate("--facts", "-", "--params", line, given=json.dumps(household)).stdout)
        for household in (absent, {**absent, "causes": None})
    ]
    assert answers[0] == answers[1]
    assert (answers[0]["proposal"], answers[0]["missing"]) == ("undetermined", ["causes"])


def test_without_parameters_nothing_is_set(facts: str) -> None:
    answer = json.loads(evaluate("--facts", facts).stdout)
    assert (answer["proposal"], answer["missing"]) == ("undetermined", ["dibao_line"])


def test_a_number_is_read_as_a_decimal_and_never_as_a_float(tmp_path: Path, line: str) -> None:
    """0.1 + 0.2 in floats is more than 0.3; a line at exactly the income must not be missed by that."""
    texts = ['{"members": 1, "household_income": 1000.10, "employment": "laid_off", "migrant_worker": false}']
    texts.append(texts[0].replace("1000.10", "1000.1"))
    for text in texts:
        (tmp_path / "line").write_text('{"dibao_line": 1000.10}')
        answer = json.loads(evaluate("--facts", "-", "--params", str(tmp_path / "line"), given=text).stdout)
        below, above = answer["categories"]["1"]["conditions"][1], answer["categories"]["2"]["conditions"][1]
        assert (below["value"], above["value"], below["facts"]["dibao_line"]) == (False, False, "1000.10")


def test_parameters_of_a_place_and_a_day_come_from_a_file(facts: str) -> None:
    lines = {}
    for day in ("2026-06-30", "2026-07-01"):
        told = evaluate("--facts", facts, "--region", "440507", "--on", day, "--book", SAMPLE)
        lines[day] = json.loads(told.stdout)["categories"]["1"]["conditions"][1]["facts"]["dibao_line"]
    assert lines == {"2026-06-30": "950.00", "2026-07-01": "1000.00"}


def test_each_households_own_region_says_where(tmp_path: Path) -> None:
    households = [{**AT_160_PERCENT, "region": region} for region in ("440507", "110101")]
    told = evaluate("--facts", written(tmp_path / "f", households), "--on", "2026-08-01", "--book", SAMPLE)
    assert [one["missing"] for one in json.loads(told.stdout)] == [[], ["dibao_line"]]


def test_what_is_set_by_hand_goes_before_what_is_in_force(facts: str, tmp_path: Path) -> None:
    there = ("--region", "440507", "--on", "2026-08-01", "--book", SAMPLE)
    told = evaluate("--facts", facts, *there, "--params", written(tmp_path / "p", {"dibao_line": "1700.00"}))
    assert json.loads(told.stdout)["proposal"] == "1"


def test_an_overlay_goes_upon_the_profile(facts: str, line: str) -> None:
    amended = str(ROOT / "samples" / "policies" / "shantou-200-percent.toml")
    assert json.loads(evaluate("--facts", facts, "--params", line, "--overlay", amended).stdout)["proposal"] == "2"


def test_a_parameter_of_another_document_has_no_effect(facts: str, tmp_path: Path) -> None:
    more = written(tmp_path / "more", {**LINE, "low_income_standard": "2000.00", "nonsense": [1]})
    assert json.loads(evaluate("--facts", facts, "--params", more).stdout)["proposal"] == "none"


def test_the_screen_says_the_same_in_words(facts: str, line: str) -> None:
    told = run("evaluate", "--profile", "shantou-2016", "--facts", facts, "--params", line)
    assert told.exit_code == 0
    assert "建议 · proposal: 不属于任何类别 · no category" in told.stdout
    assert "✗ 当地最低生活保障线150%以内（含）" in told.stdout


def test_a_refusal_is_explained_in_chinese_with_what_would_change_it(facts: str, line: str) -> None:
    told = run("explain", "--profile", "shantou-2016", "--facts", facts, "--params", line)
    assert told.exit_code == 0
    assert "不符合“家庭人均收入低于当地最低生活保障线”" in told.stdout
    assert "如果家庭月收入由3200.00元变为3000.00元" in told.stdout
    as_json = run("explain", "--profile", "shantou-2016", "--facts", facts, "--params", line, "--json")
    assert json.loads(as_json.stdout)["chinese"] == told.stdout.splitlines()


BAD = [
    ('{"members": 3.5}', "facts: members: 类型不对", "fact.type"),
    ('{"members": true}', "members", "fact.type"),
    ('{"members": 0}', "members", "fact.range"),
    ('{"household_income": "12.345"}', "household_income: 金额以元为单位，最多两位小数", "fact.money_places"),
    ('{"household_income": 12.345}', "money is in yuan with at most two places", "fact.money_places"),
    ('{"household_income": 1e30}', "household_income: 超出范围", "fact.range"),
    ('{"members": 3, "members": 4}', "not JSON", "NameGivenTwice"),
    ('{"household_income": NaN}', "not JSON", "ValueError"),
    ('{"household_income": 1e999}', "household_income", "fact.range"),
    ('{"employment": "retired"}', "employment", "fact.code"),
    ('{"causes": ["illness"], "cause_other": true}', "causes", "fact.twice"),
    ('{"wealth": 1}', "wealth", "fact.unknown_name"),
    ('[{}, {"members": "3"}]', "household 2: members", "fact.type"),
    ("[1]", "household 1 is no JSON object", "household 1"),
    ("{", "not JSON", "line 1"),
    ("[" * 100_000, "not JSON", "not JSON"),
]


@pytest.mark.parametrize(("text", "place", "code"), BAD)
def test_what_is_no_fact_ends_the_command_and_says_where(text: str, place: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "facts").write_text(text)
    """FAULTS C3 among them."""
    told = evaluate("--facts", str(tmp_path / "facts"))
    assert (told.exit_code, told.stdout) == (2, "")
    assert place in told.stderr
    assert code in told.stderr


@pytest.mark.parametrize(
    ("ratio", "code"), [("1.23456", "fact.ratio_places"), ("1e9", "fact.range"), ('"NaN"', "fact.type")]
)
def test_a_parameter_that_is_no_multiple_says_why(ratio: str, code: str, tmp_path: Path) -> None:
    """FAULTS C3, its kind."""
    (tmp_path / "params").write_text(f'{{"dibao_marginal_ratio": {ratio}}}')
    told = run(
        "evaluate", "--profile", "kaifeng-2019", "--facts", "-", "--params", str(tmp_path / "params"), given="{}"
    )
    assert (told.exit_code, told.stdout) == (2, "")
    assert code in told.stderr


def test_a_value_is_never_repeated_in_what_is_said_of_it(tmp_path: Path) -> None:
    told = evaluate("--facts", "-", given='{"employment": "陈某某"}')
    assert told.exit_code == 2
    assert "陈" not in told.stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--facts", "-", "--params", "-"), "cannot both come from standard input"),
        (("--facts", "nowhere.json"), "nowhere.json: No such file"),
        (("--facts", "-", "--region", "440507"), "--on says on which day"),
        (("--facts", "-", "--on", "2026-08-01", "--book", SAMPLE), "--on needs a place"),
        (("--facts", "-", "--overlay", "nowhere.toml"), "nowhere.toml: No such file"),
    ],
)
def test_a_question_that_cannot_be_answered_ends_with_2(words: tuple[str, ...], reason: str) -> None:
    told = evaluate(*words, given="{}")
    assert (told.exit_code, told.stdout) == (2, "")
    assert reason in told.stderr


def test_an_unknown_profile_says_which_there_are() -> None:
    told = run("evaluate", "--profile", "atlantis", "--facts", "-", given="{}")
    assert told.exit_code == 2
    assert "there are: baisha-2020, kaifeng-2019, qinhuangdao-2017, shantou-2016, yunnan-2017" in told.stderr


def test_the_default_data_folder_is_the_installations() -> None:
    assert DATA == installation.DEFAULT


def evaluate(*words: str, given: str | None = None) -> Result:
    return run("evaluate", "--profile", "shantou-2016", *words, "--json", given=given)


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app(["policy"]), ["policy", *words], input=given)


def written(path: Path, value: Any) -> str:
    path.write_text(json.dumps(value), encoding="utf-8")
    return str(path)
