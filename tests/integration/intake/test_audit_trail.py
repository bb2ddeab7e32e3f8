"""FAULTS A10, A14: who looks or searches is on record, searches are limited, and a portal learns nothing of others."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from chassis.rebuild import drift
from kernel.calendar import CHINA_STANDARD_TIME
from services.intake.projections import TABLES, project
from tests.integration.intake.applications import application, id_number, report
from tests.integration.intake.conftest import Intake

ELSEWHERE = "44/4405/440507/longhu-wanju"


def accesses(intake: Intake, query: str = "", org_path: str | None = None) -> list[tuple[str, str]]:
    answer = intake.get(f"/v1/accesses{query}", "auditor", org_path)
    assert answer.status_code == 200, answer.text
    return [(item["actor"], item["what"]) for item in answer.json()["items"]]


def search(intake: Intake, sequence: int = 1, role: str = "case_worker", **more: str) -> Any:
    return intake.post("/v1/search", {"id_number": id_number(sequence)}, role, **more)


def test_each_look_at_facts_and_reasons_is_on_record_for_auditors(intake: Intake) -> None:
    """FAULTS A10."""
    household = intake.submitted(application(1))
    path = f"/v1/households/{household}"
    intake.get(path)
    assert accesses(intake) == []  # there were no facts to see yet
    intake.hear(household, report())
    intake.get(path, "portal")
    intake.get(path, "case_worker")
    intake.get(path, "auditor")
    intake.get(f"{path}/explanation")
    intake.post(f"{path}/unmask", {"reason": "电话回访"}, "unmask")
    assert accesses(intake, f"?household={household}") == [
        ("person-case_worker", "household"),
        ("person-auditor", "household"),
        ("person-reviewer", "explanation"),
        ("person-unmask", "personal_data"),
    ]
    assert accesses(intake, "?actor=person-reviewer") == [("person-reviewer", "explanation")]
    latest_first = intake.get(f"{path}/accesses", "auditor").json()["items"]
    assert [one["what"] for one in latest_first] == ["personal_data", "explanation", "household", "household"]
    assert accesses(intake, org_path="44/4405/440511") == []
    assert intake.get("/v1/accesses").status_code == 403
    assert [item["type"].rsplit(".", 2)[-2] for item in intake.get(f"{path}/timeline").json()["items"]] == [
        "ApplicationSubmitted",
        "CategoryProposed",
    ]


def test_each_exact_search_is_on_record_and_names_nobody(intake: Intake) -> None:
    """FAULTS A10."""
    intake.submitted(application(1))
    assert search(intake).status_code == 200
    assert search(intake, 7, "portal").json() == {"items": []}
    (first, second) = intake.get("/v1/accesses", "auditor").json()["items"]
    assert (first["actor"], first["what"], first["found"]) == ("person-case_worker", "search", 1)
    assert (second["actor"], second["found"], second["household"]) == ("person-portal", 0, None)
    assert second["person"].startswith("person:")
    assert id_number(7) not in str(intake.rows("SELECT convert_from(body, 'UTF8') FROM events"))


@pytest.fixture
def sparing(make_intake: Callable[..., Intake]) -> Intake:
    return make_intake(searches_an_hour_max=2, searches_a_day_max=3)


def test_exact_searches_are_limited_by_hour_and_day_for_one_who_asks(sparing: Intake) -> None:
    """FAULTS A10."""
    assert [search(sparing).status_code for _ in range(3)] == [200, 200, 429]
    refused = search(sparing).json()
    assert (refused["code"], refused["params"]) == ("too_many_searches", {"most": 2, "hours": 1})
    other_case = sparing.headers("case_worker", subject="PERSON-case_worker")
    assert sparing.door.post("/v1/search", json={"id_number": id_number(1)}, headers=other_case).status_code == 429
    assert search(sparing, role="reviewer").status_code == 200  # another person
    sparing.set_clock(datetime(2026, 11, 2, 12, tzinfo=CHINA_STANDARD_TIME))
    assert [search(sparing).status_code for _ in range(2)] == [200, 429]
    assert search(sparing).json()["params"] == {"most": 3, "hours": 24}
    assert len(accesses(sparing)) == 4


def test_a_name_in_another_case_searches_on_the_same_count(sparing: Intake) -> None:
    """An issuer that takes `ann` and `ANN` for one account gave one person as many counts as there are spellings."""
    answers = [search(sparing, subject=subject) for subject in ("ann", "Ann", "ANN")]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    named = sparing.get("/v1/accesses?actor=aNN", "auditor").json()["items"]
    assert [one["actor"] for one in named] == ["ann", "Ann"]


def test_a_portal_does_not_learn_that_somebody_applied_elsewhere(intake: Intake) -> None:
    """FAULTS A14."""
    intake.submitted(application(1))
    elsewhere = application(1, 2, org_path=ELSEWHERE)
    probe = intake.post("/v1/applications", elsewhere, "portal", ELSEWHERE).json()["household"]
    path = f"/v1/households/{probe}"
    assert intake.get(path).json()["flags"] == ["applicant_elsewhere"]
    for role in ("portal", "case_worker"):
        seen = (intake.get(path, role), intake.get("/v1/households", role), search(intake, 2, role))
        assert [answer.status_code for answer in seen] == [200, 200, 200]
        assert "elsewhere" not in "".join(answer.text for answer in seen)
        assert "elsewhere" not in intake.get(f"{path}/timeline", role).text


def test_applications_that_are_taken_back_are_counted_for_a_supervisor(intake: Intake) -> None:
    """FAULTS A14."""
    intake.submitted(application(1))
    for people in ((2, 1), (3,)):
        probe = intake.submitted(application(*people))
        intake.post(f"/v1/households/{probe}/withdrawal", {"reason": "误报"}, "portal")
    for role in ("reviewer", "auditor"):
        assert intake.get("/v1/withdrawals", role).json()["items"] == [
            {"applied_by": "person-portal", "applications": 3, "withdrawn": 2, "withdrawn_about_others": 1}
        ]
    assert intake.get("/v1/withdrawals", "portal").status_code == 403
    assert intake.get("/v1/withdrawals", "auditor", "44/4405/440511").json()["items"] == []


def test_the_audit_trail_is_made_anew_from_the_events(intake: Intake) -> None:
    household = intake.submitted(application(1))
    intake.hear(household, report())
    intake.get(f"/v1/households/{household}")
    intake.post(f"/v1/households/{household}/unmask", {"reason": "电话回访"}, "unmask")
    search(intake)
    with intake.service.store.reading() as connection:
        assert drift(connection, intake.service.store.codec, project, TABLES) == {}
