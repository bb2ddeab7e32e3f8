"""待办: what is due first, for each role what is theirs, from hand to hand, and pages that skip and double nothing."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from chassis.rebuild import drift
from chassis.work_list import hands
from kernel.calendar import CHINA_STANDARD_TIME
from services.intake.projections import TABLES, project
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import UNION, Intake

AFTER_THE_NOTICE = datetime(2026, 11, 10, 9, 1, tzinfo=CHINA_STANDARD_TIME)


def reviewed(intake: Intake, *sequences: int) -> str:
    household = intake.submitted(application(*sequences))
    intake.hear(household, report())
    return household


def tasks(intake: Intake, role: str = "reviewer", asked: str = "", **by: Any) -> list[dict[str, Any]]:
    answer = intake.get(f"/v1/tasks{asked}", role, **by)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def kinds(intake: Intake, role: str = "reviewer", asked: str = "") -> list[tuple[str, str]]:
    return [(task["kind"], task["household"]) for task in tasks(intake, role, asked)]


def not_drifted(intake: Intake) -> bool:
    with intake.service.store.reading() as connection:
        return drift(connection, intake.service.store.codec, project, TABLES) == {}


def test_a_task_tells_who_until_when_and_why_by_a_masked_name(intake: Intake) -> None:
    household = reviewed(intake)
    (task,) = tasks(intake)
    assert {name: value for name, value in task.items() if name not in ("task", "since", "changed_at")} == {
        "kind": "review",
        "household": household,
        "name": "陈**",
        "about": household,
        "org_path": UNION,
        "due_on": "2026-11-09",
        "overdue": False,
        "reason": [],
        "not_by": None,
        "assignee": None,
    }
    assert intake.rows("SELECT * FROM tasks WHERE tasks::text LIKE '%%陈%%'") == []


def test_each_step_of_a_household_waits_for_whoever_does_it(intake: Intake) -> None:
    household = reviewed(intake, 1)
    assert kinds(intake) == [("review", household)]
    assert kinds(intake, "portal") == kinds(intake, "case_worker") == []
    assert intake.get("/v1/tasks", "finance").status_code == 403
    assert kinds(intake, "auditor") == [("review", household)]

    intake.decide(household, decision="return", papers=["income_certificate"])
    assert kinds(intake) == [("papers", household)]
    (papers,) = tasks(intake, "portal")
    assert (papers["kind"], papers["reason"], papers["due_on"]) == ("papers", ["income_certificate"], "2026-11-30")

    intake.post(f"/v1/households/{household}/resubmission", application(1), "portal", UNION)
    assert kinds(intake, "portal") == []
    intake.hear(household, report(2))
    intake.decide(household, decision="approve", category="3", reason="长期困难")
    (waiting,) = tasks(intake)
    assert (waiting["kind"], waiting["not_by"]) == ("second_signature", "person-reviewer")
    assert waiting["reason"] == ["against_proposal"]

    intake.sign(household, signature="declined", reason="材料不足")
    (again,) = tasks(intake)
    assert (again["kind"], again["reason"]) == ("review", ["signature_declined"])
    intake.decide(household, decision="approve", category="1", reason="困难")
    assert kinds(intake) == [("hang_sheet", household)]

    intake.move_to(AFTER_THE_NOTICE)
    path = f"/v1/households/{household}"
    assert kinds(intake, "case_worker") == [("file_number", household)]
    intake.post(f"{path}/file-number", {"number": "GX-2026-1", "recorded_on": "2026-11-10"})
    assert kinds(intake) == []
    intake.post(f"{path}/closing", {"reason": "not_eligible", "text": "迁出"}, "reviewer")
    assert kinds(intake) == [("closing_signature", household)]
    intake.sign(household, "closing")
    assert kinds(intake, "auditor") == []
    assert not_drifted(intake)


def test_what_is_overdue_comes_first_then_by_day(intake: Intake) -> None:
    returned = reviewed(intake, 1)
    intake.decide(returned, decision="return", papers=["income_certificate"])
    early = reviewed(intake, 2)
    intake.set_clock(datetime(2026, 11, 5, 10, tzinfo=CHINA_STANDARD_TIME))
    late = reviewed(intake, 3)
    intake.set_clock(datetime(2026, 11, 10, 10, tzinfo=CHINA_STANDARD_TIME))
    listed = tasks(intake, "auditor")
    assert [(task["household"], task["overdue"]) for task in listed] == [
        (early, True),
        (late, False),
        (returned, False),
    ]
    assert kinds(intake, asked="?overdue=true") == [("review", early)]
    assert kinds(intake, asked="?overdue=false") == [("review", late), ("papers", returned)]
    assert kinds(intake, "auditor", "?sort=since")[0] == ("papers", returned)
    assert kinds(intake, "auditor", "?changed_since=2026-11-05T00:00:00%2B08:00") == [("review", late)]
    assert kinds(intake, asked="?kind=papers") == [("papers", returned)]


def test_who_asks_for_what_changed_with_an_overlap_misses_nothing_that_was_stored_late(intake: Intake) -> None:
    """Decided at ten, asked at ten and half a minute, stored afterwards: docs/for-portal-developers.md."""
    decided_at = datetime(2026, 11, 5, 10, tzinfo=CHINA_STANDARD_TIME)
    asked_at = decided_at + timedelta(seconds=30)
    intake.set_clock(asked_at)
    assert kinds(intake, asked=_since(decided_at - timedelta(days=1))) == []
    intake.set_clock(decided_at)
    late = reviewed(intake, 1)
    assert kinds(intake, asked=_since(asked_at)) == []
    assert kinds(intake, asked=_since(asked_at - timedelta(minutes=2))) == [("review", late)]


def _since(moment: datetime) -> str:
    return f"?changed_since={quote(moment.isoformat())}"


def test_a_list_is_that_of_the_callers_own_organisation_and_below(intake: Intake) -> None:
    household = reviewed(intake)
    for org_path in ("44", "44/4405", "44/4405/440507", UNION):
        assert [task["household"] for task in tasks(intake, org_path=org_path)] == [household]
    assert tasks(intake, org_path="41") == []
    assert kinds(intake, asked=f"?org_path={UNION}") == [("review", household)]
    assert intake.get("/v1/tasks?org_path=44", "reviewer").status_code == 404
    assert intake.get("/v1/tasks?kind=nothing", "reviewer").json()["errors"][0]["pointer"] == "query:kind"


def test_the_first_who_takes_a_task_has_it(intake: Intake) -> None:
    household = reviewed(intake)
    (task,) = tasks(intake)
    path = f"/v1/tasks/{task['task']}/take"
    taken = intake.post(path, {}, "reviewer")
    assert taken.json() == {"task": task["task"], "kind": "review", "assignee": "person-reviewer"}
    assert intake.post(path, {}, "reviewer").status_code == 200
    second = intake.door.post(path, json={}, headers=intake.headers("reviewer", subject="li.wei"))
    assert (second.status_code, second.json()["code"]) == (409, "task_taken")
    assert kinds(intake, asked="?assignee=me") == kinds(intake, asked="?assignee=Person-Reviewer")
    assert kinds(intake, asked="?assignee=me") == [("review", household)]
    assert kinds(intake, asked="?assignee=none") == []
    assert intake.story(household).count("TaskTaken") == 1
    shown = intake.get(f"/v1/households/{household}").json()
    assert shown["version"] == 2, "who decides meets no new version"
    told = intake.get(f"/v1/households/{household}/timeline").json()["items"][-1]
    assert told["summary_zh"] == "person-reviewer 领取待办"
    assert intake.post("/v1/tasks/nowhere/take", {}, "reviewer").status_code == 404
    assert intake.post(path, {}, "case_worker").status_code == 404
    assert intake.post(path, {}, "reviewer", "41").status_code == 404
    assert not_drifted(intake)


def test_a_task_is_handed_over_by_whoever_has_it_or_by_a_reviewer(intake: Intake) -> None:
    household = reviewed(intake)
    intake.decide(household, decision="approve")
    intake.move_to(AFTER_THE_NOTICE)
    (task,) = tasks(intake, "case_worker")
    path = f"/v1/tasks/{task['task']}/hand-over"
    given = intake.post(path, {"to": "li.wei", "reason": "workload"}, "case_worker")
    assert given.json()["assignee"] == "li.wei"
    another = intake.post(path, {"to": "person-case_worker", "reason": "workload"}, "case_worker")
    assert (another.status_code, another.json()["code"]) == (403, "task_of_another")
    assert intake.post(path, {"to": "LI.WEI", "reason": "workload"}, "reviewer").status_code == 200
    by_li_wei = intake.headers("case_worker", subject="li.wei")
    on = intake.door.post(path, json={"to": "person-case_worker", "reason": "absent"}, headers=by_li_wei)
    assert on.status_code == 200, on.text
    assert kinds(intake, "case_worker", "?assignee=me") == [("file_number", household)]
    bad = intake.post(path, {"to": "system:intake", "reason": "absent"}, "reviewer")
    assert (bad.status_code, bad.json()["errors"][0]["code"]) == (422, "subject.form")
    assert intake.post(path, {"to": "li.wei", "reason": "因病"}, "reviewer").status_code == 422
    told = intake.get(f"/v1/households/{household}/timeline").json()["items"][-1]
    assert (told["summary_zh"], told["why"]["from"]) == ("待办移交 person-case_worker（休假或外出）", "li.wei")
    assert not_drifted(intake)


def test_nobody_takes_or_is_handed_what_they_signed_first(intake: Intake) -> None:
    household = reviewed(intake)
    intake.decide(household, decision="approve", category="3", reason="长期困难")
    (task,) = tasks(intake)
    taken = intake.post(f"/v1/tasks/{task['task']}/take", {}, "reviewer")
    assert (taken.status_code, taken.json()["code"]) == (403, "task_not_by_them")
    handed = intake.post(
        f"/v1/tasks/{task['task']}/hand-over", {"to": "PERSON-reviewer", "reason": "absent"}, "reviewer"
    )
    assert handed.json()["code"] == "task_not_by_them"


def test_all_that_somebody_has_is_handed_over_but_what_the_other_signed_first(intake: Intake) -> None:
    signed = reviewed(intake, 1)
    intake.decide(signed, decision="approve", category="3", reason="长期困难")
    others = [reviewed(intake, sequence) for sequence in (2, 3)]
    for task in tasks(intake):
        path = f"/v1/tasks/{task['task']}/hand-over"
        assert intake.post(path, {"to": "li.wei", "reason": "workload"}, "reviewer").status_code == 200
    sent = {"from": "Li.Wei", "to": "person-reviewer", "reason": "left"}
    assert intake.post("/v1/tasks/hand-over-all", sent, "case_worker").status_code == 403
    assert intake.post("/v1/tasks/hand-over-all", sent, "reviewer", "41").json()["items"] == []
    done = intake.post("/v1/tasks/hand-over-all", sent, "reviewer").json()
    assert (sorted(task["about"] for task in done["items"]), done["left"]) == (sorted(others), 1)
    assert sorted(kinds(intake, asked="?assignee=me")) == sorted(("review", household) for household in others)
    assert kinds(intake, asked="?assignee=li.wei") == [("second_signature", signed)]
    assert not_drifted(intake)


def test_pages_skip_and_double_nothing_while_tasks_begin_and_end(intake: Intake) -> None:
    """What was there when the first page was read, and is still, is shown once; what is new stands in its place."""
    first = [reviewed(intake, sequence) for sequence in range(1, 7)]
    for sort in ("due", "since"):
        page = intake.get(f"/v1/tasks?kind=review&limit=2&sort={sort}").json()
        seen = [task["household"] for task in page["items"]]
        ended = seen[0]
        intake.decide(ended, decision="return", papers=["income_certificate"])
        added = reviewed(intake, 10 + len(sort))
        while page["next"]:
            page = intake.get(f"/v1/tasks?kind=review&limit=2&sort={sort}&cursor={page['next']}").json()
            seen += [task["household"] for task in page["items"]]
        assert len(seen) == len(set(seen))
        assert set(first) <= set(seen) <= {*first, added}
        first = [household for household in [*first, added] if household != ended]
    other = intake.get("/v1/tasks?limit=2").json()["next"]
    assert intake.get(f"/v1/tasks?sort=since&cursor={other}").json()["code"] == "cursor_invalid"


def test_the_name_of_an_erased_household_is_gone_from_the_list(intake: Intake, shred: Any) -> None:
    household = reviewed(intake)
    shred(intake.service.vault, household)
    assert [(task["household"], task["name"]) for task in tasks(intake)] == [(household, None)]


def test_files_that_nobody_touched_for_a_year_are_listed_whatever_a_term_began(intake: Intake) -> None:
    household = reviewed(intake)
    intake.decide(household, decision="approve")
    intake.move_to(AFTER_THE_NOTICE)
    intake.move_to(datetime(2027, 11, 10, 8, tzinfo=CHINA_STANDARD_TIME))
    intake.hear(household, report(round_=2))
    assert intake.story(household)[-2:] == ["RecheckBegun", "CategoryProposed"], "its term is over"
    assert intake.get("/v1/unchanged-files").json()["items"] == []
    intake.move_to(datetime(2027, 12, 11, 8, tzinfo=CHINA_STANDARD_TIME))
    assert intake.story(household)[-1] == "ReviewOverdue"
    (file,) = intake.get("/v1/unchanged-files").json()["items"]
    assert (file["household"], file["name"], file["org_path"]) == (household, "陈**", UNION)
    assert intake.get("/v1/unchanged-files", "reviewer", "41").json()["items"] == []
    numbered = {"number": "GX-2026-1", "recorded_on": "2027-12-11"}
    assert intake.post(f"/v1/households/{household}/file-number", numbered).status_code == 200
    assert intake.get("/v1/unchanged-files").json()["items"] == [], "a person was at it"
    assert not_drifted(intake)


def test_a_notice_waits_to_be_hung_and_each_sheet_to_be_taken_down(intake: Intake) -> None:
    household = reviewed(intake, 1)
    intake.decide(household, decision="approve")
    (hang,) = tasks(intake, "case_worker")
    assert (hang["kind"], hang["due_on"]) == ("hang_sheet", "2026-11-03")
    intake.set_clock(datetime(2026, 11, 3, 10, tzinfo=CHINA_STANDARD_TIME))
    path = f"/v1/households/{household}/notice/sheets"
    for place in ("厂门口", "社区服务站"):
        assert intake.post(path, {"place": place, "shown_on": "2026-11-03"}).status_code == 200
    intake.post(f"/v1/households/{household}/objection", {"text": "少报一人"}, "portal", UNION)
    assert kinds(intake, "case_worker") == [("take_down_sheet", household)] * 2, "the objection ended the notice"
    assert intake.post(f"{path}/1/taking-down", {"taken_down_on": "2026-11-03"}).status_code == 200
    assert [task["about"] for task in tasks(intake, "case_worker")] == [f"{household}/sheet-2"]
    assert not_drifted(intake)


def test_a_notice_that_nobody_hung_is_not_asked_for_once_the_file_is_open(intake: Intake) -> None:
    household = reviewed(intake, 1)
    intake.decide(household, decision="approve")
    intake.move_to(AFTER_THE_NOTICE)
    assert kinds(intake, "case_worker") == [("file_number", household)]


def test_a_parameter_waits_for_the_lawkeepers_that_may_confirm_it(intake: Intake) -> None:
    body = {"name": "dibao_line", "regions": ["4405"], "from": "2027-01-01", "value": "980.00", "source": "民政文件"}
    assert intake.post("/v1/parameters", body, "lawkeeper", "44/4405").status_code == 200
    (waiting,) = tasks(intake, "lawkeeper", org_path="44/4405")
    assert (waiting["kind"], waiting["about"], waiting["org_path"], waiting["not_by"], waiting["household"]) == (
        "parameter",
        "dibao_line/4405/2027-01-01",
        "44/4405",
        "person-lawkeeper",
        None,
    )
    assert tasks(intake, "lawkeeper") == [], "a county sets nothing for its city"
    assert tasks(intake, "reviewer", org_path="44/4405") == []
    assert intake.post(f"/v1/tasks/{waiting['task']}/take", {}, "lawkeeper", "44/4405").status_code == 403

    intake.post("/v1/parameters", {**body, "value": "990.00"}, "lawkeeper:other", "44/4405")
    (instead,) = tasks(intake, "lawkeeper", org_path="44/4405")
    assert instead["task"] != waiting["task"]
    confirmed = intake.post("/v1/parameters/confirmation", {**body, "value": "990.00"}, "lawkeeper", "44/4405")
    assert confirmed.status_code in (200, 403), confirmed.text
    intake.post("/v1/parameters/confirmation", {**body, "value": "990.00"}, "lawkeeper:third", "44/4405")
    assert tasks(intake, "lawkeeper", org_path="44/4405") == []
    assert not_drifted(intake)


def test_what_the_other_must_not_do_keeps_nothing_else_from_being_handed_over(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is left is counted, however much it is beside what goes at once."""
    monkeypatch.setattr(hands, "ALL_MAX", 1)
    signed = [reviewed(intake, sequence) for sequence in (1, 2)]
    for household in signed:
        intake.decide(household, decision="approve", category="3", reason="长期困难")
    others = [reviewed(intake, sequence) for sequence in (3, 4, 5)]
    for task in tasks(intake):
        path = f"/v1/tasks/{task['task']}/hand-over"
        assert intake.post(path, {"to": "li.wei", "reason": "workload"}, "reviewer").status_code == 200
    sent, moved, left = {"from": "li.wei", "to": "person-reviewer", "reason": "left"}, list[str](), list[int]()
    for _ in range(4):
        done = intake.post("/v1/tasks/hand-over-all", sent, "reviewer").json()
        moved += [task["about"] for task in done["items"]]
        left.append(done["left"])
    assert (sorted(moved), left) == (sorted(others), [4, 3, 2, 2])
    to_themselves = intake.post("/v1/tasks/hand-over-all", sent | {"to": "LI.wei"}, "reviewer").json()
    assert (to_themselves["items"], to_themselves["left"]) == ([], 2)


@pytest.mark.parametrize("word", ["none", "me", "None"])
def test_a_word_of_the_filter_is_nobody_to_hand_over_from_or_to(intake: Intake, word: str) -> None:
    household = reviewed(intake)
    all_of_it = {"from": word, "to": "li.wei", "reason": "left"}
    assert intake.post("/v1/tasks/hand-over-all", all_of_it, "reviewer").status_code == 422
    (task,) = tasks(intake)
    path = f"/v1/tasks/{task['task']}/hand-over"
    assert intake.post(path, {"to": word, "reason": "absent"}, "reviewer").status_code == 422
    assert kinds(intake, asked="?assignee=none") == [("review", household)]
