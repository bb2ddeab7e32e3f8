"""批量复查: open files are checked again step by step, each once; it is paused, resumed, and goes on where it stood."""

import contextlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from chassis import timers
from contracts.intake import RecheckBegun
from kernel.calendar import CHINA_STANDARD_TIME
from services.intake.handlers import campaigns
from tests.integration.intake.applications import report
from tests.integration.intake.conftest import COUNTY, UNION, Intake
from tests.integration.intake.test_changes import changed, holds
from tests.integration.intake.test_one_open_file_per_person import NOTICE_OVER, on_notice

LATER = datetime(2026, 12, 1, 9, 0, tzinfo=CHINA_STANDARD_TIME)


def opened(intake: Intake, count: int) -> list[str]:
    households = [on_notice(intake, 2 * place + 1, 2 * place + 2) for place in range(count)]
    intake.move_to(NOTICE_OVER)
    assert {intake.status(household) for household in households} == {"open"}
    intake.move_to(LATER)
    return sorted(households)


def propose(intake: Intake, **body: Any) -> Any:
    sent = {"org_path": COUNTY, "reason": "yearly", "ordered_by": "年度复核通知", **body}
    return intake.post("/v1/campaigns", sent, "reviewer")


def proposed(intake: Intake, **body: Any) -> str:
    answer = propose(intake, **body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["campaign"])


def act(intake: Intake, campaign: str, decision: str, by: str = "reviewer:second", **more: str) -> Any:
    return intake.post(f"/v1/campaigns/{campaign}/decision", {"decision": decision}, by, **more)


def stands(intake: Intake, campaign: str) -> dict[str, Any]:
    return dict(intake.get(f"/v1/campaigns/{campaign}").json())


def fire(intake: Intake) -> None:
    while timers.step(intake.service.store, intake.service.timers, intake.service.clock.now()):
        pass


def test_all_open_files_are_checked_again_once_by_two_people(intake: Intake) -> None:
    households = opened(intake, 3)
    campaign = proposed(intake)
    assert stands(intake, campaign)["planned"] == 3
    assert act(intake, campaign, "begin", "reviewer").json()["code"] == "campaign_begun_by_another"
    fire(intake)
    assert [intake.story(one)[-1] for one in households] == ["FileOpened"] * 3
    assert act(intake, campaign, "begin").json()["status"] == "running"
    fire(intake)
    for household in households:
        assert intake.story(household)[-2:] == ["TakenInCampaign", "RecheckBegun"]
        begun = intake.events(household)[-1]
        assert isinstance(begun, RecheckBegun)
        assert (begun.reasons, len(begun.items)) == (("bulk",), 10)
    now = stands(intake, campaign)
    assert (now["status"], now["reached"], now["progress"]["awaited"]) == ("done", 3, 3)
    intake.hear(households[0], replace(report(), round=2))
    assert stands(intake, campaign)["progress"] | {"awaited": 2, "answered": 1} == stands(intake, campaign)["progress"]
    holds(intake)


def test_whoever_is_checked_again_already_or_has_moved_on_is_passed_over(intake: Intake) -> None:
    first, second = opened(intake, 2)
    _, spouse = [one["token"] for one in intake.get(f"/v1/households/{first}").json()["members"]]
    changed(intake, first, "income", person=spouse, monthly_income="900.00")
    rounds = [type(event).__name__ for event in intake.events(first)].count("RecheckBegun")
    campaign = proposed(intake)
    act(intake, campaign, "begin")
    fire(intake)
    assert [type(event).__name__ for event in intake.events(first)].count("RecheckBegun") == rounds
    progress = stands(intake, campaign)["progress"]
    assert (progress["under_way"], progress["awaited"]) == (1, 1)
    assert intake.story(second)[-1] == "RecheckBegun"
    again = proposed(intake)
    act(intake, again, "begin")
    fire(intake)
    assert stands(intake, again)["progress"]["under_way"] == 2
    holds(intake)


def test_it_pauses_goes_on_behind_where_it_stood_and_stops_for_good(intake: Intake) -> None:
    households = opened(intake, 4)
    campaign = proposed(intake, a_minute=1)
    act(intake, campaign, "begin")
    fire(intake)
    assert stands(intake, campaign)["reached"] == 1
    act(intake, campaign, "pause")
    intake.move_to(datetime(2026, 12, 1, 9, 10, tzinfo=CHINA_STANDARD_TIME))
    assert stands(intake, campaign)["reached"] == 1
    act(intake, campaign, "resume")
    act(intake, campaign, "pause")
    act(intake, campaign, "resume")
    fire(intake)
    assert stands(intake, campaign)["reached"] == 2
    intake.move_to(datetime(2026, 12, 1, 9, 11, 30, tzinfo=CHINA_STANDARD_TIME))
    assert stands(intake, campaign)["reached"] == 3
    assert act(intake, campaign, "stop").json()["status"] == "stopped"
    intake.move_to(datetime(2026, 12, 1, 9, 30, tzinfo=CHINA_STANDARD_TIME))
    assert [intake.story(one)[-1] for one in households] == [*["RecheckBegun"] * 3, "FileOpened"]
    assert act(intake, campaign, "resume").json()["code"] == "campaign_not_so"
    holds(intake)


class _Killed(BaseException):
    """As by kill -9: nothing catches it, and the transaction is gone."""


def after_the_work(work: Callable[..., Any], then: Callable[..., None]) -> Callable[..., None]:
    def both(*given: Any) -> None:
        work(*given)
        then()

    return both


def test_a_step_that_is_cut_off_is_taken_again_whole_and_nobody_twice(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    households = opened(intake, 5)
    monkeypatch.setattr(campaigns, "STEP_MAX", 2)
    campaign = proposed(intake)
    act(intake, campaign, "begin")
    store, clock = intake.service.store, intake.service.clock

    def rolled_back(*_: Any) -> None:
        raise _Killed

    fired = 1
    while fired:
        with monkeypatch.context() as patch, contextlib.suppress(_Killed):
            patch.setattr("chassis.timers.react", after_the_work(timers.react, rolled_back))
            timers._fire(store, intake.service.timers, clock.now(), 1)
        fired = timers._fire(store, intake.service.timers, clock.now(), 1)
    for household in households:
        assert intake.story(household).count("TakenInCampaign") == 1
    assert stands(intake, campaign)["reached"] == 5
    holds(intake)


def test_a_campaign_names_households_or_a_day_and_waits_as_a_task(intake: Intake) -> None:
    first, second = opened(intake, 2)
    assert propose(intake, due_by="2027-01-01").json()["code"] == "campaign_of_nobody"
    assert propose(intake, org_path="44/4406").status_code == 404
    campaign = proposed(intake, households=[second], org_path=UNION)
    (task,) = intake.get("/v1/tasks?kind=campaign", role="reviewer", subject="other").json()["items"]
    assert (task["about"], task["reason"]) == (campaign, ["yearly"])
    seen = intake.get(f"/v1/campaigns/{campaign}").headers["ETag"]
    assert act(intake, campaign, "begin", **{"If-Match": '"9"'}).status_code == 412
    assert act(intake, campaign, "begin", **{"If-Match": seen}).status_code == 200
    fire(intake)
    assert intake.get("/v1/tasks?kind=campaign", role="reviewer", subject="other").json()["items"] == []
    assert (intake.story(first)[-1], intake.story(second)[-1]) == ("FileOpened", "RecheckBegun")
    declined = proposed(intake)
    assert act(intake, declined, "decline", "reviewer").json()["status"] == "declined"
    assert [one["status"] for one in intake.get("/v1/campaigns").json()["items"]] == ["declined", "done"]
