"""`redecide` and `simulate` on a real store, as intake's process is asked: the run is on record, nobody is named."""

import json
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from chassis import rebuild
from contracts.intake import ParameterSet
from kernel.calendar import CHINA_STANDARD_TIME
from kernel.causes import Cause
from services.intake import tools
from services.intake.projections import TABLES, project
from tests.architecture.tree import ROOT
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_changes import opened
from tests.integration.intake.test_moves import moved
from tests.support.parameters import keep
from tests.support.parameters import told as parameters_told
from tests.support.places import KAIFENG, QINHUANGDAO

TWO_HUNDRED_PERCENT = str(ROOT / "samples" / "policies" / "shantou-200-percent.toml")
AMENDED = {"profile": "shantou-2016", "overlays": [TWO_HUNDRED_PERCENT]}
NO_CAUSE = {f"cause_{cause}": False for cause in Cause}
AT_160_PERCENT = {
    **NO_CAUSE,
    "cause_child_schooling": True,
    "household_income": 320_000,
    "hardship_expenditure_total": 200_000,
}
"""Two members, the line is 1,000 yuan: refused at 150% of it, in difficulty through schooling at 200%."""


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Any:
    """Asks intake with one of its words; gives the last line that it prints."""

    def ask(intake: Intake, word: str, **asked: Any) -> dict[str, Any]:
        capsys.readouterr()
        before = position(intake)
        assert tools.WORDS[word](intake.service, [json.dumps(asked)]) == 0
        assert position(intake) == before + 1  # that the facts were opened is on record, and nothing else is written
        answer: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
        return answer

    return ask


def _decided(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in ("seconds", "peak_mib")}


def test_a_household_that_moved_since_is_decided_again_by_the_law_of_where_it_was(intake: Intake, told: Any) -> None:
    household = opened(intake)
    before = _decided(told(intake, "redecide", **AMENDED, limit=10))
    moved(intake, household, KAIFENG.union)
    assert _decided(told(intake, "redecide", **AMENDED, limit=10)) == before
    assert set(before["by_region"]) == {"440507"}
    found = intake.get(f"/v1/households/{household}/explanation", org_path=KAIFENG.union)
    assert (found.status_code, found.json()["proposal"]) == (200, "1")
    with psycopg.connect(intake.settings.database_url) as connection:
        assert rebuild.drift(connection, intake.service.store.codec, project, TABLES) == {}


def test_a_ratio_of_200_percent_would_have_let_in_who_was_refused_at_150(intake: Intake, told: Any) -> None:
    near = judged(intake, 1, **AT_160_PERCENT)
    below = judged(intake, 3)
    refuse(intake, near)
    intake.decide(below, decision="approve")

    answer = told(intake, "redecide", **AMENDED, limit=10)

    assert {name: answer[name] for name in ("decisions", "unchanged", "changed", "by_person")} == {
        "decisions": 2,
        "unchanged": 1,
        "changed": {"gains": 1, "loses": 0, "moves": 0, "unsettled": 0},
        "by_person": {"gains": {"rejected": 1}},
    }
    because = {
        "rule": "2",
        "clause": "虚构〔2026〕1号 一",
        "condition": "income_within_150_percent",
        "text": "当地最低生活保障线200%以内（含）",
        "was": "not_met",
        "now": "met",
    }
    assert answer["because"] == [{"turn": "gains", **because, "households": 1}]
    assert answer["by_region"] == {"440507": {"households": 2, "gains": 1, "loses": 0, "moves": 0, "unsettled": 0}}
    assert answer["households"] == [
        {
            "household": near,
            "region": "440507",
            "day": "2026-11-02",
            "was": "none",
            "now": "2",
            "person": "rejected",
            "turn": "gains",
            "because": [because],
        }
    ]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1900, 1, 1), date(9999, 12, 31)])
def test_days_that_were_stored_before_there_were_bounds_are_survived(intake: Intake, told: Any, day: date) -> None:
    """FAULTS B31: a parameter from such a day is shown, folded and asked like any other."""
    old = ParameterSet(name="helper_days", kind="count", region="440507", first_day=day, value=9, source="旧")
    keep(intake.service, [old])
    judged(intake, 1, **AT_160_PERCENT)
    assert told(intake, "redecide", **AMENDED)["decisions"] == 1
    for path in (
        "/v1/parameters?region=440507",
        "/v1/parameters?region=440507&on=2199-12-31",
        "/v1/parameters/history?region=440507",
        "/v1/parameters/history?region=440507&limit=1",
        "/v1/parameters/waiting?region=440507",
    ):
        assert intake.get(path, "auditor").status_code == 200
    with psycopg.connect(intake.settings.database_url) as operator:
        assert rebuild.drift(operator, intake.service.store.codec, project, TABLES) == {}


def test_the_same_law_changes_nothing(intake: Intake, told: Any) -> None:
    judged(intake, 1, **AT_160_PERCENT)
    judged(intake, 3, household_income=None)
    answer = told(intake, "redecide", profile="shantou-2016")
    assert answer["answers"] == [
        {"was": "none", "now": "none", "households": 1},
        {"was": "undetermined", "now": "undetermined", "households": 1},
    ]
    assert (answer["unchanged"], answer["because"], answer["households"]) == (2, [], [])


def test_only_what_was_decided_until_the_day_counts(intake: Intake, told: Any) -> None:
    early = judged(intake, 1, **AT_160_PERCENT)
    intake.move_to(datetime(2026, 11, 5, 9, tzinfo=CHINA_STANDARD_TIME))
    refuse(intake, early)
    judged(intake, 3, **AT_160_PERCENT)

    until_then = told(intake, "redecide", **AMENDED, as_of="2026-11-04")
    assert (until_then["decisions"], until_then["by_person"]) == (1, {"gains": {"waiting": 1}})
    today = told(intake, "redecide", **AMENDED, as_of="2026-11-05")
    assert (today["decisions"], today["by_person"]) == (2, {"gains": {"rejected": 1, "waiting": 1}})


def test_a_line_that_became_known_later_counts_from_the_day_on_which_it_was_known(intake: Intake, told: Any) -> None:
    """Two clocks: the line is set on the 5th, retroactively from the 1st."""
    judged(intake, 1, **AT_160_PERCENT)
    intake.move_to(datetime(2026, 11, 5, 9, tzinfo=CHINA_STANDARD_TIME))
    line = {"name": "dibao_line", "regions": ["440507"], "from": "2026-11-01", "value": "1700.00", "source": "补发"}
    assert intake.set_parameter(line).status_code < 300

    before_it_was_known = told(intake, "redecide", profile="shantou-2016", as_of="2026-11-04")
    assert before_it_was_known["changed"]["gains"] == 0
    since = told(intake, "redecide", profile="shantou-2016", as_of="2026-11-05", limit=1)
    assert [(one["was"], one["now"]) for one in since["households"]] == [("none", "1")]


def test_every_household_that_changes_is_written_to_a_file_and_no_personal_datum(
    intake: Intake, told: Any, tmp_path: Path
) -> None:
    households = {judged(intake, first, **AT_160_PERCENT) for first in (1, 3)}
    answer = told(intake, "redecide", **AMENDED, limit=1, out=str(tmp_path / "changed"))
    written = [json.loads(line) for line in (tmp_path / "changed").read_text().splitlines()]
    assert {line["household"] for line in written} == households
    assert (len(answer["households"]), answer["left_off"]) == (1, 1)
    assert "陈" not in (tmp_path / "changed").read_text() + json.dumps(answer, ensure_ascii=False)


def test_facts_whose_key_was_destroyed_are_counted_and_not_decided(intake: Intake, told: Any, shred: Any) -> None:
    shred(intake.service.vault, judged(intake, 1, **AT_160_PERCENT))
    answer = told(intake, "redecide", **AMENDED)
    assert (answer["decisions"], answer["erased"], answer["changed"]["gains"]) == (1, 1, 0)


def test_a_proposal_that_was_judged_anew_or_sent_back_is_no_decision(intake: Intake, told: Any) -> None:
    returned, anew = judged(intake, 1, **AT_160_PERCENT), judged(intake, 3, **AT_160_PERCENT)
    assert intake.decide(returned, decision="return", papers=["income"]).status_code == 200
    line = {"name": "dibao_line", "regions": ["440507"], "from": "2026-11-02", "value": "1001.00", "source": "调整"}
    assert intake.set_parameter(line).status_code < 300
    refuse(intake, anew)
    assert intake.story(anew).count("CategoryProposed") == 2
    assert told(intake, "redecide", **AMENDED)["by_person"] == {"gains": {"rejected": 1}}


def test_todays_households_are_counted_under_a_changed_line(intake: Intake, told: Any) -> None:
    judged(intake, 1, **AT_160_PERCENT)
    judged(intake, 3)
    intake.submitted(application(5, 6))
    refuse(intake, judged(intake, 7, **AT_160_PERCENT))  # it has ended

    answer = told(intake, "simulate", set={"dibao_line": "1700.00"})

    assert (answer["today"], answer["not_judged"], answer["households"]) == (3, 1, [])
    assert answer["changed"] == {"gains": 1, "loses": 0, "moves": 0, "unsettled": 0}
    assert answer["counts"] == [
        {"profile": "shantou-2016", "region": "440507", "answer": "1", "before": 1, "after": 2},
        {"profile": "shantou-2016", "region": "440507", "answer": "none", "before": 1, "after": 0},
    ]


def test_todays_households_are_counted_under_an_amended_document(intake: Intake, told: Any) -> None:
    judged(intake, 1, **AT_160_PERCENT)
    answer = told(intake, "simulate", **AMENDED)
    assert answer["answers"] == [{"was": "none", "now": "2", "households": 1}]
    assert [(cause["condition"], cause["was"], cause["now"]) for cause in answer["because"]] == [
        ("income_within_150_percent", "not_met", "met")
    ]


def test_today_is_judged_with_the_overlays_that_the_installation_has_for_the_place(
    make_intake: Callable[..., Intake], told: Any, tmp_path: Path
) -> None:
    shutil.copy(TWO_HUNDRED_PERCENT, tmp_path / "amendment.toml")
    row = 'prefix = "4405"\nplace = "汕头市"\nprofile = "shantou-2016"\noverlays = ["amendment.toml"]'
    (tmp_path / "regions.toml").write_text(f"[[regions]]\n{row}\n", encoding="utf-8")
    intake = make_intake(regions_file=tmp_path / "regions.toml")
    judged(intake, 1, **AT_160_PERCENT)
    assert told(intake, "simulate", set={"helper_days": "9"})["answers"] == [{"was": "2", "now": "2", "households": 1}]


@pytest.mark.parametrize("word", ["redecide", "simulate"])
def test_an_amended_document_keeps_what_the_installation_has_laid_over_it(
    make_intake: Callable[..., Intake], told: Any, tmp_path: Path, word: str
) -> None:
    """Without its rule of admission qinhuangdao would leave everybody undetermined."""
    shutil.copy(ROOT / "samples" / "policies" / "qinhuangdao-admission.toml", tmp_path / "admission.toml")
    row = 'prefix = "1303"\nplace = "秦皇岛市"\nprofile = "qinhuangdao-2017"\noverlays = ["admission.toml"]'
    (tmp_path / "regions.toml").write_text(f"[[regions]]\n{row}\n", encoding="utf-8")
    intake = make_intake(regions_file=tmp_path / "regions.toml")
    keep(intake.service, parameters_told("13"))
    body = application(1, region=QINHUANGDAO.region, org_path=QINHUANGDAO.union)
    household = intake.post("/v1/applications", body, "portal", QINHUANGDAO.union).json()["household"]
    intake.hear(household, report(cause_illness=True))

    answer = told(intake, word, profile="qinhuangdao-2017")

    (only,) = answer["answers"]
    assert (only["was"], only["now"] != "undetermined") == (only["now"], True)


def test_an_unset_line_leaves_everybody_undetermined_and_refuses_nobody(intake: Intake, told: Any) -> None:
    judged(intake, 1, **AT_160_PERCENT)
    answer = told(intake, "simulate", set={"dibao_line": ""})
    assert answer["answers"] == [{"was": "none", "now": "undetermined", "households": 1}]
    assert answer["changed"]["unsettled"] == 1


def test_a_run_leaves_one_access_that_each_household_of_its_places_shows(intake: Intake, told: Any) -> None:
    """Facts of all households were opened, and nobody could tell by whom."""
    household = judged(intake, 1)
    told(intake, "redecide", **AMENDED, by="wang")
    told(intake, "simulate", set={"dibao_line": "1700.00"}, region="4405", by="li")
    told(intake, "simulate", set={"dibao_line": "1700.00"}, region="41", by="zhao")
    later = judged(intake, 3)

    def looks(of: str) -> list[tuple[str, str]]:
        items = intake.get(f"/v1/households/{of}/accesses", "auditor").json()["items"]
        return [(one["who"], one["what"]) for one in items]

    assert looks(household) == [("operator:li", "simulate"), ("operator:wang", "redecide")]
    assert looks(later) == []
    for scope, seen in (("44/4405/440507", ["wang", "li"]), ("44", ["wang", "li"]), ("41", ["wang", "zhao"])):
        listed = intake.get("/v1/accesses", "auditor", scope).json()["items"]
        assert [one["actor"] for one in listed] == [f"operator:{name}" for name in seen]
    with intake.service.store.reading() as connection:
        assert rebuild.drift(connection, intake.service.store.codec, project, TABLES) == {}


def judged(intake: Intake, first: int, **changes: Any) -> str:
    """A couple whose report has come."""
    household = intake.submitted(application(first, first + 1))
    intake.hear(household, report(**changes))
    return household


def refuse(intake: Intake, household: str) -> None:
    refused = intake.decide(household, decision="reject", clause="三(一)", reason="收入超过标准")
    assert refused.status_code == 200, refused.text


def position(intake: Intake) -> int:
    return int(intake.one("SELECT position FROM counter"))
