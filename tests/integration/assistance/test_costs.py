"""What `jiekun policy simulate` is told of costs: files by document, region and category, and their money."""

import json

import pytest

from services.assistance import tools
from tests.integration.assistance.conftest import Assistance


def test_a_category_costs_what_left_the_free_budgets_for_its_files_and_has_not_come_back(
    assistance: Assistance, capsys: pytest.CaptureFixture[str]
) -> None:
    fund = assistance.fund("10000.00")
    helped, taken_back, _ = (assistance.opened() for _ in range(3))
    other_category = assistance.opened(category="2")
    assistance.propose(helped, fund, "600.00")
    assistance.propose(other_category, fund, "50.00")
    act = assistance.propose(taken_back, fund, "300.00").json()["act"]
    withdrawn = assistance.post(f"/v1/acts/{act}/withdrawal", {"reason": "改由民政救助"})
    assert withdrawn.status_code == 200, withdrawn.text

    capsys.readouterr()
    assert tools.WORDS["costs"](assistance.service, []) == 0

    where = {"profile": "shantou-2016", "region": "440507"}
    assert json.loads(capsys.readouterr().out) == {
        "costs": [
            {**where, "category": "1", "files": 3, "committed": 60_000},
            {**where, "category": "2", "files": 1, "committed": 5_000},
        ]
    }
