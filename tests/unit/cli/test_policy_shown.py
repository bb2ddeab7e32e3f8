"""What changes for whom, on the screen."""

import io
from typing import Any

from rich.console import Console

from cli.policy.shown import changes

CAUSE = {"rule": "2", "clause": "三(一)", "condition": "c", "text": "150%以内（含）", "was": "not_met", "now": "met"}
TOLD: dict[str, Any] = {
    "unchanged": 7,
    "changed": {"gains": 2, "loses": 0, "moves": 0, "unsettled": 0},
    "by_person": {"gains": {"rejected": 1, "waiting": 1}},
    "because": [{"turn": "gains", **CAUSE, "households": 2}],
    "by_region": {"440507": {"households": 9, "gains": 2, "loses": 0, "moves": 0, "unsettled": 0}},
    "households": [{"household": "h1", "region": "440507", "was": "none", "now": "2"}],
    "left_off": 1,
}


def test_counts_persons_clauses_and_regions_are_told_in_this_order() -> None:
    lines = told(TOLD)
    assert lines[:5] == [
        "获得 · gain: 2（已驳回 · rejected 1, 待审核 · waiting 1）",
        "失去 · lose: 0",
        "改变 · move: 0",
        "变为待定 · become undetermined: 0",
        "不变 · unchanged: 7",
    ]
    assert lines[5] == "获得 2 户：2（三(一)） 150%以内（含）: not_met → met"
    assert lines[-2:] == ["h1  440507  none → 2", "… 另有 · and 1 more"]


def test_a_condition_that_was_not_asked_before_is_told_with_todays_answer_alone() -> None:
    assert told({**TOLD, "because": [{**TOLD["because"][0], "was": None}]})[5].endswith("150%以内（含）: met")


def told(about: dict[str, Any]) -> list[str]:
    console = Console(width=100, record=True, color_system=None, file=io.StringIO(), highlight=False)
    changes(console, about)
    return [line.strip() for line in console.export_text().splitlines() if line.strip()]
