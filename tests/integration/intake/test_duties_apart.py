"""FAULTS A2 over the wire: the same subject does not bring a household in and decide on it, nor sign twice."""

from datetime import datetime
from typing import Any

from chassis.rebuild import drift
from kernel.calendar import CHINA_STANDARD_TIME
from services.intake.projections import TABLES, project
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import UNION, Intake

AFTER_THE_NOTICE = datetime(2026, 11, 10, 9, 1, tzinfo=CHINA_STANDARD_TIME)


def waiting(intake: Intake, **changes: Any) -> str:
    """Approved against the proposal by one reviewer."""
    household = intake.submitted(application(1))
    intake.hear(household, report(**changes))
    decided = intake.decide(household, decision="approve", category="3", reason="长期困难")
    assert decided.json()["status"] == "under_second_review", decided.text
    return household


def listed(intake: Intake, role: str = "reviewer") -> list[dict[str, Any]]:
    return list(intake.get("/v1/second-signatures", role).json()["items"])


def test_who_applied_does_not_decide_with_whatever_roles(intake: Intake) -> None:
    """FAULTS A2."""
    headers = intake.headers("reviewer", "portal", org_path=UNION)
    household = intake.door.post("/v1/applications", json=application(1), headers=headers).json()["household"]
    intake.hear(household, report())
    for body in (
        {"decision": "approve"},
        {"decision": "reject", "clause": "三(一)", "reason": "x"},
        {"decision": "return", "papers": ["income"]},
    ):
        refused = intake.decide(household, **body)
        assert (refused.status_code, refused.json()["code"]) == (403, "decided_by_who_applied")
    assert intake.status(household) == "under_review"


def test_a_decision_against_the_proposal_takes_two_people(intake: Intake) -> None:
    """FAULTS A2."""
    household = waiting(intake)
    shown = intake.get(f"/v1/households/{household}").json()["second_signature"]
    assert shown == {
        "act": "approve",
        "category": "3",
        "clause": None,
        "grounds": ["against_proposal"],
        "by": "person-reviewer",
        "reason": "长期困难",
    }
    assert intake.get(f"/v1/households/{household}", "portal").json()["second_signature"] is None
    for name in ("person-reviewer", "Person-Reviewer"):
        same = intake.sign(household, by=name)
        assert (same.status_code, same.json()["code"]) == (403, "signed_by_the_same_person")
    for name in ("person-portal", "PERSON-PORTAL"):
        assert intake.sign(household, by=name).json()["code"] == "decided_by_who_applied"
    assert intake.sign(household).json()["status"] == "on_notice"
    assert intake.story(household)[-3:] == ["DecisionProposed", "ApplicationApproved", "NoticePosted"]


def test_an_incomplete_report_takes_two_people(intake: Intake) -> None:
    """FAULTS A2."""
    household = intake.submitted(application(1))
    intake.hear(household, report(complete=False, silent=("student",)))
    assert intake.decide(household, decision="approve").json()["status"] == "under_second_review"
    assert intake.sign(household).json()["status"] == "on_notice"


def test_a_declined_signature_leaves_the_household_under_review(intake: Intake) -> None:
    household = waiting(intake)
    assert intake.sign(household, signature="declined").json()["code"] == "declining_reason_required"
    assert intake.sign(household, signature="declined", reason="依据不足").json()["status"] == "under_review"
    (item,) = intake.get("/v1/households?status=under_review", "reviewer").json()["items"]
    assert (item["household"], item["status"]) == (household, "under_review")  # the work list says what the file says
    assert intake.get("/v1/households?status=under_second_review", "reviewer").json()["items"] == []
    assert intake.decide(household, decision="approve").json()["status"] == "on_notice"


def test_what_turned_meanwhile_is_decided_on_anew(intake: Intake) -> None:
    household = waiting(intake)
    lower = {"name": "dibao_line", "regions": ["440507"], "from": "2026-11-02", "value": "100.00", "source": "调整"}
    intake.set_parameter(lower)
    assert intake.sign(household).json()["status"] == "under_review"
    assert listed(intake, "reviewer") == []


def test_a_closing_on_ones_own_word_takes_two_people(intake: Intake) -> None:
    """FAULTS A2."""
    household = opened(intake)
    body = {"reason": "not_eligible", "text": "复核不符合条件"}
    path = f"/v1/households/{household}/closing"
    assert intake.post(path, body, "reviewer").json()["status"] == "open"
    assert intake.post(path, body, "reviewer").json()["code"] == "closing_waits"
    assert intake.sign(household, "closing", by="person-reviewer").json()["code"] == "signed_by_the_same_person"
    declined = intake.sign(household, "closing", signature="declined", reason="理由不足")
    assert declined.json()["status"] == "open"
    intake.post(path, body, "reviewer")
    assert intake.sign(household, "closing").json()["status"] == "closed"
    assert intake.claims() == {}


def test_what_waits_is_on_a_list_for_others_than_who_signed_first_and_is_made_anew_from_the_events(
    intake: Intake,
) -> None:
    household = waiting(intake)
    assert listed(intake) == []
    (item,) = intake.get("/v1/second-signatures", "reviewer", "44/4405", "another").json()["items"]
    assert (item["household"], item["act"], item["grounds"], item["signed_by"]) == (
        household,
        "approve",
        ["against_proposal"],
        "person-reviewer",
    )
    codec = intake.service.store.codec
    with intake.service.store.reading() as connection:
        assert drift(connection, codec, project, TABLES) == {}
    intake.post(f"/v1/households/{household}/withdrawal", {"reason": "已就业"}, "portal")
    with intake.service.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM second_signatures").fetchone() == (0,)
        assert drift(connection, codec, project, TABLES) == {}


def opened(intake: Intake) -> str:
    household = intake.submitted(application(1))
    intake.hear(household, report())
    assert intake.decide(household, decision="approve").json()["status"] == "on_notice"
    intake.move_to(AFTER_THE_NOTICE)
    assert intake.status(household) == "open"
    return household
