"""`jiekun roster …` speaks to people: codes in Chinese, unions where those differ, refusals whole."""

from typing import Any

from tests.unit.cli.desk.conftest import Terminal
from tests.unit.cli.desk.lines import DECISIONS, SETTLED, WHY, get, line

DIFFERENCE: dict[str, Any] = {
    "difference": "d1", "outcome": "changed", "kind": "phone", "row": 2, "household": "h1", "others": [],
    "org_path": "44/4405", "sheet_org_path": "44/4405", "person": None, "status": "waiting", "read_on": "2026-11-02",
    "before": {"phone": "1**"}, "after": {"phone": "2**", "address": None},
}  # fmt: skip
MOVED = {
    **DIFFERENCE,
    "kind": "elsewhere",
    "outcome": "elsewhere",
    "sheet_org_path": "44/4401",
    "before": {},
    "after": {},
}


def test_differences_are_told_in_words_and_a_moved_family_by_its_unions(terminal: Terminal) -> None:
    listed = line("roster differences r1")._replace(
        answers={get("intake", "/v1/rosters/{roster}/differences"): {"items": [DIFFERENCE, MOVED], "next": None}}
    )
    told = "".join(terminal.types(listed).stdout.split())
    for words in ("联系电话", "1**", "2**", "待处理", "在其他工会", "44/4401"):
        assert words in told.replace("│", "")
    assert "None" not in told


def test_nothing_that_is_meant_is_no_success(terminal: Terminal) -> None:
    nothing = line("roster take r1 --id nonsense", None, *WHY)._replace(answers={DECISIONS: {**SETTLED, "taken": 0}})
    told = terminal.types(nothing)
    assert (told.exit_code, "未作任何改动" in told.stdout) == (1, True)
    assert terminal.types(nothing, as_json=True).exit_code == 1


def test_what_could_not_be_taken_is_told_with_why_and_what_to_do(terminal: Terminal) -> None:
    why = {
        "difference": "d1",
        "code": "difference_told_only",
        "texts": {"zh": "不能采纳。", "en": "Not taken."},
        "next": {"zh": "请移交。", "en": "Hand it over."},
    }
    refused = line("roster take r1 --field elsewhere", None, *WHY)._replace(
        answers={DECISIONS: {**SETTLED, "taken": 0, "refused": [why]}}
    )
    told = terminal.types(refused)
    assert told.exit_code == 1
    assert "d1 difference_told_only 不能采纳。 请移交。 · Not taken. Hand it over." in told.stdout
