"""办理情况: the portal that applied reads where its household stands; of what agencies told it reads nothing."""

from datetime import datetime

from kernel.calendar import CHINA_STANDARD_TIME
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import UNION, Intake


def test_a_portal_reads_what_is_asked_for_and_what_comes_next(intake: Intake) -> None:
    household = intake.submitted(application(1))
    path = f"/v1/applications/{household}/status"
    first = intake.get(path, "portal", UNION).json()
    assert (first["status"], first["text"]["zh"], first["papers"], first["conditions"]) == (
        "under_verification",
        "正在向各部门核对。",
        [],
        [],
    )
    assert first["consent"]["expired"] is False

    intake.hear(household, report(complete=False, silent=("tax",), household_income=900_000))
    assert first["reason"] is None
    intake.decide(household, decision="return", papers=["income_certificate"], reason="收入证明缺公章")
    returned = intake.get(path, "portal", UNION).json()
    assert (returned["status"], returned["papers"], returned["unanswered"]) == (
        "returned",
        ["income_certificate"],
        ["tax"],
    )
    assert returned["reason"] == "收入证明缺公章"
    (nearest,) = {condition["clause"] for condition in returned["conditions"]}
    assert nearest, "of one category, not of every other"
    assert {condition["state"] for condition in returned["conditions"]} == {"not_met"}
    assert all(condition["clause"] and condition["text"] for condition in returned["conditions"])
    assert "9000" not in str(returned), "no fact"

    intake.post(f"/v1/households/{household}/resubmission", application(1), "portal", UNION)
    intake.hear(household, report(2))
    intake.decide(household, decision="approve")
    noticed = intake.get(path, "portal", UNION).json()
    assert (noticed["status"], noticed["until"], noticed["reason"]) == ("on_notice", "2026-11-09", None)


def test_who_reads_conditions_is_on_record_and_another_organisation_reads_nothing(intake: Intake) -> None:
    household = intake.submitted(application(1))
    path = f"/v1/applications/{household}/status"
    intake.get(path, "portal", UNION)
    accesses = f"/v1/households/{household}/accesses"
    assert intake.get(accesses, "auditor").json()["items"] == []
    intake.hear(household, report())
    intake.get(path, "portal", UNION)
    assert [look["what"] for look in intake.get(accesses, "auditor").json()["items"]] == ["status"]
    assert intake.get(path, "portal", "41").status_code == 404
    assert intake.get(path, "portal", UNION, "another-portal").status_code == 404, "it tells what the explanation does"
    assert intake.get(path, "case_worker", UNION).status_code == 200


def test_a_consent_that_ran_out_is_told(intake: Intake) -> None:
    household = intake.submitted(application(1))
    intake.set_clock(datetime(2030, 1, 1, 10, tzinfo=CHINA_STANDARD_TIME))
    assert intake.get(f"/v1/applications/{household}/status", "portal", UNION).json()["consent"]["expired"] is True


def test_a_portal_reads_why_its_own_application_stands_so_without_what_agencies_told(intake: Intake) -> None:
    household = intake.submitted(application(1))
    intake.hear(household, report(household_income=900_000))
    path = f"/v1/households/{household}/explanation"
    whole, own = intake.get(path).json(), intake.get(path, "portal", UNION)
    assert (own.status_code, own.json()["explanation"], own.json()["proposal"]) == (200, None, whole["proposal"])
    assert "9000" in str(whole["chinese"])
    assert len(own.json()["chinese"]) > 1
    assert "9000" not in own.text
    assert "现有情况" not in own.text
    assert intake.get(path, "portal", UNION, "another-portal").status_code == 404
    looks = intake.get(f"/v1/households/{household}/accesses", "auditor").json()["items"]
    assert [(look["who"], look["what"]) for look in looks] == [
        ("person-portal", "explanation"),
        ("person-reviewer", "explanation"),
    ]


def test_whoever_objected_reads_the_answer_and_nobody_else_does(intake: Intake) -> None:
    household = intake.submitted(application(1))
    intake.hear(household, report())
    intake.decide(household, decision="approve")
    path = f"/v1/households/{household}"
    intake.post(f"{path}/objection", {"text": "少报一人"}, "portal", UNION)
    intake.answer_objection(household, text="经核实人口属实")
    (own,) = intake.get(f"{path}/objections", "portal", UNION).json()["items"]
    assert (own["text"], own["answer"], own["outcome"]) == ("少报一人", "经核实人口属实", "dismissed")
    for role in ("reviewer", "auditor", "case_worker"):
        (other,) = intake.get(f"{path}/objections", role).json()["items"]
        assert (other["text"], other["answer"], other["outcome"]) == (None, None, "dismissed")
    looks = intake.get(f"{path}/accesses", "auditor").json()["items"]
    assert ("person-portal", "objection") in [(look["who"], look["what"]) for look in looks]


def test_a_portal_acts_for_the_applications_that_it_brought_in_and_for_no_other(intake: Intake) -> None:
    household = intake.submitted(application(1))
    path = f"/v1/households/{household}"
    phone = {"kind": "phone", "on": "2026-11-02", "reason": "换号", "phone": "19900000009"}
    acts: list[tuple[str, dict[str, object], int]] = [
        (f"{path}/resubmission", application(1), 409),
        (f"{path}/changes", phone, 409),
        (f"{path}/withdrawal", {"reason": "撤回"}, 200),
    ]
    for at, body, own in acts:
        another = intake.post(at, body, "portal", UNION, subject="another-portal")
        assert (another.status_code, another.json()["code"]) == (404, "not_found"), at
        assert intake.post(at, body, "portal", UNION).status_code == own, at
    assert intake.get(f"{path}/attachments", "portal", UNION, "another-portal").status_code == 404
    assert intake.get(f"{path}/attachments", "portal", UNION).status_code == 200
