"""Parameters of the law at intake: who sets what where, what holds when, and which decision rested on what."""

from datetime import datetime
from typing import Any

import pytest

from chassis.rebuild import drift
from kernel.calendar import CHINA_STANDARD_TIME
from services.intake.projections import TABLES, project
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import Intake
from tests.support.parameters import BOOK

CITY = "44/4405"


def line(value: Any, first_day: str = "2026-01-01", **changes: Any) -> dict[str, Any]:
    given = {"name": "dibao_line", "regions": ["440507"], "from": first_day, "value": value, "source": "民政文件"}
    return given | changes


def put(intake: Intake, body: dict[str, Any], org_path: str = CITY) -> Any:
    """Proposed by one, confirmed by another; the first refusal, or what was set."""
    proposed = intake.post("/v1/parameters", body, "lawkeeper", org_path)
    return confirm(intake, body, org_path) if proposed.status_code < 300 else proposed


def confirm(intake: Intake, body: dict[str, Any], org_path: str = CITY, role: str = "lawkeeper:second") -> Any:
    return intake.post("/v1/parameters/confirmation", body, role, org_path)


def in_force(intake: Intake, **asked: str) -> dict[str, str]:
    query = "&".join(f"{name}={value}" for name, value in {"region": "440507", **asked}.items())
    answer = intake.get(f"/v1/parameters?{query}")
    assert answer.status_code == 200, answer.text
    return {item["name"]: item["value"] for item in answer.json()["items"]}


def at(day: int) -> datetime:
    return datetime(2026, 11, day, 10, tzinfo=CHINA_STANDARD_TIME)


def test_what_is_set_holds_from_its_day_in_its_places_and_says_its_source(intake: Intake) -> None:
    assert put(intake, line("980.00", regions=["440507", "440511"])).json() == {
        "name": "dibao_line",
        "regions": ["440507", "440511"],
        "changed": ["440507", "440511"],
    }
    told = intake.get("/v1/parameters?region=440511&on=2026-03-01").json()
    (shown,) = [item for item in told["items"] if item["name"] == "dibao_line"]
    assert (shown["value"], shown["from"], shown["source"]) == ("980.00", "2026-01-01", "民政文件")
    assert [in_force(intake, on=day)["dibao_line"] for day in ("2025-12-31", "2026-06-30", "2026-07-01")] == [
        "950.00",
        "980.00",
        "1000.00",
    ]


def test_a_parameter_set_to_the_same_value_again_changes_nothing(intake: Intake) -> None:
    put(intake, line("980.00"))
    assert put(intake, line("980.00", regions=["440507", "440511"])).json()["changed"] == ["440511"]
    assert intake.story("parameter-dibao_line-440507").count("ParameterSet") == 3


def test_the_version_of_what_is_in_force_is_that_of_the_file_it_was_loaded_from(intake: Intake) -> None:
    told = intake.get("/v1/parameters?region=440507&on=2026-11-02").json()
    assert told["version"] == BOOK.in_force("440507", at(2).date())["parameters_version"]


def test_two_clocks_tell_what_held_on_a_day_by_what_was_known_then_and_by_what_is_known_now(intake: Intake) -> None:
    intake.move_to(at(10))
    put(intake, line("980.00", "2026-03-01"))
    assert in_force(intake, on="2026-04-01")["dibao_line"] == "980.00"
    known = {day: in_force(intake, on="2026-04-01", known_at=f"2026-11-{day}T00:00:00%2B08:00") for day in ("09", "11")}
    assert {day: told["dibao_line"] for day, told in known.items()} == {"09": "950.00", "11": "980.00"}
    assert in_force(intake, on="2026-04-01", known_at="2024-12-31T00:00:00%2B08:00") == {}


def test_a_time_without_its_zone_is_refused(intake: Intake) -> None:
    assert intake.get("/v1/parameters?region=440507&known_at=2026-11-09T00:00:00").status_code == 422


def test_the_history_keeps_every_entry_page_by_page(intake: Intake) -> None:
    put(intake, line("980.00"))
    put(intake, line(None, "2027-01-01"))
    first = intake.get("/v1/parameters/history?region=440507&name=dibao_line&limit=3").json()
    second = intake.get(f"/v1/parameters/history?region=440507&name=dibao_line&limit=3&cursor={first['next']}").json()
    told = [(item["from"], item["value"]) for page in (first, second) for item in page["items"]]
    assert told == [
        ("2025-01-01", "950.00"),
        ("2026-07-01", "1000.00"),
        ("2026-01-01", "980.00"),
        ("2027-01-01", None),
    ]
    assert second["next"] is None


REFUSED: dict[str, list[tuple[dict[str, Any], str]]] = {
    "parameter.unknown": [({"name": "dibao_lines"}, CITY)],
    "parameter.unusable": [({"value": "980.005"}, CITY), ({"value": "0.00"}, CITY)],
    "parameter.day_too_far": [
        ({"from": "2199-12-31"}, CITY),
        ({"from": "2028-11-05"}, CITY),
        ({"from": "1900-01-01"}, CITY),
        ({"from": "2016-08-31"}, CITY),
        ({"from": "2199-12-31", "value": None}, CITY),
    ],
    "parameter.region": [({"regions": ["44050"]}, CITY), ({"regions": ["*"]}, CITY)],
    "region.unknown": [({"regions": ["440507", "440599"]}, CITY), ({"regions": ["4499"]}, "44")],
    "parameter.out_of_reach": [
        ({"regions": ["44"]}, CITY),
        ({"regions": ["440507", "445102"]}, CITY),
        ({}, "44/4405/440511"),
        ({}, "44/4405/440507/longhu-dianzi"),
    ],
    "invalid_body": [
        ({"value": 980.5}, CITY),
        ({"value": True}, CITY),
        ({"source": ""}, CITY),
        ({"regions": []}, CITY),
    ],
}


def test_a_parameter_that_cannot_be_set_is_refused_whole(intake: Intake) -> None:
    before = in_force(intake)
    asked = [(code, *each) for code, cases in REFUSED.items() for each in cases]
    answers = [put(intake, line("980.00", "2026-11-01") | changes, org_path) for _, changes, org_path in asked]
    told = [(answer.status_code, answer.json()["code"]) for answer in answers]
    assert told == [(403 if code.endswith("reach") else 422, code) for code, *_ in asked]
    assert in_force(intake) == before


@pytest.mark.parametrize("day", ["2016-09-01", "2028-11-01"])
def test_a_value_may_hold_from_the_documents_day_and_two_years_ahead(intake: Intake, day: str) -> None:
    assert put(intake, line("980.00", day)).json()["changed"] == ["440507"]


@pytest.mark.parametrize("role", ["reviewer", "operator", "finance", "portal"])
def test_only_a_lawkeeper_proposes_and_confirms(intake: Intake, role: str) -> None:
    """FAULTS A2."""
    assert intake.post("/v1/parameters", line("980.00"), role, CITY).json()["code"] == "forbidden"
    intake.post("/v1/parameters", line("980.00"), "lawkeeper", CITY)
    assert confirm(intake, line("980.00"), role=role).json()["code"] == "forbidden"


def test_what_one_person_proposes_holds_when_another_confirms_it(intake: Intake) -> None:
    """FAULTS A2: the law's parameters take two."""
    before = in_force(intake)
    proposed = intake.post("/v1/parameters", line("980.00", "2026-11-01"), "lawkeeper", CITY)
    assert proposed.json()["proposed"] == ["440507"]
    alone = confirm(intake, line("980.00", "2026-11-01"), role="lawkeeper")
    assert (alone.status_code, alone.json()["code"]) == (403, "parameter.confirmed_by_another")
    assert in_force(intake) == before
    (waits,) = intake.get("/v1/parameters/waiting?region=440507", "auditor").json()["items"]
    assert (waits["value"], waits["proposed_by"]) == ("980.00", "person-lawkeeper")
    for other in (
        line("9800.00", "2026-11-01"),
        line("980.00", "2026-10-01"),
        line("980.00", "2026-11-01", source="x"),
    ):
        assert confirm(intake, other).json()["code"] == "parameter.not_proposed"
    assert confirm(intake, line("980.00", "2026-11-01")).json()["changed"] == ["440507"]
    assert in_force(intake)["dibao_line"] == "980.00"
    assert confirm(intake, line("980.00", "2026-11-01")).json()["changed"] == []
    assert intake.get("/v1/parameters/waiting?region=440507", "auditor").json()["items"] == []


def test_a_name_in_other_letters_case_confirms_nothing_of_its_own(intake: Intake) -> None:
    """FAULTS A2."""
    intake.post("/v1/parameters", line("980.00"), "lawkeeper", CITY)
    headers = intake.headers("lawkeeper", org_path=CITY, subject="Person-Lawkeeper")
    alone = intake.door.post("/v1/parameters/confirmation", json=line("980.00"), headers=headers)
    assert alone.json()["code"] == "parameter.confirmed_by_another"


def test_who_proposed_is_told_in_the_province_alone(intake: Intake) -> None:
    intake.post("/v1/parameters", line("980.00"), "lawkeeper", CITY)
    asked = "/v1/parameters/waiting?region=440507"
    (near,) = intake.get(asked, "auditor", "44/4405/440511").json()["items"]
    (far,) = intake.get(asked, "auditor", "41/4102").json()["items"]
    assert (near["proposed_by"], far["proposed_by"]) == ("person-lawkeeper", None)
    assert far == {**near, "proposed_by": None}


def test_nothing_is_told_of_a_region_that_is_no_known_county(intake: Intake) -> None:
    for path in ("/v1/parameters?region=440599", "/v1/parameters/waiting?region=440599"):
        answer = intake.get(path, "lawkeeper")
        assert (answer.status_code, answer.json()["code"]) == (422, "region.unknown")


def test_who_corrects_a_proposal_cannot_confirm_the_correction(intake: Intake) -> None:
    """FAULTS A2: the last to write is the one who proposed."""
    intake.post("/v1/parameters", line("980.00"), "lawkeeper", CITY)
    intake.post("/v1/parameters", line("990.00"), "lawkeeper:second", CITY)
    assert confirm(intake, line("990.00")).json()["code"] == "parameter.confirmed_by_another"
    assert confirm(intake, line("980.00")).json()["code"] == "parameter.not_proposed"
    assert confirm(intake, line("990.00"), role="lawkeeper").json()["changed"] == ["440507"]


def test_a_decision_keeps_the_parameters_that_were_in_force_on_its_day(intake: Intake) -> None:
    household = intake.submitted(application(1))
    intake.hear(household, report())
    put(intake, line("980.00", "2026-11-02"))
    assert intake.decide(household, decision="approve").status_code == 200
    before = BOOK.in_force("440507", at(2).date())
    version = before.pop("parameters_version")
    first, again = proposals(intake, household)
    assert (first.parameters, first.parameters_version) == (before, version)
    assert again.parameters == {**before, "dibao_line": 98_000}


def test_a_line_of_another_place_changes_no_decision(intake: Intake) -> None:
    household = intake.submitted(application(1))
    intake.hear(household, report())
    put(intake, line("980.00", "2026-11-02", regions=["440511"]))
    intake.decide(household, decision="approve")
    assert len(proposals(intake, household)) == 1


def test_a_retroactive_line_decides_what_is_decided_from_then_on_and_edits_nothing(intake: Intake) -> None:
    """A line for a past day was not known when the first proposal was made: that one stands as it was made."""
    household = intake.submitted(application(1))
    intake.hear(household, report(household_income=190_000))
    assert intake.get(f"/v1/households/{household}").json()["proposal"]["category"] == "1"
    intake.move_to(at(3))
    put(intake, line("900.00", "2026-11-01"))
    refused = intake.decide(household, decision="approve", category="1")
    assert refused.json()["code"] == "reason_required"
    (stands,) = proposals(intake, household)
    assert stands.parameters["dibao_line"] == 100_000
    assert in_force(intake, on="2026-11-02", known_at="2026-11-02T12:00:00%2B08:00")["dibao_line"] == "1000.00"
    assert in_force(intake, on="2026-11-02")["dibao_line"] == "900.00"


def test_an_installation_without_parameters_has_none(make_intake: Any) -> None:
    intake: Intake = make_intake(parameters=False)
    household = intake.submitted(application(1))
    intake.hear(household, report())
    proposal = intake.get(f"/v1/households/{household}").json()["proposal"]
    missing = ["causes", "dibao_line", "of_the_event_kind_laid_off", "of_the_kind_laid_off"]
    assert (proposal["category"], proposal["missing"]) == ("undetermined", missing)
    against = intake.decide(household, decision="approve", category="1", reason="x")
    assert (against.json()["code"], against.json()["params"]) == ("parameter_unset", {"name": "notice_working_days"})
    assert in_force(intake) == {}


def test_the_table_of_parameters_is_made_again_from_the_events(intake: Intake) -> None:
    put(intake, line("980.00"))
    put(intake, line(None, "2027-01-01"))
    with intake.service.store.pool.connection() as connection:
        assert drift(connection, intake.service.store.codec, project, TABLES) == {}
        ((rows,),) = connection.execute("SELECT count(*) FROM parameters").fetchall()
    assert rows > 2


def proposals(intake: Intake, household: str) -> list[Any]:
    with intake.service.store.transaction() as transaction:
        recorded = transaction.load(f"household-{household}")
    return [item.event for item in recorded if item.envelope.type.endswith(".CategoryProposed.v1")]
