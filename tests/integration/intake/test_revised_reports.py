"""A report comes out again: what was decided on the fact is opened once more, and a person is told why."""

from typing import Any

from msgspec.structs import replace

from contracts.intake import RecheckBegun
from contracts.verification import ReportCompleted
from services.intake.domain.events import ReportRevised
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_changes import holds, keep, opened
from tests.integration.intake.test_one_open_file_per_person import on_notice
from tests.integration.intake.test_work_list import tasks

RICH = 9_000_000


def again(because: str = "corrected", revision: int = 1, round_: int = 1, **known: Any) -> ReportCompleted:
    told = report(round_, **known)
    return replace(told, revision=revision, because=because, revised=("tax",))


def last(intake: Intake, household: str) -> ReportRevised:
    *_, told = (event for event in intake.events(household) if isinstance(event, ReportRevised))
    return told


def page(intake: Intake, household: str) -> Any:
    return intake.get(f"/v1/applications/{household}/status", "case_worker").json()


def test_before_a_decision_the_proposal_is_made_anew(intake: Intake) -> None:
    household = intake.submitted(application(1, 2))
    intake.hear(household, report(complete=False, silent=("tax",), household_income=None))
    intake.hear(household, again("late_answer", household_income=RICH))
    assert intake.story(household)[-2:] == ["ReportRevised", "CategoryProposed"]
    shown = intake.get(f"/v1/households/{household}").json()
    assert (shown["status"], shown["proposal"]["category"], shown["proposal"]["complete"]) == (
        "under_review",
        "none",
        True,
    )
    assert [task["kind"] for task in tasks(intake)] == ["review"]
    holds(intake)


def test_on_notice_another_category_goes_back_to_review_and_the_household_is_told(intake: Intake) -> None:
    household = on_notice(intake, 1, 2)
    intake.hear(household, again(household_income=RICH))
    assert intake.status(household) == "under_review"
    assert last(intake, household).outcome == "reopened"
    (task,) = tasks(intake)
    assert (task["kind"], task["reason"]) == ("review", ["corrected"])
    assert "更正" in page(intake, household)["revised"]["zh"]
    told = intake.get(f"/v1/households/{household}/timeline").json()["items"]
    assert any("部门更正答复" in line["summary_zh"] for line in told)
    holds(intake)


def test_what_the_decision_did_not_rest_on_is_noted_and_moves_nothing(intake: Intake) -> None:
    household = on_notice(intake, 1, 2)
    intake.hear(household, again(contract_months=7))
    assert (intake.status(household), last(intake, household).outcome) == ("on_notice", "noted")
    assert page(intake, household)["revised"] is None
    holds(intake)


def test_an_open_file_is_checked_again_with_the_reason_exactly_once(intake: Intake) -> None:
    household = opened(intake)
    intake.hear(household, again("pushed", household_income=RICH))
    intake.hear(household, again("corrected", 2, household_income=RICH + 100))
    (begun,) = (event for event in intake.events(household) if isinstance(event, RecheckBegun))
    assert (begun.round, begun.reasons, begun.items) == (2, ("pushed",), ())
    assert begun.since is not None
    assert "通报" in page(intake, household)["revised"]["zh"]
    intake.hear(household, report(2, household_income=RICH))
    assert "recheck" in [task["kind"] for task in tasks(intake)]
    assert keep(intake, household, category="2", reason="短期收入").status_code == 200
    holds(intake)


def test_a_refusal_is_looked_at_again_by_a_person(intake: Intake) -> None:
    household = intake.submitted(application(1, 2))
    intake.hear(household, report(household_income=RICH))
    assert intake.decide(household, decision="reject", clause="三(一)").status_code == 200
    intake.hear(household, again(household_income=100_000))
    assert intake.status(household) == "rejected"
    (task,) = tasks(intake)
    assert (task["kind"], task["reason"]) == ("look_again", ["corrected"])
    assert "复看" in page(intake, household)["revised"]["zh"]
    body = {"outcome": "apply_anew", "reason": "税务更正，收入低于标准"}
    path = f"/v1/households/{household}/second-look"
    assert intake.post(path, body, "reviewer").status_code == 200
    assert tasks(intake) == []
    assert "重新申请" in page(intake, household)["revised"]["zh"]
    again_ = intake.post(path, body, "reviewer")
    assert (again_.status_code, again_.json()["code"]) == (409, "no_second_look_waits")
    holds(intake)
