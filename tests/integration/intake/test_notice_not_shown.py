"""A notice that nobody hung: the file opens and it is said, or, where the place asks for a sheet, it does not open."""

from datetime import datetime
from typing import Any

from contracts.intake import ParameterSet
from kernel.calendar import CHINA_STANDARD_TIME
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_notice import hang, on_notice
from tests.support.parameters import keep
from tests.support.service import START

FLAG = "notice_not_shown"


def on(day: int) -> datetime:
    return datetime(2026, 11, day, 10, tzinfo=CHINA_STANDARD_TIME)


def require_a_sheet(intake: Intake) -> None:
    entry = ParameterSet(
        name="notice_sheets_min", kind="count", region="440507", first_day=START.date(), value=1, source="区总工会通知"
    )
    keep(intake.service, [entry])


def shown(intake: Intake, household: str) -> Any:
    return intake.get(f"/v1/households/{household}").json()


def settle(intake: Intake, household: str) -> Any:
    return intake.post(
        f"/v1/households/{household}/block-settlement", {"action": "retry", "reason": "已补挂"}, "reviewer"
    )


def flagged(intake: Intake) -> list[str]:
    return [one["household"] for one in intake.get(f"/v1/households?flag={FLAG}").json()["items"]]


def test_a_file_whose_notice_nobody_hung_opens_with_a_finding(intake: Intake) -> None:
    household, hung = on_notice(intake, 1, 2), on_notice(intake, 3, 4)
    intake.set_clock(on(3))
    assert hang(intake, hung).status_code == 200
    warned = shown(intake, household)["warnings"]
    assert [one["code"] for one in warned] == [FLAG]
    assert "尚未登记张贴" in warned[0]["texts"]["zh"]
    assert shown(intake, hung)["warnings"] == []
    intake.move_to(on(10))
    assert flagged(intake) == [household]
    assert shown(intake, hung)["status"] == "open"
    told = [one["summary_zh"] for one in intake.get(f"/v1/households/{household}/timeline").json()["items"]]
    assert told[-1] == "建档，类别 1；公示没有张贴记录"


def test_where_the_place_asks_for_a_sheet_no_file_opens_before_one_hung_for_the_days_of_a_notice(
    intake: Intake,
) -> None:
    require_a_sheet(intake)
    household = on_notice(intake, 1, 2)
    intake.move_to(on(10))
    blocked = shown(intake, household)
    assert (blocked["status"], [one["code"] for one in blocked["warnings"]]) == ("blocked", [FLAG])
    (task,) = intake.get("/v1/tasks?kind=blocked").json()["items"]
    assert task["reason"] == [FLAG]
    refused = settle(intake, household)
    assert (refused.status_code, refused.json()["code"]) == (409, FLAG)

    assert hang(intake, household, shown_on="2026-11-10").status_code == 200
    assert flagged(intake) == []
    intake.set_clock(on(16))
    assert settle(intake, household).json()["code"] == FLAG, "five working days, the sixteenth is the last of them"
    intake.set_clock(on(17))
    assert settle(intake, household).json()["status"] == "open"


def test_where_the_place_asks_for_a_sheet_one_that_hung_in_time_opens_the_file(intake: Intake) -> None:
    require_a_sheet(intake)
    household = on_notice(intake, 1, 2)
    intake.set_clock(on(3))
    assert hang(intake, household).status_code == 200
    intake.move_to(on(10))
    assert shown(intake, household)["status"] == "open"
    assert flagged(intake) == []
