"""What a simulated change would cost, and what `--set` refuses."""

import pytest
from typer.testing import CliRunner

from cli.main import app
from cli.policy.costs import costs

SPENT = [
    {"profile": "p", "region": "440507", "category": "1", "files": 2, "committed": 100_001},
    {"profile": "p", "region": "440511", "category": "1", "files": 2, "committed": 300_000},
    {"profile": "q", "region": "410202", "category": "1", "files": 1, "committed": 7},
]


def test_a_category_costs_what_its_files_cost_on_average_in_its_region() -> None:
    found = costs([counted("440507", "1", before=2, after=3)], SPENT).to_dict()
    assert found == {
        "before": "1000.01",
        "after": "1500.02",
        "more": "500.01",
        "without_average": {"before": 0, "after": 0},
        "by_region": {"440507": {"before": "1000.01", "after": "1500.02"}},
    }


def test_a_region_without_files_costs_what_the_documents_other_regions_cost() -> None:
    assert costs([counted("440515", "1", before=0, after=4)], SPENT).to_dict()["after"] == "4000.01"


def test_files_for_which_nothing_was_committed_yet_do_not_make_a_category_free() -> None:
    spent = [{"profile": "p", "region": "440507", "category": "1", "files": 3, "committed": 0}]
    found = costs([counted("440507", "1", before=1, after=2)], spent).to_dict()
    assert (found["after"], found["without_average"]) == ("0.00", {"before": 1, "after": 2})


def test_a_category_that_no_file_has_cost_is_unknown_and_not_free() -> None:
    found = costs([counted("440507", "2", before=1, after=5)], SPENT).to_dict()
    assert (found["after"], found["without_average"]) == ("0.00", {"before": 1, "after": 5})


@pytest.mark.parametrize("answer", ["none", "excluded", "undetermined"])
def test_a_household_that_gets_no_file_costs_nothing(answer: str) -> None:
    found = costs([counted("440507", answer, before=9, after=9)], SPENT).to_dict()
    assert (found["after"], found["without_average"]) == ("0.00", {"before": 0, "after": 0})


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((), "nothing is changed"),
        (("--overlay", "x.toml"), "name it with --profile"),
        (("--set", "near_line_ratio=2.00"), "no parameter of that name"),
        (("--set", "dibao_line"), "no parameter of that name"),
        (("--set", "dibao_line=many"), "fact.type"),
        (("--set", "dibao_line=0"), "fact.range"),
        (("--set", "exit_months=1.5"), "fact.type"),
        (("--set", "exit_measure=luck"), "fact.code"),
    ],
)
def test_a_change_that_means_nothing_is_refused_before_anything_is_asked(words: tuple[str, ...], reason: str) -> None:
    told = CliRunner().invoke(app(["policy"]), ["policy", "simulate", *words])
    assert told.exit_code == 2
    assert reason in told.stderr


def counted(region: str, answer: str, before: int, after: int) -> dict[str, object]:
    return {"profile": "p", "region": region, "answer": answer, "before": before, "after": after}
