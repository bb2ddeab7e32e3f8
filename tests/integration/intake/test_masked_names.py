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


def test_a_search_answers_by_the_masked_name(intake: Intake) -> None:
    intake.submitted(application(1))
    (item,) = intake.post("/v1/search", {"id_number": id_number(1)}, "reviewer", UNION).json()["items"]
    assert item["name"] == "陈**"
