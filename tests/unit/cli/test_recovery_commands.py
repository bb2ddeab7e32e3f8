"""The recovery tools' command lines: what they refuse, and that alarms name commands that exist."""

import re

import pytest
from typer.testing import CliRunner

from chassis import subscription_worker
from cli.commands.parked import by_service
from cli.commands.rebuild import tables_of
from cli.main import COMMANDS, app
from tests.architecture.tree import ROOT
from tests.docs.metrics import RULES

KNOWN = {"intake": [["households", "household_members"]], "ledger": [["findings"], ["files", "aid_index"]]}


def run(*words: str) -> tuple[int, str]:
    told = CliRunner().invoke(app([words[0]]), list(words))
    return told.exit_code, told.stderr


@pytest.mark.parametrize("command", ["drift", "refill"])
def test_an_unknown_service_is_named_with_those_there_are(command: str, tmp_path: object) -> None:
    code, said = run(command, "nobody", "--data", str(tmp_path))
    assert code == 2
    assert "run `jiekun up` first" in said or "no service nobody: one of intake" in said


def test_without_a_system_each_tool_says_what_to_type(tmp_path: object) -> None:
    for line in (["drift"], ["rebuild"], ["refill"], ["refill", "intake", "--from", "7"], ["parked", "list"]):
        assert run(*line, "--data", str(tmp_path)) == (2, f"jiekun: {MISSING.format(tmp_path)}\n")


MISSING = (
    "{} 中没有启动过系统：请先运行 `jiekun up`，或以 --data 指明其数据目录 · nothing was ever started "
    "there: run `jiekun up` first, or name its data folder with --data"
)


@pytest.mark.parametrize("words", [[], ["--reason", "twice"], ["--by", "li"]])
def test_a_drop_says_why_and_who(words: list[str], tmp_path: object) -> None:
    code, said = run("parked", "drop", "intake/intake/verification/17", *words, "--data", str(tmp_path))
    assert (code, "--reason WHY --by NAME" in said) == (2, True)


@pytest.mark.parametrize("reason", ["call 13800000000", "440524188001010014 is dead", "account 6222020000000000000"])
def test_a_reason_that_all_may_read_holds_no_persons_number(reason: str, tmp_path: object) -> None:
    line = ["parked", "drop", "intake/timer/1", "--by", "li", "--data", str(tmp_path), "--reason"]
    assert "a reason names nobody" in run(*line, reason)[1]
    named = "0193b5f0-8d5a-7c11-9e50-123456789012 was merged"
    assert run(*line, named) == (2, f"jiekun: {MISSING.format(tmp_path)}\n")


def test_a_ref_names_its_service_first() -> None:
    refs = ["ledger/timer/1", "intake/intake/verification/17", "ledger/log/intake/3"]
    assert list(by_service(refs)) == [("intake", ["intake/verification/17"]), ("ledger", ["timer/1", "log/intake/3"])]


@pytest.mark.parametrize(
    ("asked", "tables"),
    [
        (["ledger"], {"intake": [], "ledger": ["findings", "files", "aid_index"]}),
        (["ledger.files", "intake.households"], {"intake": ["households"], "ledger": ["files"]}),
    ],
)
def test_a_projection_is_a_service_or_one_of_its_tables(asked: list[str], tables: dict[str, list[str]]) -> None:
    assert {service: tables_of(KNOWN, asked, service) for service in KNOWN} == tables


def test_alarms_and_alerts_name_commands_that_exist() -> None:
    source = (ROOT / "chassis" / f"{subscription_worker.__name__.rpartition('.')[2]}.py").read_text(encoding="utf-8")
    named = set(re.findall(r"jiekun ([a-z]+)", source + RULES.read_text(encoding="utf-8")))
    assert named == {"refill", "parked"}
    assert named <= set(COMMANDS)
    assert "jiekun refill {source} --from {gap.position}" in source
