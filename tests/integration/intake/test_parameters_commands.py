"""`jiekun parameters` before a real intake: what a file sets, what one word sets, and what the lists say of it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from chassis.client import Reply
from cli import intake as running_intake
from cli.main import app
from cli.options import cannot
from portal.callers import Tokens
from portal.client import Portal, Refused
from tests.integration.intake.conftest import Intake
from tests.support.parameters import SAMPLE


class AtTheDoor:
    """The test client of one intake as the command's client."""

    def __init__(self, intake: Intake) -> None:
        self.door = intake.door

    def get(self, url: str, headers: Mapping[str, str]) -> Reply:
        answer = self.door.get(url, headers=dict(headers))
        return Reply(answer.status_code, answer.content)

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        answer = self.door.post(url, content=body, headers={"Content-Type": "application/json", **headers})
        return Reply(answer.status_code, answer.content)


@pytest.fixture
def empty(make_intake: Any, monkeypatch: pytest.MonkeyPatch) -> Intake:
    """Nobody has set a parameter; the commands find this intake."""
    intake: Intake = make_intake(parameters=False)

    @contextmanager
    def found(data: Path) -> Iterator[Portal]:
        client: Any = AtTheDoor(intake)
        try:
            yield Portal({"intake": ""}, Tokens(intake.key), client)
        except Refused as refused:
            cannot(refused)

    monkeypatch.setattr(running_intake, "running", found)
    return intake


def run(*words: str) -> Any:
    told = CliRunner().invoke(app(["parameters"]), ["parameters", *words, "--json"])
    assert told.exit_code == 0, told.output
    return json.loads(told.stdout.splitlines()[-1])  # intake's log lines stand before it, for it runs in this process


def in_force(*words: str) -> dict[str, Any]:
    return {item["name"]: item["value"] for item in run("list", "--region", "440507", *words)["items"]}


LINE = ("dibao_line", "--region", "440507", "--source", "民政文件")


def test_a_file_is_loaded_once_and_the_same_again_changes_nothing(empty: Intake) -> None:
    assert in_force() == {}
    first, again = run("load", str(SAMPLE)), run("load", str(SAMPLE))
    assert (first["changed"], again) == (first["places"], {"places": first["places"], "changed": 0})
    assert in_force() == {}, "it waits for another person"
    confirmed, again = (run("load", str(SAMPLE), "--confirm", "--by", "li") for _ in range(2))
    assert (confirmed, again) == (first, {"places": first["places"], "changed": 0})
    assert in_force("--on", "2026-06-30") == {
        "dibao_line": "950.00",
        "exit_measure": "living_standard",
        "exit_months": 6,
        "helper_days": 5,
        "notice_working_days": 5,
        "relief_ratio": "1.00",
    }


def test_a_line_is_set_corrected_and_unset_and_the_history_keeps_it_all(empty: Intake) -> None:
    run("set", *LINE, "900.00", "--from", "2026-01-01")
    run("confirm", *LINE, "900.00", "--from", "2026-01-01", "--by", "li")
    run("set", *LINE, "950", "--from", "2026-01-01", "--by", "li")
    run("confirm", *LINE, "950", "--from", "2026-01-01", "--by", "wang")
    run("unset", *LINE, "--from", "2026-07-01")
    run("confirm", *LINE, "--from", "2026-07-01", "--by", "li")
    assert [in_force("--on", day) for day in ("2026-06-30", "2026-07-01")] == [{"dibao_line": "950"}, {}]
    told = run("list", "--history", "--name", "dibao_line")["items"]
    assert [(item["from"], item["value"]) for item in told] == [
        ("2026-01-01", "900.00"),
        ("2026-01-01", "950"),
        ("2026-07-01", None),
    ]
    assert in_force("--on", "2026-06-30", "--known-at", "2026-11-01") == {}


def test_a_table_shows_people_what_holds_and_by_which_source(empty: Intake) -> None:
    run("set", *LINE, "900.00", "--from", "2026-01-01")
    run("confirm", *LINE, "900.00", "--from", "2026-01-01", "--by", "li")
    told = CliRunner(env={"COLUMNS": "200"}).invoke(app(["parameters"]), ["parameters", "list", "--region", "440507"])
    assert (told.exit_code, "900.00" in told.output, "民政文件" in told.output) == (0, True, True)


def test_what_intake_refuses_ends_the_command_with_its_words(empty: Intake) -> None:
    words = ["parameters", "set", *LINE, "900.005", "--from", "2026-01-01"]
    told = CliRunner().invoke(app(["parameters"]), words)
    assert (told.exit_code, "parameter.unusable" in told.stderr) == (2, True)


@pytest.mark.parametrize("day", ["2199-12-31", "1900-01-01"])
def test_a_day_that_is_too_far_ends_the_command_with_the_days_that_may_be(empty: Intake, day: str) -> None:
    words = ["parameters", "set", *LINE, "900.00", "--from", day]
    told = CliRunner().invoke(app(["parameters"]), words)
    assert (told.exit_code, "parameter.day_too_far" in told.stderr, "2016-09-01" in told.stderr) == (2, True, True)


def test_a_file_that_is_none_is_refused_before_anything_is_sent(empty: Intake, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(SAMPLE.read_text(encoding="utf-8").replace('"1.50"', '"1.50001"'), encoding="utf-8")
    told = CliRunner().invoke(app(["parameters"]), ["parameters", "load", str(file)])
    assert (told.exit_code, "mine.toml: parameters: dibao_marginal_ratio" in told.stderr) == (2, True)
    assert in_force() == {}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('name = "dibao_lime"', "dibao_lime from 2026-01-01 in 440507: fact.unknown_name"),
        ('value = "0.00"', "dibao_line from 2026-01-01 in 440507: fact.range"),
        ('regions = ["440511", "*"]', "dibao_line from 2026-01-01 in *: parameter.region"),
    ],
)
def test_a_file_whose_last_entry_cannot_be_set_sets_none_of_it(
    empty: Intake, tmp_path: Path, wrong: str, said: str
) -> None:
    good = {
        "name": 'name = "dibao_line"',
        "kind": 'kind = "money"',
        "regions": 'regions = ["440507"]',
        "from": "from = 2026-01-01",
        "value": 'value = "900.00"',
        "source": 'source = "民政文件"',
    }
    bad = good | {wrong.split()[0]: wrong}
    file = tmp_path / "mine.toml"
    file.write_text("".join("\n".join(["[[parameters]]", *lines.values(), ""]) for lines in (good, bad)), "utf-8")
    told = CliRunner().invoke(app(["parameters"]), ["parameters", "load", str(file)])
    assert (told.exit_code, said in told.stderr, in_force()) == (2, True, {})


def test_a_table_of_the_installations_own_says_what_can_be_set_where(empty: Intake, tmp_path: Path) -> None:
    row = 'prefix = "44"\nplace = "x"\nprofile = "yunnan-2017"'
    (tmp_path / "regions.toml").write_text(f"[[regions]]\n{row}\n", encoding="utf-8")
    words = ["parameters", "load", str(SAMPLE), "--regions", str(tmp_path / "regions.toml")]
    told = CliRunner().invoke(app(["parameters"]), words)
    assert (told.exit_code, "469025: fact.unknown_name" in told.stderr, in_force()) == (2, True, {})


def test_a_list_of_what_is_in_force_says_where(empty: Intake) -> None:
    told = CliRunner().invoke(app(["parameters"]), ["parameters", "list"])
    assert (told.exit_code, "--region" in told.stderr) == (2, True)
