"""待办 of an open file and of a notice: changes, re-checks and objections wait for whoever may decide on them."""

from contracts.intake import RecheckBegun
from tests.integration.intake.applications import application, id_number, member, report
from tests.integration.intake.conftest import Intake
from tests.integration.intake.test_changes import changed, decide, keep, opened, proposed
from tests.integration.intake.test_one_open_file_per_person import member_tokens, on_notice
from tests.integration.intake.test_work_list import not_drifted, tasks


def waiting(intake: Intake) -> list[str]:
    return sorted(task["kind"] for task in tasks(intake) if task["kind"] != "file_number")


def test_a_change_waits_for_another_person_until_it_is_decided(intake: Intake) -> None:
    household = opened(intake)
    proposed(intake, household, "phone", phone="19900000009")
    assert waiting(intake) == [], "it holds at once"
    change = proposed(intake, household, "account", account={"bank": "虚构银行", "number": "9999990000000009"})
    (task,) = tasks(intake, asked="?kind=change")
    assert (task["household"], task["about"], task["reason"]) == (household, change, ["account"])
    assert (task["not_by"], task["due_on"] is None) == ("person-case_worker", False)
    assert decide(intake, household, change).status_code == 200
    assert waiting(intake) == []
    assert not_drifted(intake)


def test_a_recheck_waits_from_its_proposal_to_the_last_signature_and_anew_when_it_begins_again(intake: Intake) -> None:
    household = opened(intake)
    _, spouse = member_tokens(intake, household)
    changed(intake, household, "income", person=spouse, monthly_income="9000.00")
    assert waiting(intake) == [], "the agencies are asked"
    intake.hear(household, report(round_=2, household_income=900_000))
    assert waiting(intake) == ["recheck"]
    assert keep(intake, household, category="2", reason="短期收入").status_code == 200
    assert waiting(intake) == ["recheck_signature"]
    assert intake.sign(household, "recheck", by="signer", signature="declined", reason="再核").status_code == 200
    assert waiting(intake) == ["recheck"]
    assert keep(intake, household, category="2", reason="短期收入").status_code == 200
    changed(intake, household, "income", person=spouse, monthly_income="900.00")
    assert waiting(intake) == [], "asked again: nobody signs what rested on the round before"
    intake.hear(household, report(round_=3))
    assert waiting(intake) == ["recheck"]
    assert keep(intake, household).status_code == 200
    assert waiting(intake) == []
    assert not_drifted(intake)


def test_an_objection_waits_for_its_answer_whatever_becomes_of_the_household(intake: Intake) -> None:
    household = on_notice(intake, 1)
    intake.post(f"/v1/households/{household}/objection", {"text": "邻居反映另有收入"})
    assert waiting(intake) == ["objection"]
    assert intake.post(f"/v1/households/{household}/withdrawal", {"reason": "不再申请"}).status_code == 200
    (task,) = tasks(intake, asked="?kind=objection")
    assert (task["household"], task["about"]) == (household, f"{household}/2")
    assert intake.answer_objection(household).status_code == 200
    assert waiting(intake) == []
    assert not_drifted(intake)


def test_a_new_adult_whose_signature_is_missing_is_not_asked_about_and_is_to_sign(intake: Intake) -> None:
    household = opened(intake)
    changed(intake, household, "member_joined", member=member(7, "parent"))
    *signed, joined = member_tokens(intake, household)
    (begun,) = (event for event in intake.events(household) if isinstance(event, RecheckBegun))
    assert (begun.missing, begun.consent.persons) == ((joined,), tuple(signed))
    (task,) = tasks(intake, "case_worker", "?kind=consent")
    assert (task["household"], task["reason"]) == (household, ["signature_missing"])
    consent = {**application()["consent"], "signed_on": "2026-11-09", "signatories": [0, 1, 2]}
    changed(intake, household, "consent", consent=consent)
    assert tasks(intake, "case_worker", "?kind=consent") == []
    assert intake.get(f"/v1/households/{household}").json()["consent"]["missing"] == []
    *_, begun = (event for event in intake.events(household) if isinstance(event, RecheckBegun))
    assert (begun.missing, begun.consent.persons) == ((), (*signed, joined))
    assert not_drifted(intake)


def test_the_signature_of_who_goes_is_waited_for_no_more(intake: Intake) -> None:
    household = opened(intake)
    changed(intake, household, "member_joined", member=member(7, "parent"))
    joined = member_tokens(intake, household)[-1]
    assert len(tasks(intake, "portal", "?kind=consent")) == 1
    changed(intake, household, "member_left", person=joined)
    assert tasks(intake, "portal", "?kind=consent") == []
    assert not_drifted(intake)


def test_who_signed_themselves_before_they_came_of_age_has_signed(intake: Intake) -> None:
    """They were seventeen when they signed, and of age when the application came."""
    body = application(1, 2)
    body["members"][1] = member(2, "child", id_number=id_number(2, "20081102"))
    household = intake.submitted(body)
    assert intake.get(f"/v1/households/{household}").json()["consent"]["missing"] == []
