"""`jiekun policy lint` and `diff`: what is wrong in which document, and in what two of them differ."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from policies.documents import profile
from tests.architecture.tree import ROOT

AMENDED = str(ROOT / "samples" / "policies" / "shantou-200-percent.toml")
SHANTOU = (profile.FOLDER / "shantou-2016.toml").read_text(encoding="utf-8")


def test_all_packaged_documents_are_sound() -> None:
    told = run("lint", "--json")
    assert told.exit_code == 0
    found = json.loads(told.stdout)
    assert found["well"]
    assert [one["profile"] for one in found["profiles"]] == profile.names()


@pytest.mark.parametrize(
    ("was", "planted", "rule", "place", "problem"),
    [
        (
            '"income < dibao_line * heads"',
            '"wealth < dibao_line"',
            "categories",
            "character 1",
            "unknown fact 'wealth'",
        ),
        ("cause_sudden_event", "employment = 'retiree'", "struck", "character", "unknown code 'retiree'"),
        ('value = "1.50"', 'value = "1.50001"', "numbers", "near_line_ratio", "fact.ratio_places"),
    ],
)
def test_a_planted_fault_is_named_by_file_rule_and_place(
    was: str, planted: str, rule: str, place: str, problem: str, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(SHANTOU.replace(was, planted, 1), encoding="utf-8")
    told = run("lint", str(broken), "shantou-2016", "--json")
    assert told.exit_code == 1
    bad, good = json.loads(told.stdout)["profiles"]
    assert (good["well"], bad["well"], bad["error"]["file"]) == (True, False, "broken.toml")
    assert rule in bad["error"]["rule"] + bad["error"]["place"]
    assert place in bad["error"]["place"]
    assert problem in bad["error"]["problem"]
    on_screen = run("lint", str(broken))
    assert (on_screen.exit_code, on_screen.stdout[:15]) == (1, "✗ broken.toml: ")


def test_a_document_that_is_not_there_cannot_be_checked() -> None:
    told = run("lint", "nowhere.toml")
    assert told.exit_code == 2
    assert "nowhere.toml: No such file" in told.stderr


def test_a_document_is_the_same_as_itself() -> None:
    told = run("diff", "shantou-2016", "shantou-2016", "--json")
    assert told.exit_code == 0
    assert (json.loads(told.stdout)["same"], json.loads(told.stdout)["differences"]) == (True, [])


def test_an_amendment_shows_as_the_number_the_clause_and_the_words_that_it_changes() -> None:
    found = differences("shantou-2016", "shantou-2016", "--overlay", AMENDED)
    assert {(one["table"], one["row"], one["field"], one["from"], one["to"]) for one in found} >= {
        ("numbers", "near_line_ratio", "value", "1.50", "2.00"),
        (
            "categories",
            "near_the_line_with_a_special_cause",
            "conditions.income_within_150_percent.text",
            "当地最低生活保障线150%以内（含）",
            "当地最低生活保障线200%以内（含）",
        ),
    }
    assert {one["change"] for one in found} == {"changed"}


def test_what_was_added_removed_and_rerouted_shows(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(
        SHANTOU.replace('id = "public_housing"', 'id = "housing"').replace('"public_housing"', '"housing"'),
        encoding="utf-8",
    )
    found = [one for one in differences("shantou-2016", str(other)) if one["table"] in ("measures", "routing")]
    assert [
        (one["change"], one["table"], one["row"] or one["field"]) for one in found if one["table"] == "measures"
    ] == [
        ("removed", "measures", "public_housing"),
        ("added", "measures", "housing"),
    ]
    assert [one["to"] for one in found if one["table"] == "routing"] == [["living_subsidy", "housing"]]


def test_a_difference_reads_the_same_way_on_the_screen() -> None:
    told = run("diff", "shantou-2016", "shantou-2016", "--overlay", AMENDED)
    assert "  ~ near_line_ratio.value: 1.50 → 2.00" in told.stdout.splitlines()


def test_two_cities_differ_in_their_measures_and_rules() -> None:
    tables = {one["table"] for one in differences("shantou-2016", "kaifeng-2019")}
    assert tables >= {"categories", "exclusions", "measures", "numbers", "parameters"}


def differences(*words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("diff", *words, "--json").stdout)["differences"]
    return found


def run(*words: str) -> Result:
    return CliRunner().invoke(app(["policy"]), ["policy", *words])
