"""What a portal could learn of people whom others brought in, by a sheet, an application or a decision: as much as a
search tells, on record and within its limits."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.integration.intake.applications import application, id_number, member
from tests.integration.intake.conftest import UNION, Intake
from tests.integration.intake.test_changes import decide, proposed
from tests.integration.intake.test_near_duplicates import ELSEWHERE, found, near, sought
from tests.integration.intake.test_one_open_file_per_person import NOTICE_OVER, on_notice
from tests.integration.intake.test_rosters import events_stored, roster_of, upload
from tests.integration.intake.test_safety_stop import under_other_numbers
from tests.integration.intake.test_surveys import NEXT_YEAR, couple, of_their_own, opened
from tests.support.rosters import XLSX, good_row, sheet_of

LATER = {"授权签署日期": "2027-10-01", "授权有效期至": "2028-09-30"}
OTHERS = ("refused", None, ["row.of_another"])


def sent(
    intake: Intake, *rows: dict[str, Any], by: str = "another", role: str = "portal", org_path: str = UNION, **form: str
) -> Any:
    files = {"file": ("roster.xlsx", sheet_of(*rows), XLSX)}
    headers = intake.headers(role, org_path=org_path, subject=by)
    return intake.door.post("/v1/rosters", files=files, data=form, headers=headers)


def row_of(number: int, **changes: Any) -> dict[str, Any]:
    """A person alone, of this number."""
    own = {"本人身份证号": id_number(number)}
    return good_row(**own, **of_their_own(own), 所属工会=UNION, **changes)


def results(answer: Any) -> list[tuple[str, str | None, list[str]]]:
    """(status, household, codes) of each row."""
    assert answer.status_code == 200, answer.text
    rows = answer.json()["results"]
    return [(row["status"], row.get("household"), [error["code"] for error in row["errors"]]) for row in rows]


def searches(intake: Intake, actor: str) -> list[str]:
    items = intake.get(f"/v1/accesses?actor={actor}", "auditor", "44").json()["items"]
    return [item["person"] for item in items if item["what"] == "search"]


def test_a_portals_sheet_neither_corrects_nor_names_what_another_brought_in(intake: Intake) -> None:
    """Under way or open: told alike, and a case worker may all the same."""
    (file,) = opened(intake, couple())
    waits = intake.submitted(application(70))
    before = events_stored(intake)
    rows = (couple(联系电话="19900000001"), row_of(70))
    assert results(sent(intake, *rows)) == [OTHERS, OTHERS]
    assert events_stored(intake) == before + 2 + 2 + 1, "two searches, two refused rows, the import"
    assert len(searches(intake, "another")) == 2
    told = sent(intake, *rows, by="clerk", role="case_worker")
    assert [(status, household) for status, household, _ in results(told)] == [("changed", file), ("corrected", waits)]
    assert searches(intake, "clerk") == []


def test_a_file_elsewhere_and_two_files_of_others_are_told_alike(intake: Intake) -> None:
    opened(intake, couple(), row_of(70))
    there = couple(所属工会="44/4405/440511/jinping-yinwu", 所在区县代码="440511", 联系电话="19900000001")
    both = couple(**{"成员1身份证号": id_number(70), "联系电话": "19900000002"})
    assert results(sent(intake, there, org_path="44/4405")) == [OTHERS]
    assert results(sent(intake, both)) == [OTHERS]


def test_a_portal_corrects_by_sheet_what_it_brought_in_itself_and_the_same_row_changes_nothing(intake: Intake) -> None:
    (taken,) = results(sent(intake, couple(), by="own"))
    assert results(sent(intake, couple(联系电话="19900000001"), by="OWN")) == [("corrected", taken[1], [])]
    assert results(sent(intake, couple())) == [("unchanged", taken[1], [])], "who has the very row knows all of it"
    assert searches(intake, "own") == searches(intake, "another") == []


def test_two_rows_of_one_of_anothers_people_are_both_refused(intake: Intake) -> None:
    opened(intake, couple())
    row = couple(联系电话="19900000001")
    assert results(sent(intake, row, row)) == [OTHERS, OTHERS]
    assert len(searches(intake, "another")) == 1


def test_who_may_search_no_more_is_told_nothing_by_a_sheet_and_nothing_of_it_is_taken(
    make_intake: Callable[..., Intake],
) -> None:
    sparing = make_intake(searches_an_hour_max=2, searches_a_day_max=9)
    numbers = (70, 71, 72)
    for number in numbers:
        sparing.submitted(application(number))
    before = events_stored(sparing)
    refused = sent(sparing, row_of(80), *map(row_of, numbers))
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_searches")
    assert len(searches(sparing, "another")) == 2, "what it asked for is spent"
    assert events_stored(sparing) == before + 2
    stranger = sent(sparing, row_of(80))
    assert stranger.json()["code"] == "too_many_searches", "the same of whoever it is: the refusal is no answer"


def test_an_application_is_refused_whoever_it_is_for_when_no_search_is_left(make_intake: Callable[..., Intake]) -> None:
    sparing = make_intake(searches_an_hour_max=1, searches_a_day_max=5)
    headers = sparing.headers("portal", org_path=UNION)
    taken = sparing.door.post("/v1/applications", json=application(1), headers=headers)
    assert sparing.post("/v1/applications", application(1), "portal", UNION).json()["code"] == "application_stands"
    assert sparing.post("/v1/applications", application(2), "portal", UNION).json()["code"] == "too_many_searches"
    again = sparing.door.post("/v1/applications", json=application(1), headers=headers)
    assert (again.status_code, again.json()) == (201, taken.json()), "what was answered is answered again"


def test_a_portals_complete_sheet_asks_after_its_own_files_alone(intake: Intake) -> None:
    (theirs,) = opened(intake, couple())
    intake.set_clock(NEXT_YEAR)
    portal = sent(intake, row_of(80, **LATER), complete="true")
    assert (portal.json()["taken"], portal.json()["gone"]) == (1, 0), portal.text
    clerk = sent(intake, row_of(81, **LATER), by="clerk", role="case_worker", complete="true")
    assert (clerk.json()["taken"], clerk.json()["gone"]) == (1, 1), clerk.text
    assert intake.rows("SELECT household FROM survey_rows WHERE outcome = 'gone'") == [(theirs,)]


def test_how_many_rows_stopped_a_sheet_is_for_reviewers_and_each_stop_is_a_search(
    intake: Intake, tmp_path: Path
) -> None:
    """Twenty rows alike and one more: the number alone would tell whether that one is a client of any union."""
    first = roster_of(40, tmp_path)
    new = upload(intake, first).json()["taken"]
    report = upload(intake, under_other_numbers(first)).json()
    assert (report["status"], report["new"]) == ("stopped", new)
    assert "likely" not in report
    (item,) = intake.get("/v1/roster-stops", org_path="44").json()["items"]
    assert item["likely"] == new
    (access,) = intake.get("/v1/accesses", "auditor", "44").json()["items"]
    assert (access["what"], access["actor"], access["found"]) == ("search", "person-portal", new)


def test_of_others_nothing_is_told_to_who_applied_whatever_else_they_may(intake: Intake) -> None:
    """Who applies does not decide: a reviewer who is a portal, too, could ask by applying."""
    intake.submitted(application(1))
    body = application(1, 2, org_path="44/4405/440507/longhu-wanju")
    both = intake.headers("portal", "reviewer", subject="two-hats")
    probe = intake.door.post("/v1/applications", json=body, headers=both).json()["household"]
    for path in (f"/v1/households/{probe}", "/v1/households"):
        own = intake.door.get(path, headers=intake.headers("reviewer", subject="Two-Hats"))
        assert own.status_code == 200
        assert "elsewhere" not in own.text
        assert "applicant_elsewhere" in intake.get(path).text


def test_near_duplicates_of_ones_own_applications_are_anothers_to_see(intake: Intake) -> None:
    intake.submitted(application(1))
    intake.post("/v1/applications", near(org_path=ELSEWHERE, region="440511"), "portal:two-hats", ELSEWHERE)
    sought(intake)
    assert len(found(intake)) == 1
    assert found(intake, subject="person-portal") == []


def test_who_is_told_that_somebody_is_in_another_file_has_searched(make_intake: Callable[..., Intake]) -> None:
    sparing = make_intake(searches_an_hour_max=1, searches_a_day_max=5)
    _, second = on_notice(sparing, 1, 2), on_notice(sparing, 3)
    sparing.move_to(NOTICE_OVER)
    change = proposed(sparing, second, "member_joined", member=member(2, "other"))
    assert decide(sparing, second, change).json()["code"] == "person_elsewhere"
    (access,) = [one for one in sparing.get("/v1/accesses", "auditor").json()["items"] if one["what"] == "search"]
    assert (access["found"], access["household"]) == (1, None)
    free = proposed(sparing, second, "member_joined", member=member(9, "other"))
    assert decide(sparing, second, free).json()["code"] == "too_many_searches", "whoever it is"
