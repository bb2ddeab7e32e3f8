"""公示 from the sheet on the wall to an objection that is answered: what is shown, done and told."""

from datetime import date, datetime, timedelta
from typing import Any

from chassis.rebuild import drift
from kernel.calendar import CHINA_STANDARD_TIME
from services.intake.projections import TABLES, project
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import UNION, Intake
from tests.integration.intake.test_writings import words
from tests.support.service import START

ELSEWHERE = "44/4405/440511"
PHOTO = "a" * 64


def on_notice(intake: Intake, *sequences: int) -> str:
    household = intake.submitted(application(*sequences))
    intake.hear(household, report())
    assert intake.decide(household, decision="approve").json()["status"] == "on_notice"
    return household


def hang(intake: Intake, household: str, **body: Any) -> Any:
    sent = {"place": "电子厂公告栏", "shown_on": "2026-11-03", **body}
    return intake.post(f"/v1/households/{household}/notice/sheets", sent)


def test_the_notice_says_what_the_sheet_needs_and_names_nobody_in_full(intake: Intake) -> None:
    household = on_notice(intake, 1, 2)
    shown = intake.get(f"/v1/households/{household}/notice", "portal").json()
    assert shown == {
        "household": household,
        "org_path": UNION,
        "name": "陈**",
        "employer": "虚构实业有限公司",
        "document": shown["document"],
        "category": "1",
        "first_day": "2026-11-03",
        "last_day": "2026-11-09",
        "provisional": False,
        "object_to": shown["object_to"],
        "sheets": [],
    }
    assert "汕头" in shown["document"]
    assert all(shown["object_to"].values())
    assert intake.get(f"/v1/households/{household}/notice", org_path=ELSEWHERE).status_code == 404


def test_the_notices_of_an_organisation_are_listed_while_they_hang(intake: Intake, shred: Any) -> None:
    households = sorted(on_notice(intake, sequence) for sequence in (1, 2, 3))
    waiting = intake.submitted(application(4))
    first = intake.get("/v1/notices?limit=2").json()
    rest = intake.get(f"/v1/notices?limit=2&cursor={first['next']}").json()
    assert [one["household"] for one in (*first["items"], *rest["items"])] == households
    assert waiting not in str(first) + str(rest)
    assert intake.get("/v1/notices", org_path=ELSEWHERE).json()["items"] == []
    assert intake.get(f"/v1/households/{waiting}/notice").json()["code"] == "not_on_notice"
    shred(intake.service.vault, households[0])
    assert [one["name"] for one in intake.get("/v1/notices").json()["items"]] == [None, "陈**", "陈**"]


def test_a_sheet_is_hung_and_taken_down_by_people_as_acts(intake: Intake) -> None:
    household = on_notice(intake, 1)
    intake.set_clock(START + timedelta(days=1))
    assert hang(intake, household).json()["sheet"] == 1
    assert hang(intake, household, place="社区服务站", photo=PHOTO).json()["sheet"] == 2
    assert hang(intake, household, photo="no digest").json()["errors"][0]["code"] == "photo.form"
    assert hang(intake, household, shown_on="2026-11-04").json()["code"] == "sheet_day_impossible"
    path = f"/v1/households/{household}/notice/sheets"
    intake.move_to(datetime(2026, 11, 10, 9, 1, tzinfo=CHINA_STANDARD_TIME))
    assert intake.status(household) == "open"
    down = {"taken_down_on": "2026-11-10"}
    assert intake.post(f"{path}/1/taking-down", down).status_code == 200
    assert intake.post(f"{path}/1/taking-down", down).status_code == 200  # the same again
    other = intake.post(f"{path}/1/taking-down", {"taken_down_on": "2026-11-09"})
    assert (other.status_code, other.json()["code"]) == (409, "sheet_taken_down_already")
    assert intake.post(f"{path}/3/taking-down", down).json()["code"] == "unknown_sheet"
    assert words(intake, household, query="?kind=notice") == [
        ("notice", {"sheet": 1, "shown_on": "2026-11-03", "place": "电子厂公告栏", "photo": None}),
        ("notice", {"sheet": 2, "shown_on": "2026-11-03", "place": "社区服务站", "photo": PHOTO}),
        ("notice", {"sheet": 1, "taken_down_on": "2026-11-10", "photo": None}),
    ]
    told = [item["summary_zh"] for item in intake.get(f"/v1/households/{household}/timeline").json()["items"]]
    assert [line for line in told if "张贴" in line or "撤下" in line] == [
        "张贴公示（第 1 张）",
        "张贴公示（第 2 张）",
        "撤下公示（第 1 张）",
    ]


def test_an_objection_is_answered_by_another_reviewer_before_a_fresh_notice_hangs(intake: Intake) -> None:
    household = on_notice(intake, 1)
    path = f"/v1/households/{household}"
    intake.set_clock(START + timedelta(days=1))
    hang(intake, household)
    intake.post(f"{path}/objection", {"text": "邻居反映另有收入"})
    assert intake.get(path).json()["flags"] == ["objection_unanswered"]
    (raised,) = intake.get(f"{path}/objections", "portal").json()["items"]
    assert (raised["number"], raised["raised_by"], raised["due_on"], raised["overdue"], raised["outcome"]) == (
        2,
        "person-case_worker",
        "2026-11-10",
        False,
        None,
    )
    assert "另有收入" not in intake.get(f"{path}/objections").text
    intake.hear(household, report(2))
    refused = intake.decide(household, decision="approve")
    assert (refused.status_code, refused.json()["code"]) == (409, "objection_unanswered")
    for by, code in (("person-reviewer", "answered_by_who_decided"), ("person-case_worker", "decided_by_who_applied")):
        refused = intake.answer_objection(household, by=by)
        assert (refused.status_code, refused.json()["code"]) == (403, code)
    assert intake.answer_objection(household, text="").status_code == 422
    assert intake.answer_objection(household).status_code == 200
    assert intake.answer_objection(household).json()["code"] == "no_objection_waits"
    (answered,) = intake.get(f"{path}/objections").json()["items"]
    assert (answered["outcome"], answered["answered_by"]) == ("dismissed", "who-answers")
    assert words(intake, household, query="?kind=objection_answer") == [
        ("objection_answer", {"round": 2, "outcome": "dismissed", "text": "经核实收入属实"})
    ]
    assert intake.get(path).json()["flags"] == []
    assert intake.decide(household, decision="approve").json()["status"] == "on_notice"
    assert intake.get(f"{path}/notice").json()["sheets"] == []  # the fresh notice has sheets of its own
    plain = str(intake.rows("SELECT convert_from(body, 'UTF8') FROM events"))
    assert not any(text in plain for text in ("另有收入", "经核实", "公告栏"))


def test_an_objection_that_nobody_answers_in_time_is_shown_as_overdue(intake: Intake) -> None:
    household = on_notice(intake, 1)
    path = f"/v1/households/{household}"
    intake.post(f"{path}/objection", {"text": "邻居反映另有收入"})
    (raised,) = intake.get(f"{path}/objections").json()["items"]
    due_on = date.fromisoformat(raised["due_on"])
    intake.move_to(datetime(due_on.year, due_on.month, due_on.day, 23, tzinfo=CHINA_STANDARD_TIME))
    assert "objection_overdue" not in intake.get(path).json()["flags"]
    intake.move_to(datetime(due_on.year, due_on.month, due_on.day, 10, tzinfo=CHINA_STANDARD_TIME) + timedelta(days=1))
    assert intake.get(path).json()["flags"] == ["objection_unanswered", "objection_overdue"]
    assert intake.get(f"{path}/objections").json()["items"][0]["overdue"] is True
    with intake.service.store.reading() as connection:
        assert drift(connection, intake.service.store.codec, project, TABLES) == {}
    assert intake.answer_objection(household, outcome="upheld", text="确有其他收入").status_code == 200
    assert intake.get(path).json()["flags"] == []
    # Whoever objected has the answer, and the reviewer rejects for what was found.
    intake.hear(household, report(2, household_income=9_000_000))
    rejected = intake.decide(household, decision="reject", clause="三(一)", reason="收入超过标准")
    assert rejected.json()["status"] == "rejected", rejected.text
