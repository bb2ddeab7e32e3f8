"""From the portal's application to the open file and its closing, on a real PostgreSQL."""

from datetime import datetime

from contracts.assistance import ExitProposed, ExitWithdrawn
from kernel.calendar import CHINA_STANDARD_TIME
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import Intake


def test_a_household_walks_from_application_to_open_file_and_out_again(intake: Intake) -> None:
    household = intake.submitted(application())
    assert intake.status(household) == "under_verification"

    intake.hear(household, report())
    shown = intake.get(f"/v1/households/{household}").json()
    assert (shown["status"], shown["proposal"]["category"]) == ("under_review", "1")

    approved = intake.decide(household, decision="approve")
    assert (approved.status_code, approved.json()["status"]) == (200, "on_notice")

    intake.move_to(datetime(2026, 11, 9, 8, tzinfo=CHINA_STANDARD_TIME))
    assert intake.status(household) == "on_notice"
    intake.move_to(datetime(2026, 11, 10, 9, 1, tzinfo=CHINA_STANDARD_TIME))
    assert intake.status(household) == "open"
    assert set(intake.claims().values()) == {household}

    path = f"/v1/households/{household}"
    numbered = intake.post(f"{path}/file-number", {"number": "GX-2026-1", "recorded_on": "2026-11-10"})
    assert numbered.status_code == 200, numbered.text

    intake.hear(household, ExitProposed(rule="exit", months=("2026-05",), proof=()))
    assert intake.get(path).json()["flags"] == ["notice_not_shown", "exit_proposed"]
    intake.hear(household, ExitWithdrawn(rule="exit", month="2026-05"))
    assert intake.get(path).json()["flags"] == ["notice_not_shown"]
    refused = intake.post(f"{path}/closing", {"reason": "exit"}, "reviewer")
    assert refused.json()["code"] == "closing_reason_required", refused.text
    intake.hear(household, ExitProposed(rule="exit", months=("2026-05",), proof=()))
    closed = intake.post(f"{path}/closing", {"reason": "exit"}, "reviewer")
    assert closed.json()["status"] == "closed", closed.text
    assert intake.claims() == {}
    assert intake.parked() == []
    assert intake.story(household) == [
        "ApplicationSubmitted",
        "CategoryProposed",
        "ApplicationApproved",
        "NoticePosted",
        "FileOpened",
        "FileNumberRecorded",
        "ExitNoted",
        "ExitNoteWithdrawn",
        "ExitNoted",
        "FileClosed",
    ]
    told = intake.get(f"{path}/timeline").json()["items"]
    assert [item["actor"] for item in told][:3] == ["person-portal", "system:intake", "person-reviewer"]
