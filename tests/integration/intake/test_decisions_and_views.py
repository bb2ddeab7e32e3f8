"""What reviewers decide, what households send after it, and what people see."""

from datetime import datetime
from typing import Any

import pytest

from chassis.http import timeline
from kernel.calendar import CHINA_STANDARD_TIME
from tests.integration.intake.applications import application, id_number, report
from tests.integration.intake.conftest import COUNTY, Intake


def under_review(intake: Intake, *sequences: int, **facts: Any) -> str:
    household = intake.submitted(application(*sequences))
    intake.hear(household, report(**facts))
    return household


def test_a_return_asks_again_only_what_changed_or_was_not_answered(intake: Intake) -> None:
    household = intake.submitted(application(1))
    intake.hear(household, report(complete=False, silent=("student",)))
    assert intake.decide(household, decision="return", papers=["income_proof"]).json()["status"] == "returned"

    papers = application(1)
    papers["declared"]["relief_monthly"] = "100.00"
    answer = intake.post(f"/v1/households/{household}/resubmission", papers, "portal")
    assert answer.json()["status"] == "under_verification", answer.text
    shown = intake.get(f"/v1/households/{household}/timeline").json()["items"][-1]
    assert shown["why"] == {"round": 2, "items": ["dibao", "student"]}


def test_a_long_story_is_told_from_its_latest_entries(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    household = under_review(intake, 1)
    whole = intake.get(f"/v1/households/{household}/timeline").json()
    assert (whole["earlier"], len(whole["items"])) == (False, 2)
    monkeypatch.setattr(timeline, "ENTRIES_MAX", 1)
    assert intake.get(f"/v1/households/{household}/timeline").json() == {"items": whole["items"][-1:], "earlier": True}


def test_papers_that_change_nothing_checkable_are_a_round_without_questions(intake: Intake) -> None:
    household = under_review(intake, 1)
    intake.decide(household, decision="return", papers=["consent_copy"])
    answer = intake.post(f"/v1/households/{household}/resubmission", application(1), "portal")
    assert answer.json()["status"] == "under_verification"
    assert intake.get(f"/v1/households/{household}/timeline").json()["items"][-1]["why"] == {"round": 2, "items": []}
    intake.hear(household, report(round_=1))
    assert intake.status(household) == "under_verification"
    intake.hear(household, report(round_=2))
    assert intake.status(household) == "under_review"


def test_a_decision_against_the_proposal_needs_a_reason_and_a_rejection_a_clause(intake: Intake) -> None:
    household = under_review(intake, 1)
    against = intake.decide(household, decision="approve", category="3")
    assert (against.status_code, against.json()["code"]) == (422, "reason_required")
    assert intake.decide(household, decision="reject", reason="x").json()["code"] == "clause_required"
    rejected = intake.decide(household, decision="reject", clause="三(一)", reason="财产明显超限")
    assert rejected.json()["status"] == "under_second_review"
    assert intake.sign(household).json()["status"] == "rejected"


@pytest.mark.parametrize(
    "body",
    [
        {"decision": "return", "papers": ["income_certificate"], "clause": "三(一)"},
        {"decision": "approve", "clause": "三(一)"},
        {"decision": "reject", "clause": "三(一)", "reason": "不符", "papers": ["x"]},
    ],
)
def test_what_a_decision_has_no_place_for_is_refused(intake: Intake, body: dict[str, Any]) -> None:
    household = under_review(intake, 1)
    answer = intake.decide(household, **body)
    assert (answer.status_code, [error["code"] for error in answer.json()["errors"]]) == (422, ["decision.field"])
    assert intake.get(f"/v1/households/{household}").json()["status"] == "under_review"


def test_an_undetermined_proposal_says_what_is_missing(intake: Intake) -> None:
    household = under_review(intake, 1, household_income=None)
    proposal = intake.get(f"/v1/households/{household}").json()["proposal"]
    missing = ["causes", "household_income", "of_the_event_kind_laid_off", "of_the_kind_laid_off"]
    assert (proposal["category"], proposal["missing"]) == ("undetermined", missing)
    assert intake.decide(household, decision="approve").json()["code"] == "category_required"


def test_the_decision_rests_on_the_parameters_of_its_own_day(intake: Intake) -> None:
    household = under_review(intake, 1)
    before = intake.get(f"/v1/households/{household}").json()["proposal"]["parameters_version"]
    lower = {"name": "dibao_line", "regions": ["440507"], "from": "2026-11-02", "value": "100.00", "source": "调整"}
    assert intake.set_parameter(lower).status_code < 300

    refused = intake.decide(household, decision="approve", category="1")
    assert (refused.json()["code"], refused.json()["params"]) == ("reason_required", {"proposal": "none"})
    approved = intake.decide(household, decision="approve", category="1", reason="长期困难")
    assert approved.status_code == 200
    assert intake.sign(household).status_code == 200
    assert intake.story(household)[1:6] == [
        "CategoryProposed",
        "CategoryProposed",
        "DecisionProposed",
        "ApplicationApproved",
        "NoticePosted",
    ]
    proposal = intake.get(f"/v1/households/{household}").json()["proposal"]
    in_force = intake.get("/v1/parameters?region=440507").json()["version"]
    assert (proposal["category"], proposal["parameters_version"]) == ("none", in_force)
    assert in_force != before


def test_a_household_may_withdraw_and_its_late_report_changes_nothing(intake: Intake) -> None:
    household = intake.submitted(application(1))
    answer = intake.post(f"/v1/households/{household}/withdrawal", {"reason": "已就业"}, "portal")
    assert answer.json()["status"] == "withdrawn"
    intake.hear(household, report())
    assert (intake.status(household), intake.parked()) == ("withdrawn", [])
    again = application(1, previous_household=household)
    assert intake.status(intake.submitted(again)) == "under_verification"


def test_a_report_about_nobody_is_parked(intake: Intake) -> None:
    intake.service.vault.create("nobody")
    assert intake.handle(intake.said("nobody", report())) == 1
    assert [type_ for type_, _ in intake.parked()] == ["jiekun.verification.ReportCompleted.v1"]


def test_personal_data_are_masked_and_each_unmasking_leaves_an_access_event(intake: Intake) -> None:
    household = intake.submitted(application(1))
    shown = intake.get(f"/v1/households/{household}")
    assert shown.json()["members"][0]["name"] == "陈**"
    for secret in (id_number(1), "陈测试", "19900000000", "虚构路"):
        assert secret not in shown.text

    path = f"/v1/households/{household}/unmask"
    assert intake.post(path, {"reason": "电话回访"}, "reviewer").status_code == 403
    headers = intake.headers("unmask")
    opened = intake.door.post(path, json={"reason": "电话回访"}, headers=headers)
    assert opened.json()["details"]["members"][0]["id_number"] == id_number(1)
    again = intake.door.post(path, json={"reason": "电话回访"}, headers=headers)
    assert again.json()["details"] == opened.json()["details"]
    assert intake.story(household).count("PersonalDataShown") == 2
    with intake.service.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM idempotency").fetchone() == (1,)  # the application alone


def test_what_papers_lack_is_told_by_name_and_what_was_said_is_shown_to_who_may(intake: Intake) -> None:
    owned = {"houses": [], "housing_fund_base": "2500.00"}
    sent = application(1, owned=owned, housing={"kind": "rented"}, opinions={"union": "同意上报"})
    sent["members"][0] |= {"nation": "08", "yearly_income": "7200.00"}
    sent["declared"]["other_income_yearly"] = "1000.00"
    household = intake.submitted(sent)
    shown = intake.get(f"/v1/households/{household}")
    missing = shown.json()["missing_for_papers"]
    assert {"housing.area_band", "owned.vehicles", "members.0.marital_status"} <= set(missing)
    assert {"housing.kind", "owned.houses", "members.0.nation", "opinions.union"} & set(missing) == set()
    assert "同意上报" not in shown.text
    path = f"/v1/households/{household}/unmask"
    kept = intake.door.post(path, json={"reason": "填表"}, headers=intake.headers("unmask")).json()["details"]
    assert kept["members"][0]["yearly_income"] == "7200.00"
    assert kept["declared"]["other_income_yearly"] == "1000.00"
    assert (kept["owned"]["housing_fund_base"], kept["owned"]["vehicles"]) == ("2500.00", None)


def test_a_person_is_found_by_token_within_the_callers_scope(intake: Intake) -> None:
    household = intake.submitted(application(1, 2))
    found = intake.post("/v1/search", {"id_number": id_number(2)})
    assert [item["household"] for item in found.json()["items"]] == [household]
    assert intake.post("/v1/search", {"id_number": id_number(2)}, org_path="44/4405/440511").json() == {"items": []}
    assert intake.post("/v1/search", {"id_number": "1"}).json()["errors"][0]["code"] == "id_number.length"


def test_the_work_list_has_pages_and_statuses(intake: Intake) -> None:
    households = [intake.submitted(application(sequence)) for sequence in (1, 3, 5)]
    intake.hear(households[1], report())
    first = intake.get("/v1/households?limit=2").json()
    second = intake.get(f"/v1/households?limit=2&cursor={first['next']}").json()
    assert [item["household"] for item in (*first["items"], *second["items"])] == sorted(households)
    reviewed = intake.get("/v1/households?status=under_review").json()["items"]
    assert [(item["household"], item["proposal"]) for item in reviewed] == [(households[1], "1")]
    assert all(item["org_path"].startswith(COUNTY) for item in first["items"])


def test_nobody_deciding_is_remembered_once(intake: Intake) -> None:
    household = under_review(intake, 1)
    intake.move_to(datetime(2026, 11, 10, 9, 1, tzinfo=CHINA_STANDARD_TIME))
    assert intake.story(household)[-1] == "ReviewOverdue"
    assert intake.get(f"/v1/households/{household}").json()["flags"] == ["review_overdue"]
