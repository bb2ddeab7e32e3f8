"""疑似重复: who may be in another household is proposed with reasons, holds the opening, is told apart by people."""

from typing import Any

import pytest

from kernel.resident_id import check_digit
from tests.integration.intake.applications import application, id_number, member, report
from tests.integration.intake.conftest import UNION, Intake
from tests.integration.intake.test_changes import changed, holds, opened
from tests.integration.intake.test_one_open_file_per_person import NOTICE_OVER, settle
from tests.integration.intake.test_surveys import couple, survey
from tests.integration.intake.test_surveys import decide as take
from tests.integration.intake.test_surveys import opened as files_of
from tests.support import neighbours
from tests.support.places import YUNNAN
from tests.support.rosters import good_row

ELSEWHERE = "44/4405/440511/jinping-yinwu"


def mistyped(sequence: int = 1) -> dict[str, Any]:
    """The person of that sequence, one digit of the number wrong and its check digit made to fit."""
    seventeen = f"44059019850101{sequence + 700:03d}"
    return member(sequence, id_number=seventeen + check_digit(seventeen))


def near(sequence: int = 1, **changes: Any) -> dict[str, Any]:
    return application(900 + sequence, members=[mistyped(sequence)], **changes) | {"consent": application(1)["consent"]}


def sought(intake: Intake) -> None:
    neighbours.ring(intake.service, intake.service.clock.now())


def found(intake: Intake, status: str = "proposed", **who: Any) -> list[dict[str, Any]]:
    answer = intake.get(f"/v1/duplicates?status={status}", **who)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def tell_apart(intake: Intake, pair: str, decision: str = "different", by: str = "who-knows", **more: Any) -> Any:
    body = {"decision": decision, "reason": more.pop("reason", "当面核对过两人的身份证")}
    headers = intake.headers("reviewer", subject=by, **more)
    return intake.door.post(f"/v1/duplicates/{pair}/decision", json=body, headers=headers)


def approved(intake: Intake, body: dict[str, Any]) -> str:
    household = intake.submitted(body)
    intake.hear(household, report())
    assert intake.decide(household, decision="approve").status_code == 200
    return household


def test_a_mistyped_number_is_proposed_with_reasons_and_masked_names(intake: Intake) -> None:
    first, second = intake.submitted(application(1)), intake.submitted(near())
    sought(intake)
    (pair,) = found(intake)
    assert {side["household"] for side in pair["households"]} == {first, second}
    assert [reason["signal"] for reason in pair["reasons"]] == ["number", "name_and_birth", "phone"]
    assert (pair["urgent"], pair["score"]) == (True, 90)
    assert {side["name"] for side in pair["households"]} == {"陈**"}
    assert len(pair["reasons"][0]["members"]) == 2
    (task,) = intake.get("/v1/tasks?kind=duplicate").json()["items"]
    assert (task["about"], task["reason"]) == (pair["pair"], ["number", "name_and_birth", "phone"])
    holds(intake)


def test_who_share_a_phone_alone_are_not_proposed(intake: Intake) -> None:
    intake.submitted(application(1))
    intake.submitted(application(555))
    sought(intake)
    assert found(intake) == []


def test_the_file_is_not_opened_before_somebody_says_who_is_who(intake: Intake) -> None:
    opened(intake, 1)
    second = approved(intake, near())
    intake.move_to(NOTICE_OVER.replace(day=18))
    assert intake.status(second) == "blocked"
    (pair,) = found(intake)
    assert intake.get(f"/v1/households/{second}").json()["near_duplicates"] == [pair["pair"]]
    (task,) = intake.get("/v1/tasks?kind=blocked").json()["items"]
    assert task["reason"] == ["near_duplicate"]
    assert settle(intake, second, action="retry")["status"] == "blocked"
    assert tell_apart(intake, pair["pair"]).status_code == 200
    assert settle(intake, second, action="retry")["status"] == "open"
    assert found(intake) == []
    assert [one["decided_by"] for one in found(intake, "different")] == ["who-knows"]
    assert intake.get("/v1/tasks?kind=duplicate").json()["items"] == []
    holds(intake)


def test_what_is_the_same_holds_the_opening_until_one_of_them_is_gone(intake: Intake) -> None:
    first = opened(intake, 1)
    second = approved(intake, near())
    intake.move_to(NOTICE_OVER.replace(day=18))
    (pair,) = found(intake)
    assert tell_apart(intake, pair["pair"], "same").status_code == 200
    assert settle(intake, second, action="retry")["status"] == "blocked"
    closing = {"reason": "not_eligible", "text": "与另一户为同一户"}
    assert intake.post(f"/v1/households/{first}/closing", closing, "reviewer").status_code == 200
    assert intake.sign(first, "closing").status_code == 200
    assert settle(intake, second, action="retry")["status"] == "open"
    holds(intake)


def test_two_that_are_different_are_not_proposed_again_until_something_new_speaks_for_it(intake: Intake) -> None:
    first = opened(intake, 1)
    intake.submitted(near(contact={"phone": "19900000007", "address": "汕头市龙湖区虚构路2号"}))
    sought(intake)
    (pair,) = found(intake)
    assert tell_apart(intake, pair["pair"]).status_code == 200
    changed_phone = {"kind": "phone", "on": "2026-11-10", "reason": "换号"}
    intake.post(f"/v1/households/{first}/changes", changed_phone | {"phone": "19900000008"})
    sought(intake)
    assert found(intake) == []
    intake.post(f"/v1/households/{first}/changes", changed_phone | {"phone": "19900000007"})
    sought(intake)
    (again,) = found(intake)
    assert (again["pair"], again["decided_by"]) == (pair["pair"], None)
    holds(intake)


def test_what_was_corrected_lapses_and_the_file_opens(intake: Intake) -> None:
    first = opened(intake, 1)
    shared = {"account": application(1)["account"]}
    second = intake.submitted(application(555, **shared))
    sought(intake)
    assert [reason["signal"] for reason in found(intake)[0]["reasons"]] == ["account", "phone"]
    changed(intake, first, "account", account={"bank": "虚构银行", "number": "9999990000000009"})
    sought(intake)
    assert found(intake) == []
    assert intake.status(second) == "under_verification"
    holds(intake)


def test_who_applied_for_one_of_them_does_not_say_who_is_who_and_a_reason_is_asked(intake: Intake) -> None:
    intake.submitted(application(1))
    intake.submitted(near())
    sought(intake)
    (pair,) = found(intake)
    assert tell_apart(intake, pair["pair"], by="person-portal").json()["code"] == "decided_by_who_applied"
    assert tell_apart(intake, pair["pair"], reason="").status_code == 422
    assert tell_apart(intake, "nobody").status_code == 404
    assert tell_apart(intake, pair["pair"], **{"If-Match": '"7"'}).status_code == 412
    assert tell_apart(intake, pair["pair"]).status_code == 200
    assert tell_apart(intake, pair["pair"]).json()["code"] == "duplicate_not_waiting"


def test_of_another_organisations_household_only_the_office_is_told(intake: Intake) -> None:
    intake.submitted(application(1))
    body = near(org_path=ELSEWHERE, region="440511")
    assert intake.post("/v1/applications", body, "portal", ELSEWHERE).status_code == 201
    sought(intake)
    (pair,) = found(intake, org_path=ELSEWHERE)
    shown = [side for side in pair["households"] if side["household"] is None]
    assert [(side["org_path"], side["name"], side["status"]) for side in shown] == [(None, None, None)]
    assert shown[0]["office"]["name"]
    assert pair["reasons"][0]["members"] == []
    assert found(intake, org_path=YUNNAN.county) == []


def test_neither_portal_nor_timeline_tells_of_it(intake: Intake) -> None:
    intake.submitted(application(1))
    second = intake.submitted(near())
    sought(intake)
    assert intake.get("/v1/duplicates", "portal").status_code == 403
    told = intake.get(f"/v1/households/{second}/timeline", "portal", org_path=UNION).text
    assert "Duplicate" not in told
    assert "IdentityMarked" not in told


@pytest.mark.parametrize("others", [20, 21])
def test_a_mark_that_very_many_share_says_nothing(intake: Intake, others: int) -> None:
    """An office's account: with the twenty-first household that has it nobody is asked."""
    account = {"account": application(1)["account"]}
    for place in range(others):
        intake.submitted(application(100 + place * 37, **account))
        sought(intake)
    last = intake.submitted(application(999, **account))
    sought(intake)
    of_the_last = [one for one in found(intake) if last in {side["household"] for side in one["households"]}]
    assert bool(of_the_last) == (others <= 20)


def test_whose_key_was_destroyed_is_compared_with_nobody_any_more(intake: Intake, shred: Any) -> None:
    first = intake.submitted(application(1))
    shred(intake.service.vault, first)
    second = intake.submitted(near())
    sought(intake)
    assert found(intake) == []
    assert intake.rows("SELECT DISTINCT household FROM identity_marks") == [(second,)]
    holds(intake)


OTHERS = {"本人身份证号": id_number(345), "成员1身份证号": id_number(567)}
SHARED = good_row()["银行账号"]


def test_what_a_roster_corrects_in_an_application_is_compared_too(intake: Intake) -> None:
    survey(intake, couple())
    survey(intake, couple(**OTHERS))
    sought(intake)
    assert found(intake) == []
    assert survey(intake, couple(**OTHERS, 银行账号=SHARED))["corrected"] == 1
    sought(intake)
    assert [reason["signal"] for reason in found(intake)[0]["reasons"]] == ["account", "phone"]
    holds(intake)


def test_what_is_taken_from_a_survey_into_a_file_is_compared_too(intake: Intake) -> None:
    files_of(intake, couple(), couple(**OTHERS))
    said = survey(intake, couple(**OTHERS, 银行账号=SHARED))
    assert take(intake, said["import"], field="account").json()["taken"] == 1
    sought(intake)
    assert [reason["signal"] for reason in found(intake)[0]["reasons"]] == ["account", "phone"]
    holds(intake)
