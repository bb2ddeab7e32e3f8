"""早发现线索: a task of the federation of its place; a visit, an application that meets it, and its term."""

from datetime import date, datetime
from typing import Any

from contracts.verification import LeadMet, LeadReceived
from kernel.calendar import CHINA_STANDARD_TIME
from tests.integration.intake.applications import application
from tests.integration.intake.conftest import COUNTY, Intake
from tests.integration.intake.test_changes import holds

LEAD = "a" * 40
AFTER_ITS_TERM = datetime(2026, 12, 2, 9, 0, tzinfo=CHINA_STANDARD_TIME)


def heard(intake: Intake, lead: str = LEAD) -> None:
    received = LeadReceived(
        agency="social_security",
        kind="unemployment_registered",
        reference="SY-2026-17",
        region="440507",
        on=date(2026, 10, 30),
        until=date(2026, 12, 1),
    )
    intake.hear(lead, received)


def stands(intake: Intake, lead: str = LEAD) -> dict[str, Any]:
    return dict(intake.get(f"/v1/leads/{lead}").json())


def visit(intake: Intake, outcome: str, on: str = "2026-11-02") -> Any:
    seen = intake.get(f"/v1/leads/{LEAD}").headers["ETag"]
    return intake.post(f"/v1/leads/{LEAD}/visit", {"outcome": outcome, "on": on}, **{"If-Match": seen})


def tasks(intake: Intake) -> list[dict[str, Any]]:
    return list(intake.get("/v1/tasks?kind=lead", role="case_worker").json()["items"])


def test_a_lead_waits_for_the_union_of_its_place_and_is_visited(intake: Intake) -> None:
    heard(intake)
    heard(intake)
    (task,) = tasks(intake)
    assert (task["about"], task["reason"], task["org_path"]) == (LEAD, ["unemployment_registered"], COUNTY)
    assert stands(intake) | {"status": "waiting", "reference": "SY-2026-17", "household": None} == stands(intake)
    assert visit(intake, "contacted", "2026-10-01").json()["code"] == "lead_day"
    assert visit(intake, "contacted").json()["status"] == "contacted"
    assert (tasks(intake), stands(intake)["visited_by"]) == ([], "person-case_worker")
    assert visit(intake, "not_in_need").json()["status"] == "not_in_need"
    assert visit(intake, "contacted").json()["code"] == "lead_settled"
    assert [one["status"] for one in intake.get("/v1/leads?status=not_in_need").json()["items"]] == ["not_in_need"]
    holds(intake)


def test_the_application_of_whom_it_is_about_refers_to_it(intake: Intake) -> None:
    heard(intake)
    household = intake.submitted(application(1, 2))
    intake.hear(LEAD, LeadMet(household=household))
    assert (stands(intake)["status"], stands(intake)["household"]) == ("applied", household)
    told = intake.get(f"/v1/households/{household}/timeline").json()["items"]
    assert [one["why"]["lead"] for one in told if "lead" in one.get("why", {})] == [LEAD]
    assert tasks(intake) == []
    intake.move_to(AFTER_ITS_TERM)
    assert stands(intake)["status"] == "applied"
    holds(intake)


def test_a_lead_that_nobody_applied_after_lapses_with_its_term(intake: Intake) -> None:
    heard(intake)
    intake.move_to(AFTER_ITS_TERM)
    assert (stands(intake)["status"], tasks(intake)) == ("lapsed", [])
    assert visit(intake, "contacted").json()["code"] == "lead_settled"
    holds(intake)
