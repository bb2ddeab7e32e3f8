"""A person has one application or file at an organisation; the next is told of it, and makes no second household."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.integration.intake.applications import application
from tests.integration.intake.conftest import UNION, Intake

ELSEWHERE = "44/4405/440507/longhu-wanju"


def apply(intake: Intake, body: dict[str, Any], role: str = "portal") -> Any:
    return intake.post("/v1/applications", body, role, body["org_path"])


def households(intake: Intake) -> int:
    return len(intake.get("/v1/households").json()["items"])


def test_the_same_application_under_three_keys_makes_one_household_and_names_it(intake: Intake) -> None:
    first = apply(intake, application(1, 2)).json()["household"]
    for again in (application(1, 2), application(1), application(1, 3)):
        refused = apply(intake, again)
        assert (refused.status_code, refused.json()["code"]) == (409, "application_stands")
        assert refused.json()["params"] == {"household": first, "status": "under_verification"}
        assert "核对中" in refused.json()["detail"]
        assert first in refused.json()["detail"]
    assert households(intake) == 1


def test_the_same_application_at_one_moment_makes_one_household(intake: Intake) -> None:
    """Each from another clerk: the searches of one stand in one line."""
    with ThreadPoolExecutor(4) as portals:
        answers = list(portals.map(lambda clerk: apply(intake, application(1, 2), f"portal:{clerk}"), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert households(intake) == 1


def test_the_same_key_is_answered_the_same_and_not_refused(intake: Intake) -> None:
    headers = intake.headers("portal", org_path=UNION)
    first, second = (intake.door.post("/v1/applications", json=application(1), headers=headers) for _ in range(2))
    assert (second.status_code, second.content) == (201, first.content)


def test_after_a_withdrawal_the_person_applies_anew(intake: Intake) -> None:
    first = intake.submitted(application(1))
    intake.post(f"/v1/households/{first}/withdrawal", {"reason": "另行申请"}, "portal", UNION)
    second = intake.submitted(application(1))
    assert second != first
    assert apply(intake, application(1)).json()["params"]["household"] == second


def test_at_another_organisation_and_as_another_member_it_is_a_flag_as_before(intake: Intake) -> None:
    intake.submitted(application(1, 2))
    for body, flag in (
        (application(1, 3, org_path=ELSEWHERE), "applicant_elsewhere"),
        (application(4, 2), "member_elsewhere"),
    ):
        taken = apply(intake, body)
        assert taken.status_code == 201
        assert intake.get(f"/v1/households/{taken.json()['household']}").json()["flags"] == [flag]


def test_who_is_told_that_one_stands_is_on_record_and_limited_as_a_searcher(make_intake: Any) -> None:
    """FAULTS A10, A14: to apply in vain is a way to ask whether somebody is a client."""
    sparing: Intake = make_intake(searches_an_hour_max=1, searches_a_day_max=5)
    sparing.submitted(application(1))
    assert apply(sparing, application(1)).json()["code"] == "application_stands"
    (seen,) = sparing.get("/v1/accesses", "auditor").json()["items"]
    assert (seen["actor"], seen["what"], seen["found"]) == ("person-portal", "search", 1)
    assert apply(sparing, application(1)).json()["code"] == "too_many_searches"
