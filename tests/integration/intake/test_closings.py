"""撤档 other than by an exit: 调离, 失联, 自愿退出, 死亡; and a file that goes on with another applicant."""

from typing import Any

import pytest

from contracts.intake import FileChanged, FileClosed, RecheckBegun
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_changes import changed, decide, holds, keep, opened, propose, proposed, unmasked
from tests.integration.intake.test_one_open_file_per_person import NOTICE_OVER, member_tokens
from tests.integration.intake.test_work_list import tasks

ACCOUNT = {"bank": "虚构银行", "number": "9999990000000055"}
OPENED_ON = "2026-11-10"


def close(intake: Intake, household: str, reason: str, text: str = "经核实", by: str = "first") -> Any:
    headers = intake.headers("reviewer", subject=by)
    body = {"reason": reason, "text": text}
    return intake.door.post(f"/v1/households/{household}/closing", json=body, headers=headers)


def tried(intake: Intake, household: str, on: str = OPENED_ON, reached: bool = False, way: str = "phone") -> Any:
    body = {"on": on, "way": way, "reached": reached, "note": "无人接听"}
    return intake.post(f"/v1/households/{household}/contact-attempts", body, "case_worker")


def allow(intake: Intake, reason: str) -> None:
    given = {"regions": ["440507"], "from": "2026-11-01", "value": "allowed", "source": "市总工会档案管理规定"}
    assert intake.set_parameter({"name": f"closing_{reason}", **given}).status_code == 200


@pytest.mark.parametrize("reason", ["moved_away", "unreachable", "own_wish"])
def test_what_no_clause_names_is_closed_for_only_where_a_parameter_allows_it(intake: Intake, reason: str) -> None:
    household = opened(intake)
    refused = close(intake, household, reason)
    assert (refused.status_code, refused.json()["code"]) == (409, "closing_not_allowed")
    assert f"closing_{reason}" in refused.text
    assert intake.status(household) == "open"


@pytest.mark.parametrize("reason", ["moved_away", "own_wish"])
def test_two_people_close_a_file_for_what_is_allowed(intake: Intake, reason: str) -> None:
    household = opened(intake)
    allow(intake, reason)
    assert close(intake, household, reason, text="").json()["code"] == "closing_reason_required"
    assert close(intake, household, reason).json()["status"] == "open"
    (waiting,) = tasks(intake, asked="?kind=closing_signature")
    assert (waiting["household"], waiting["reason"]) == (household, ["own_word"])
    assert intake.sign(household, "closing", by="FIRST").json()["code"] == "signed_by_the_same_person"
    assert intake.sign(household, "closing").json()["status"] == "closed"
    closed = intake.events(household)[-1]
    assert (type(closed), closed.reason) == (FileClosed, reason)
    assert intake.claims() == {}
    assert intake.submitted(application(1, 2, previous_household=household))
    holds(intake)


def test_nobody_counts_as_out_of_reach_before_they_were_tried_on_enough_days(intake: Intake) -> None:
    household = opened(intake)
    allow(intake, "unreachable")
    assert close(intake, household, "unreachable").json()["code"] == "still_to_be_tried"
    for day in ("2026-11-09", "2026-11-11"):
        assert tried(intake, household, day).json()["code"] == "contact_day_impossible"
    for way in ("phone", "message"):
        assert tried(intake, household, way=way).status_code == 200
    told = close(intake, household, "unreachable").json()
    assert (told["params"]["days"], told["params"]["least"]) == (1, 3)
    intake.move_to(NOTICE_OVER.replace(day=12))
    for day in ("2026-11-11", "2026-11-12"):
        assert tried(intake, household, day, way="visit").status_code == 200
    assert close(intake, household, "unreachable").status_code == 200
    assert intake.sign(household, "closing").json()["status"] == "closed"
    words = intake.post(f"/v1/households/{household}/writings", {"reason": "核实"}, "reviewer").json()["items"]
    assert [one["words"]["note"] for one in words if one["kind"] == "contact"] == ["无人接听"] * 4
    holds(intake)


def test_who_was_reached_is_counted_anew_and_a_closing_that_waits_is_off(intake: Intake) -> None:
    household = opened(intake)
    allow(intake, "unreachable")
    once = {"name": "contact_attempts", "regions": ["440507"], "from": "2026-11-01", "value": 1, "source": "档案规定"}
    intake.set_parameter(once)
    assert tried(intake, household).status_code == 200
    assert close(intake, household, "unreachable").status_code == 200
    assert tried(intake, household, reached=True).status_code == 200
    assert intake.sign(household, "closing").json()["code"] == "no_closing_waits"
    assert tasks(intake, asked="?kind=closing_signature") == []
    assert close(intake, household, "unreachable").json()["code"] == "still_to_be_tried"
    holds(intake)


def test_a_household_of_which_nobody_is_left_is_closed_by_two_people_without_a_parameter(intake: Intake) -> None:
    household = opened(intake, 1)
    assert close(intake, household, "died").status_code == 200
    assert intake.sign(household, "closing").json()["status"] == "closed"
    assert intake.events(household)[-1].reason == "died"
    assert intake.claims() == {}
    holds(intake)


def test_where_another_adult_lives_the_file_goes_on_with_them(intake: Intake) -> None:
    household = opened(intake)
    applicant, spouse = member_tokens(intake, household)
    assert close(intake, household, "died").json()["code"] == "somebody_takes_it_over"
    takeover = {"relations": [{"person": applicant, "relation": "spouse"}], "account": ACCOUNT, "former": "died"}
    change = proposed(intake, household, "applicant_changed", person=spouse, takeover=takeover)
    assert decide(intake, household, change, by="person-case_worker").json()["code"] == "change_approved_by_another"
    assert decide(intake, household, change).status_code == 200
    first, second = [event for event in intake.events(household) if isinstance(event, FileChanged)]
    assert (first.kind, first.persons, first.members) == ("applicant_changed", (spouse,), (spouse, applicant))
    assert (second.kind, second.persons, second.members) == ("member_died", (applicant,), (spouse,))
    assert second.account == first.account
    begun = intake.events(household)[-1]
    assert (type(begun), begun.reasons) == (RecheckBegun, ("applicant_changed", "member_died"))
    assert intake.claims() == {spouse: household}
    assert intake.one("SELECT applicant FROM households WHERE household = %s", household) == spouse
    details = unmasked(intake, household)["details"]
    assert [member["relation"] for member in details["members"]] == ["self"]
    assert details["account"]["number"] == ACCOUNT["number"]
    intake.hear(household, report(2))
    assert keep(intake, household).status_code == 200
    assert close(intake, household, "died").status_code == 200
    holds(intake)


def test_who_applied_may_stay_and_another_speaks_for_the_family(intake: Intake) -> None:
    household = opened(intake)
    applicant, spouse = member_tokens(intake, household)
    takeover = {"relations": [{"person": applicant, "relation": "spouse"}], "account": ACCOUNT, "former": "stays"}
    changed(intake, household, "applicant_changed", person=spouse, takeover=takeover)
    assert member_tokens(intake, household) == [spouse, applicant]
    assert propose(intake, household, "member_left", person=spouse).json()["code"] == "applicant_leaves"
    changed(intake, household, "member_left", person=applicant)
    assert intake.claims() == {spouse: household}
    holds(intake)


def test_a_takeover_names_everybody_and_somebody_of_age(intake: Intake) -> None:
    household = opened(intake)
    applicant, spouse = member_tokens(intake, household)
    whole = {"relations": [{"person": applicant, "relation": "spouse"}], "account": ACCOUNT, "former": "left"}

    def code(person: str, **other: Any) -> str:
        answer = propose(intake, household, "applicant_changed", person=person, takeover={**whole, **other})
        return str(answer.json()["code"])

    assert code(applicant) == "takeover_of_age"
    assert code(spouse, relations=[]) == "takeover_names_everybody"
    assert code(spouse, relations=[{"person": applicant, "relation": "spouse"}] * 2) == "takeover_names_everybody"
    assert code("person:nobody") == "person_not_in_the_file"
    member_left = proposed(intake, household, "member_left", person=spouse)
    changed(intake, household, "applicant_changed", person=spouse, takeover={**whole, "former": "stays"})
    assert decide(intake, household, member_left).json()["code"] == "change_overtaken"
    holds(intake)
