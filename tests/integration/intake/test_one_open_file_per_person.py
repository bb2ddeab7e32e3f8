"""A person is in at most one open file: the primary key of `claims` decides, also in a race."""

import threading
from datetime import date, datetime
from typing import Any

from chassis import timers
from chassis.rebuild import drift, rebuild
from kernel.calendar import CHINA_STANDARD_TIME
from services.intake.projections import claims
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import Intake

NOTICE_OVER = datetime(2026, 11, 10, 9, 1, tzinfo=CHINA_STANDARD_TIME)


def on_notice(intake: Intake, *sequences: int) -> str:
    return submitted_on_notice(intake, application(*sequences))


def submitted_on_notice(intake: Intake, body: dict[str, Any]) -> str:
    household = intake.submitted(body)
    intake.hear(household, report())
    assert intake.decide(household, decision="approve").status_code == 200
    return household


def member_tokens(intake: Intake, household: str) -> list[str]:
    return [member["token"] for member in intake.get(f"/v1/households/{household}").json()["members"]]


def settle(intake: Intake, household: str, **body: object) -> dict[str, object]:
    answer = intake.post(f"/v1/households/{household}/block-settlement", body, "reviewer")
    return {"status_code": answer.status_code, **answer.json()}


def blocked_pair(intake: Intake) -> tuple[str, str]:
    """(open, blocked): they share the person of sequence 2, who is no applicant."""
    first, second = on_notice(intake, 1, 2), on_notice(intake, 3, 2)
    intake.move_to(NOTICE_OVER)
    statuses = {household: intake.status(household) for household in (first, second)}
    assert sorted(statuses.values()) == ["blocked", "open"]
    opened, blocked = sorted(statuses, key=lambda household: statuses[household], reverse=True)
    return opened, blocked


def test_two_households_with_one_person_opened_at_the_same_instant_give_one_file(intake: Intake) -> None:
    shared = [on_notice(intake, 10 + place, 2) for place in range(4)]
    intake.set_clock(NOTICE_OVER)
    begin, failures = threading.Barrier(4), []

    def fire() -> None:
        begin.wait()
        try:
            # Size one: each worker takes one timer, as four processes would in the worst case.
            while timers._fire(intake.service.store, intake.service.timers, intake.service.clock.now(), 1):
                pass
        except Exception as error:
            failures.append(error)

    workers = [threading.Thread(target=fire) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert failures == []
    assert sorted(intake.status(household) for household in shared) == ["blocked"] * 3 + ["open"]
    assert len(set(intake.claims().values())) == 1


def test_a_blocked_household_holds_no_claim_and_names_the_other_file(intake: Intake) -> None:
    opened, blocked = blocked_pair(intake)
    assert set(intake.claims().values()) == {opened}
    (other,) = intake.get(f"/v1/households/{blocked}").json()["blocked_by"]
    assert other["household"] == opened
    assert other["member"] == member_tokens(intake, blocked)[1]


def test_dropping_the_member_opens_the_file_without_them(intake: Intake) -> None:
    _, blocked = blocked_pair(intake)
    applicant, shared = member_tokens(intake, blocked)
    answer = settle(intake, blocked, action="drop_member", members=[shared], reason="已在另一户")
    assert answer["status"] == "open"
    assert member_tokens(intake, blocked) == [applicant]
    assert intake.claims()[applicant] == blocked


def test_trying_again_stays_blocked_until_the_other_file_is_closed(intake: Intake) -> None:
    opened, blocked = blocked_pair(intake)
    assert settle(intake, blocked, action="retry", reason="")["status"] == "blocked"
    closing = {"reason": "not_eligible", "text": "复核不符合条件"}
    assert intake.post(f"/v1/households/{opened}/closing", closing, "reviewer").status_code == 200
    assert intake.sign(opened, "closing").json()["status"] == "closed"
    assert settle(intake, blocked, action="retry", reason="")["status"] == "open"


def test_the_claims_are_those_that_the_events_tell_and_can_be_made_anew(intake: Intake) -> None:
    opened, blocked = blocked_pair(intake)
    closing = {"reason": "not_eligible", "text": "复核不符合条件"}
    assert intake.post(f"/v1/households/{opened}/closing", closing, "reviewer").status_code == 200
    assert intake.sign(opened, "closing").json()["status"] == "closed"
    assert settle(intake, blocked, action="retry", reason="")["status"] == "open"
    held = intake.claims()
    assert set(held.values()) == {blocked}
    codec = intake.service.store.codec
    with intake.service.store.reading() as connection:
        assert drift(connection, codec, claims.project, claims.TABLES) == {}
        connection.execute("UPDATE claims SET household = 'another'")
        assert list(drift(connection, codec, claims.project, claims.TABLES)) == ["claims"]
        rebuild(connection, codec, claims.project, claims.TABLES, guards=True)
    assert intake.claims() == held


def test_the_timer_of_an_earlier_notice_with_other_members_and_the_same_last_day_opens_nothing(intake: Intake) -> None:
    opened = on_notice(intake, 1, 2)
    intake.move_to(NOTICE_OVER)
    household = on_notice(intake, 3)
    assert intake.post(f"/v1/households/{household}/objection", {"text": "少报一人"}).status_code == 200
    intake.hear(household, report(round_=2))
    assert intake.decide(household, decision="return", papers=["hukou_booklet"]).status_code == 200
    papers = application(3, 2)
    assert intake.post(f"/v1/households/{household}/resubmission", papers, "portal").status_code == 200
    intake.hear(household, report(round_=3))
    assert intake.answer_objection(household).status_code == 200
    assert intake.decide(household, decision="approve").status_code == 200

    intake.move_to(datetime(2026, 11, 18, 9, 1, tzinfo=CHINA_STANDARD_TIME))

    assert (intake.status(opened), intake.status(household)) == ("open", "blocked")
    assert set(intake.claims().values()) == {opened}


def test_a_blocked_household_may_be_rejected_with_a_reason(intake: Intake) -> None:
    _, blocked = blocked_pair(intake)
    assert settle(intake, blocked, action="reject")["code"] == "settlement_reason_required"
    assert settle(intake, blocked, action="reject", reason="并入另一户")["status"] == "rejected"


def test_an_objection_makes_the_first_notice_void_and_a_fresh_one_of_full_length(intake: Intake) -> None:
    household = on_notice(intake, 1)
    answer = intake.post(f"/v1/households/{household}/objection", {"text": "收入不实"})
    assert answer.json()["status"] == "under_verification"

    intake.move_to(datetime(2026, 11, 5, 9, tzinfo=CHINA_STANDARD_TIME))
    intake.hear(household, report(round_=2))
    assert intake.answer_objection(household).status_code == 200
    assert intake.decide(household, decision="approve").json()["status"] == "on_notice"
    notice = intake.get(f"/v1/households/{household}").json()["notice"]
    assert notice == {"first_day": "2026-11-06", "last_day": "2026-11-12"}

    intake.move_to(NOTICE_OVER)
    assert intake.status(household) == "on_notice"
    intake.move_to(datetime(2026, 11, 13, 9, 1, tzinfo=CHINA_STANDARD_TIME))
    assert intake.status(household) == "open"
    assert date.fromisoformat(intake.get(f"/v1/households/{household}").json()["opened_on"]) == date(2026, 11, 13)
