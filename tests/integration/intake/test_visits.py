"""走访: recorded by one, confirmed by the other, shown beside the proposal, and asked for where a place asks."""

from typing import Any

from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_attachments import attach
from tests.unit.intake.papers.samples import png

ALONG = "wang.along"
FOUND = {"lives_there": True, "people_living_there": 4}


def reviewed(intake: Intake) -> str:
    household = intake.submitted(application(1, 2))
    intake.hear(household, report())
    return household


def record(intake: Intake, household: str, **changes: Any) -> Any:
    body = {"method": "neighbours", "on": "2026-11-02", "companion": ALONG, "found": FOUND, **changes}
    return intake.post(f"/v1/households/{household}/visits", body)


def recorded(intake: Intake, household: str, **changes: Any) -> str:
    answer = record(intake, household, **changes)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["visit"])


def sign(intake: Intake, household: str, visit: str, by: str = ALONG, **body: Any) -> Any:
    path = f"/v1/households/{household}"
    headers = intake.headers("case_worker", subject=by, **{"If-Match": intake.get(path).headers["ETag"]})
    sent = {"decision": "confirm", **body}
    return intake.door.post(f"{path}/visits/{visit}/confirmation", json=sent, headers=headers)


def shown(intake: Intake, household: str) -> list[dict[str, Any]]:
    return list(intake.get(f"/v1/households/{household}").json()["visits"])


def tasks(intake: Intake) -> list[dict[str, Any]]:
    return list(intake.get("/v1/tasks?kind=visit_to_confirm", role="case_worker").json()["items"])


def test_two_people_sign_what_they_saw_and_what_it_contradicts_takes_two_reviewers(intake: Intake) -> None:
    household = reviewed(intake)
    photo = attach(intake, household, png(), **{"kind": "visit_photo", "for": "visit"}).json()["attachment"]
    visit = recorded(intake, household, papers=[photo], words="邻居说常住四人")
    (task,) = tasks(intake)
    assert (task["about"], task["assignee"], task["not_by"]) == (visit, ALONG, "person-case_worker")
    (waiting,) = shown(intake, household)
    assert (waiting["status"], waiting["by"], waiting["companion"]) == ("waiting", "person-case_worker", ALONG)
    assert (waiting["provenance"], waiting["method"], waiting["on"]) == ("visited", "neighbours", "2026-11-02")
    assert waiting["papers"] == [photo]
    assert waiting["found"] == [
        {"fact": "lives_there", "found": True, "declared": True, "agrees": True, "grade": "direct"},
        {"fact": "people_living_there", "found": 4, "declared": 2, "agrees": False, "grade": "direct"},
    ]
    assert intake.get(f"/v1/households/{household}").json()["warnings"] == []  # nobody has confirmed it

    before = intake.get(f"/v1/households/{household}").json()["proposal"]
    assert sign(intake, household, visit, by="person-case_worker").json()["code"] == "visit_confirmed_by_who_went_along"
    assert sign(intake, household, visit).status_code == 200
    told = intake.get(f"/v1/households/{household}").json()
    assert (told["visits"][0]["status"], told["proposal"], tasks(intake)) == ("confirmed", before, [])
    (warning,) = told["warnings"]
    assert (warning["code"], "共同居住人数" in warning["texts"]["zh"]) == ("visit_contradicts", True)
    assert sign(intake, household, visit).json()["code"] == "no_visit_waits"

    assert intake.decide(household, decision="approve").json()["status"] == "under_second_review"
    assert intake.get(f"/v1/households/{household}").json()["second_signature"]["grounds"] == ["visit_contradicts"]
    assert intake.sign(household).json()["status"] == "on_notice"
    assert intake.drifted() == {}


def test_what_was_seen_lies_sealed_and_is_read_for_a_reason(intake: Intake) -> None:
    household = reviewed(intake)
    visit = recorded(intake, household, words="邻居说常住四人")
    assert sign(intake, household, visit, decision="decline").json()["code"] == "declining_reason_required"
    assert sign(intake, household, visit, decision="decline", reason="记错门牌").status_code == 200
    plain = str(intake.rows("SELECT convert_from(body, 'UTF8') FROM events"))
    assert not any(text in plain for text in ("常住四人", "记错门牌", "people_living_there"))
    read = intake.post(f"/v1/households/{household}/writings?kind=visit", {"reason": "答复信访"}, "reviewer").json()
    written = [one["words"].get("words") or one["words"]["reason"] for one in read["items"]]
    assert written == ["记错门牌", "邻居说常住四人"]
    assert [one["status"] for one in shown(intake, household)] == ["declined"]
    assert "visits" in intake.get(f"/v1/households/{household}", role="portal").json()
    assert intake.get(f"/v1/households/{household}", role="portal").json()["visits"] == []
    story = [one["summary_zh"] for one in intake.get(f"/v1/households/{household}/timeline").json()["items"]]
    assert story[-2:] == ["邻里访问，待同行人确认", "走访所见未予确认，不作依据"]


def test_who_brought_the_application_in_is_neither_of_the_two(intake: Intake) -> None:
    household = reviewed(intake)
    assert record(intake, household, companion="person-portal").json()["code"] == "visited_by_who_applied"
    assert record(intake, household, companion="Person-Case_Worker").json()["code"] == "visited_by_one_person"
    assert record(intake, household, companion="system:intake").json()["code"] == "invalid_body"
    assert record(intake, household, found={}).json()["code"] == "visit_found_nothing"
    other = attach(intake, household, png()).json()["attachment"]  # for the application, not for a visit
    assert record(intake, household, papers=[other]).json()["code"] == "visit_paper"


def test_where_the_place_asks_for_a_visit_nobody_is_approved_before_one(intake: Intake) -> None:
    household = reviewed(intake)
    given = {"regions": ["440507"], "from": "2026-11-01", "value": "required", "source": "市总工会核查规定"}
    assert intake.set_parameter({"name": "visit_before_approving", **given}).status_code == 200
    refused = intake.decide(household, decision="approve")
    assert (refused.status_code, refused.json()["code"]) == (409, "visit_required")
    visit = recorded(intake, household, found={"lives_there": True})
    assert intake.decide(household, decision="approve").json()["code"] == "visit_required"
    assert sign(intake, household, visit).status_code == 200
    assert intake.decide(household, decision="approve").json()["status"] == "on_notice"
