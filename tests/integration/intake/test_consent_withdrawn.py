"""撤回授权: taken back at any time; what rests on it takes two, and only a consent that is signed later ends it."""

from typing import Any

import pytest

from contracts.intake import ConsentWithdrawn, RecheckBegun
from tests.integration.intake.applications import application, id_number, member, report
from tests.integration.intake.conftest import UNION, Intake
from tests.integration.intake.test_changes import changed, holds, opened, propose
from tests.integration.intake.test_one_open_file_per_person import member_tokens
from tests.integration.intake.test_work_list import tasks


def withdraw(intake: Intake, household: str, *persons: str, role: str = "portal", **more: str) -> Any:
    body = {"persons": list(persons), "reason": "不再同意核对"}
    return intake.post(f"/v1/households/{household}/consent/withdrawal", body, role, UNION, **more)


def test_a_decision_on_an_application_whose_consent_is_gone_takes_a_second_signature_that_says_so(
    intake: Intake,
) -> None:
    household = intake.submitted(application(1))
    assert withdraw(intake, household).status_code == 200
    assert intake.story(household)[-1] == "ConsentWithdrawn"
    intake.hear(household, report())
    shown = intake.get(f"/v1/households/{household}").json()
    assert (shown["flags"], shown["consent"]["missing"]) == (["consent_withdrawn"], member_tokens(intake, household))
    assert [one["kind"] for one in tasks(intake, "reviewer")] == ["review", "consent"]

    intake.decide(household, decision="approve")
    waiting = intake.get(f"/v1/households/{household}").json()["second_signature"]
    assert (waiting["act"], waiting["grounds"]) == ("approve", ["consent_withdrawn"])
    (said,) = [event for event in intake.events(household) if isinstance(event, ConsentWithdrawn)]
    assert (said.reference, list(said.persons)) == ("GX-0001", member_tokens(intake, household))
    words = intake.post(f"/v1/households/{household}/writings", {"reason": "核实"}, "reviewer").json()["items"]
    (said_in_words,) = [one for one in words if one["kind"] == "consent_withdrawal"]
    assert "不再同意核对" in str(said_in_words)


def test_a_consent_of_before_the_withdrawal_does_not_bring_it_back_and_a_later_one_does(intake: Intake) -> None:
    household = opened(intake)
    assert withdraw(intake, household, role="case_worker").status_code == 200
    consent = application(1, 2)["consent"]
    refused = propose(intake, household, "consent", consent=consent | {"reference": "GX-0000"})
    assert (refused.status_code, refused.json()["code"]) == (409, "consent_was_withdrawn")

    today = intake.service.resources.today().isoformat()
    changed(intake, household, "consent", consent=consent | {"reference": "GX-0002", "signed_on": today})
    assert "consent_withdrawn" not in intake.get(f"/v1/households/{household}").json()["flags"]
    (begun,) = [event for event in intake.events(household) if isinstance(event, RecheckBegun)]
    assert (begun.missing, set(begun.consent.persons)) == ((), set(member_tokens(intake, household)))
    assert "consent" not in [one["kind"] for one in tasks(intake, "reviewer")]
    holds(intake)


def test_of_whom_nobody_may_be_asked_nobody_is_asked_in_a_recheck(intake: Intake) -> None:
    household = opened(intake)
    applicant, spouse = member_tokens(intake, household)
    assert withdraw(intake, household, spouse, role="case_worker").status_code == 200
    changed(intake, household, "income", person=applicant, monthly_income="700.00")
    (begun,) = [event for event in intake.events(household) if isinstance(event, RecheckBegun)]
    assert (begun.consent.persons, begun.missing) == ((applicant,), (spouse,))


def with_a_child(**consent: Any) -> dict[str, Any]:
    body = application(1, 2)
    child = member(3, "child", id_number=id_number(3, "20200301"), can_work=False, employment="student")
    return body | {"members": [*body["members"], child], "consent": body["consent"] | consent}


def test_with_a_guardian_goes_the_child_whom_they_signed_for(intake: Intake) -> None:
    household = intake.submitted(with_a_child(guardians=[{"member": 2, "guardian": 1}]))
    applicant, spouse, child = member_tokens(intake, household)
    shown = intake.get(f"/v1/households/{household}").json()["consent"]
    assert shown["guardians"] == [{"member": child, "guardian": spouse}]
    assert withdraw(intake, household, spouse).status_code == 200
    (said,) = [event for event in intake.events(household) if isinstance(event, ConsentWithdrawn)]
    assert said.persons == (spouse, child)
    assert withdraw(intake, household, applicant).status_code == 200


@pytest.mark.parametrize(
    ("guardians", "pointer", "code"),
    [
        ([(2, 7)], "#/consent/guardians/0", "consent.unknown_signatory"),
        ([(0, 1)], "#/consent/guardians/0/member", "consent.no_child"),
        ([(2, 0), (2, 1)], "#/consent/guardians/1/member", "consent.no_child"),
        ([(2, 2)], "#/consent/guardians/0/guardian", "consent.no_guardian"),
    ],
)
def test_a_guardian_is_of_age_and_has_signed(
    intake: Intake, guardians: list[tuple[int, int]], pointer: str, code: str
) -> None:
    said = [{"member": child, "guardian": by} for child, by in guardians]
    refused = intake.post("/v1/applications", with_a_child(guardians=said), "portal", UNION)
    assert refused.status_code == 422
    assert (pointer, code) in [(one["pointer"], one["code"]) for one in refused.json()["errors"]]


@pytest.mark.parametrize("role", ["reviewer", "auditor", "finance"])
def test_only_who_speaks_for_the_household_takes_it_back(intake: Intake, role: str) -> None:
    assert withdraw(intake, intake.submitted(application(1)), role=role).status_code == 403


def test_what_cannot_be_taken_back_is_refused_in_words(intake: Intake) -> None:
    household = intake.submitted(application(1))
    strange = withdraw(intake, household, "nobody")
    assert (strange.status_code, strange.json()["code"]) == (422, "person_not_covered")
    assert withdraw(intake, household).status_code == 200
    again = withdraw(intake, household)
    assert (again.status_code, again.json()["code"]) == (409, "consent_withdrawn_already")
    intake.post(f"/v1/households/{household}/withdrawal", {"reason": "撤回"}, "portal", UNION)
    ended = withdraw(intake, household)
    assert (ended.status_code, ended.json()["code"]) == (409, "nobody_is_asked_any_more")
    other = withdraw(intake, intake.submitted(application(3)), subject="another-portal")
    assert (other.status_code, other.json()["code"]) == (404, "not_found")
