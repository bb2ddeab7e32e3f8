"""认定: what no agency answers, a reviewer finds; the household is judged again with it, now and in later rounds."""

import json
from typing import Any

from kernel.causes import Cause
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_changes import changed, holds, keep, opened
from tests.integration.intake.test_one_open_file_per_person import member_tokens
from tests.integration.intake.test_the_five_documents import OF_BAISHA, RICH, with_all_parameters
from tests.integration.intake.test_work_list import tasks
from tests.support.places import BAISHA

SCHOOLING: dict[str, Any] = {
    "household_income": 210_000,
    "relief_total": 0,
    "hardship_expenditure_total": 10_000,
    "cause_child_schooling": True,
    "cause_laid_off": False,
}
"""Two people just above the line of 1,000 yuan, in what they have to live on as well."""

HARD = {"difficulty_found": True, "reason": "入户走访：负债上学"}


def find(intake: Intake, household: str, body: dict[str, Any], role: str = "reviewer", **more: str) -> Any:
    seen = intake.get(f"/v1/households/{household}").headers["ETag"]
    return intake.post(f"/v1/households/{household}/finding", body, role, **{"If-Match": seen, **more})


def proposal(intake: Intake, household: str) -> dict[str, Any]:
    return dict(intake.get(f"/v1/households/{household}").json()["proposal"])


def plain(intake: Intake, household: str, event: str) -> str:
    """What the store shows of the event's data to who has no key."""
    with intake.service.store.reading() as connection:
        rows = connection.execute(
            "SELECT convert_from(body, 'UTF8') FROM events WHERE subject = %s AND type LIKE %s",
            (household, f"%.{event}.%"),
        ).fetchall()
    ((body,),) = rows
    return str(json.loads(body)["data"])


def under_review(intake: Intake) -> str:
    household = intake.submitted(application(1, 2))
    intake.hear(household, report(**SCHOOLING))
    return household


def test_a_difficulty_that_a_reviewer_found_makes_a_category_of_a_refusal(intake: Intake) -> None:
    household = under_review(intake)
    assert proposal(intake, household)["category"] == "none"
    assert find(intake, household, HARD).json()["status"] == "under_review"
    found = proposal(intake, household)
    assert (found["category"], found["provenance"]["difficulty_found"]) == ("2", "visited")
    assert intake.story(household)[-2:] == ["FindingMade", "CategoryProposed"]
    assert "difficulty" not in plain(intake, household, "FindingMade")
    story = intake.get(f"/v1/households/{household}/timeline").json()["items"]
    assert "入户" not in str(story)
    assert "审核人作出认定" in str(story)
    # What is found may be taken back.
    assert find(intake, household, {"difficulty_found": False, "reason": "误认"}).status_code == 200
    assert proposal(intake, household)["category"] == "none"


def test_a_finding_stands_beside_the_report_of_the_next_round(intake: Intake) -> None:
    household = under_review(intake)
    find(intake, household, HARD)
    assert intake.decide(household, decision="approve").json()["status"] == "under_second_review"
    assert intake.sign(household).json()["status"] == "on_notice"
    assert intake.post(f"/v1/households/{household}/objection", {"text": "收入不符"}).status_code == 200
    intake.hear(household, report(2, **{**SCHOOLING, "household_income": 220_000}))
    again = proposal(intake, household)
    assert (again["category"], again["provenance"]["difficulty_found"]) == ("2", "visited")


def test_a_finding_is_a_reviewers_with_a_reason_and_of_what_they_have_seen(intake: Intake) -> None:
    household = under_review(intake)
    assert find(intake, household, HARD, "case_worker").status_code == 403
    assert find(intake, household, {"difficulty_found": True}).json()["code"] == "invalid_body"
    assert find(intake, household, {"reason": "入户走访"}).json()["code"] == "finding_required"
    assert find(intake, household, HARD, **{"If-Match": '"1"'}).json()["code"] == "stale_version"
    assert intake.post(f"/v1/households/{household}/finding", HARD, "reviewer").status_code == 428
    assert intake.story(household)[-1] == "CategoryProposed"


def test_in_baisha_whether_an_accident_was_major_is_a_reviewers_to_find(intake: Intake) -> None:
    with_all_parameters(intake)
    answer = intake.post(
        "/v1/applications", application(1, region=BAISHA.region, org_path=BAISHA.union), "portal", BAISHA.union
    )
    household = str(answer.json()["household"])
    struck = {"household_income": 200_000, "hardship_expenditure_total": 190_000, "cause_accident": True}
    intake.hear(household, report(**{**RICH, **OF_BAISHA, **struck}))
    path = f"/v1/households/{household}"

    def now() -> tuple[str, list[str]]:
        shown = intake.get(path, org_path=BAISHA.county).json()["proposal"]
        return shown["category"], shown["missing"]

    assert now() == ("undetermined", ["event_major"])
    seen = intake.get(path, org_path=BAISHA.county).headers["ETag"]
    body = {"event_major": True, "reason": "交警认定书"}
    intake.post(f"{path}/finding", body, "reviewer", BAISHA.county, **{"If-Match": seen})
    assert now() == ("2", [])


def test_whether_a_cause_is_of_the_kind_that_the_text_lists_is_a_reviewers_to_find(intake: Intake) -> None:
    """LAW_FAULTS F3: no list of shantou names a lay-off; 其他特殊原因 may mean it."""
    household = intake.submitted(application(1, 2))
    laid_off = {f"cause_{cause}": cause is Cause.LAID_OFF for cause in Cause}
    intake.hear(household, report(**{**SCHOOLING, **laid_off, "hardship_expenditure_total": 20_000}))
    asked = proposal(intake, household)
    missing = ["of_the_event_kind_laid_off", "of_the_kind_laid_off"]
    assert (asked["category"], asked["missing"]) == ("undetermined", missing)
    told = "".join(intake.get(f"/v1/households/{household}/explanation").json()["chinese"])
    assert "审核人认定“下岗失业”属于所列同类原因（写明理由）" in told

    of_the_kind = {"causes_of_the_kind": {"laid_off": True}, "reason": "入户走访：夫妻同时下岗"}
    assert find(intake, household, of_the_kind).status_code == 200
    found = proposal(intake, household)
    assert (found["category"], found["provenance"]["of_the_kind_laid_off"]) == ("2", "visited")

    # What is like illness or schooling says nothing of what is like a blow of fate: the other list is asked by itself.
    assert find(intake, household, {"causes_of_the_kind": {"laid_off": False}, "reason": "复核"}).status_code == 200
    assert proposal(intake, household)["missing"] == ["of_the_event_kind_laid_off"]
    struck = {"causes_of_the_event_kind": {"laid_off": True}, "reason": "企业突然倒闭"}
    assert find(intake, household, struck).status_code == 200
    assert proposal(intake, household)["category"] == "3"
    none = {"causes_of_the_event_kind": {"laid_off": False}, "reason": "复核"}
    assert find(intake, household, none).status_code == 200
    assert proposal(intake, household)["category"] == "none"
    assert (
        find(intake, household, {"causes_of_the_kind": {"flu": True}, "reason": "x"}).json()["code"] == "invalid_body"
    )


def test_in_a_recheck_a_reviewer_finds_too_and_keeps_the_file_with_another(intake: Intake) -> None:
    household = opened(intake)
    assert find(intake, household, HARD).json()["code"] == "not_under_review"
    _, spouse = member_tokens(intake, household)
    changed(intake, household, "income", person=spouse, monthly_income="1500.00")
    assert find(intake, household, HARD).json()["code"] == "not_under_review", "its report is to come"
    intake.hear(household, report(round_=2, **SCHOOLING))
    assert proposal(intake, household)["category"] == "none"
    (before,) = tasks(intake, asked="?kind=recheck")
    assert find(intake, household, HARD).json()["status"] == "open"
    assert proposal(intake, household)["category"] == "2"
    assert intake.story(household)[-2:] == ["FindingMade", "CategoryProposed"]
    assert tasks(intake, asked="?kind=recheck") == [before], "the reviewer's days run on"
    assert keep(intake, household, by="person-reviewer").status_code == 200
    assert tasks(intake, asked="?kind=recheck_signature") != [], "it rests on the finder's own word"
    assert find(intake, household, {**HARD, "event_major": True}).json()["code"] == "keeping_waits"
    assert intake.sign(household, "recheck", by="signer").status_code == 200
    assert intake.story(household)[-1] == "FileKept"
    holds(intake)
