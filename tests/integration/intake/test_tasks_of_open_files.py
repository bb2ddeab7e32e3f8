"""待办 of an open file and of a notice: changes, re-checks and objections wait for whoever may decide on them."""

from tests.integration.intake.applications import report
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
