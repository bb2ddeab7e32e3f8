"""Lists call a household by its applicant's masked name, opened for the page with one look into the vault."""

from typing import Any

import pytest

from tests.integration.intake.applications import application, id_number, report
from tests.integration.intake.conftest import UNION, Intake


@pytest.mark.parametrize("path", ["/v1/households", "/v1/second-signatures", "/v1/tasks"])
def test_a_list_masks_names_and_asks_the_vault_once_for_a_page(
    intake: Intake, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sequence in range(1, 5):
        household = intake.submitted(application(sequence))
        intake.hear(household, report())
        intake.decide(household, decision="reject", clause="三(一)", reason="不符")
    vault: Any = intake.service.vault
    vault._cache.clear()
    looks, connection = [], vault._connection
    monkeypatch.setattr(vault, "_connection", lambda: looks.append(1) or connection())

    answer = intake.door.get(f"{path}?limit=3", headers=intake.headers("reviewer", subject="who-looks"))
    assert [item["name"] for item in answer.json()["items"]] == ["陈**"] * 3
    assert "陈测试" not in answer.text
    assert len(looks) == 1


def test_people_look_for_a_household_by_the_name_of_a_member_in_their_scope(intake: Intake) -> None:
    household = intake.submitted(application(1))
    intake.submitted(application(2) | {"members": [{**application(2)["members"][0], "name": "王 示例"}]})

    def found(name: str, role: str = "case_worker", org_path: str = UNION) -> list[str]:
        answer = intake.post("/v1/search/by-name", {"name": name}, role, org_path)
        assert answer.status_code == 200, answer.text
        return [item["household"] for item in answer.json()["items"]]

    assert found("陈测试") == [household]
    assert len(found("王示例")) == 1  # as it is read: without its space
    assert found("陈测") == []
    assert found("陈测试", org_path="44/4405/440511") == []
    assert intake.post("/v1/search/by-name", {"name": "陈测试"}, "portal").status_code == 403
    audited = intake.door.get("/v1/accesses", headers=intake.headers("auditor", subject="who-audits"))
    assert {access["what"] for access in audited.json()["items"]} == {"search"}
    assert "陈" not in audited.text


def test_who_is_gone_is_found_by_the_number_alone(intake: Intake) -> None:
    household = intake.submitted(application(1))
    intake.post(f"/v1/households/{household}/withdrawal", {"reason": "x"}, "portal", UNION)
    assert intake.post("/v1/search/by-name", {"name": "陈测试"}).json()["items"] == []
    assert len(intake.post("/v1/search", {"id_number": id_number(1)}).json()["items"]) == 1


def test_a_search_answers_by_the_masked_name(intake: Intake) -> None:
    intake.submitted(application(1))
    (item,) = intake.post("/v1/search", {"id_number": id_number(1)}, "reviewer", UNION).json()["items"]
    assert item["name"] == "陈**"
