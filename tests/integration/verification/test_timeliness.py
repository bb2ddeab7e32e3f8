"""Which department is how late: counted from the events, by agency, item, place and quarter, for who may see it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from chassis.rebuild import drift
from contracts.intake import ApplicationWithdrawn, ConsentWithdrawn
from services.verification.handlers.timeliness import days_of, quarter_of
from services.verification.projections import TABLES, project
from tests.integration.verification.applications import consent, items, submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import Asked, declined, read_all, written

BODY = POPULATION.households[0].body
UNION = BODY["org_path"]
NOTHING = {"answered": 0, "late": 0, "declined": 0, "silent": 0, "waiting": 0, "stopped": 0, "said_otherwise": 0}
NO_DAYS = {"median_working_days": None, "worst_working_days": None}


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    return make_town(agencies=False)


def apply(town: Town) -> str:
    household = town.apply(submitted(town.service.vault, BODY))
    town.deliver()
    return household


def asked(town: Town, item: str) -> list[Asked]:
    return [one for one in read_all(town.asked) if one.item == item]


def answer(town: Town, one: Asked, income: str = "10.00") -> None:
    record = {"person": one.tokens[0], "monthly_income": income}
    assert town.callback(written(one, town.agency_keys["tax"], record)).status_code == 200


def tax(town: Town, **query: str) -> dict[str, Any]:
    """The one row of the tax bureau, without its names."""
    path = "/v1/timeliness?" + "&".join(f"{name}={value}" for name, value in {"agency": "tax", **query}.items())
    (row,) = town.get(path, org_path=UNION).json()["items"]
    assert (row.pop("agency"), row.pop("agency_zh"), row.pop("item"), row.pop("item_zh")) == (
        *("tax", "税务"),
        *("tax", "税务"),
    )
    assert row.pop("region") == BODY["region"]
    return dict(row)


def settled(town: Town) -> None:
    with town.service.store.reading() as connection:
        assert drift(connection, town.service.store.codec, project, TABLES) == {}


def test_days_are_counted_to_the_answer_and_a_second_word_is_told_apart(town: Town) -> None:
    for _ in range(3):
        apply(town)
    assert tax(town) == {"asked": 3, **NOTHING, "waiting": 3, **NO_DAYS}
    first, second, third = asked(town, "tax")
    answer(town, first)
    town.move(days=3)
    answer(town, second)
    town.move(days=7)  # over a weekend
    answer(town, third)
    answer(town, third, income="20.00")
    days = {"median_working_days": 3, "worst_working_days": 5}
    assert tax(town) == {"asked": 3, **NOTHING, "answered": 3, "said_otherwise": 1, **days}
    settled(town)


def test_silence_is_no_answer_until_one_comes_late(town: Town) -> None:
    apply(town)
    town.move(days=15)
    assert tax(town) == {"asked": 1, **NOTHING, "silent": 1, **NO_DAYS}
    (one,) = asked(town, "tax")
    town.move(days=16)
    answer(town, one)
    answer(town, one, income="20.00")
    days = {"median_working_days": 12, "worst_working_days": 12}
    assert tax(town) == {"asked": 1, **NOTHING, "late": 1, "said_otherwise": 1, **days}
    settled(town)


def test_who_declines_and_answers_after_all_has_answered(town: Town) -> None:
    apply(town)
    (one,) = asked(town, "tax")
    town.callback(declined(one, town.agency_keys["tax"]))
    assert tax(town) == {"asked": 1, **NOTHING, "declined": 1, **NO_DAYS}
    answer(town, one)
    days = {"median_working_days": 0, "worst_working_days": 0}
    assert tax(town) == {"asked": 1, **NOTHING, "answered": 1, **days}
    settled(town)


def test_what_was_stopped_is_nobodys_fault_and_what_was_not_asked_is_not_counted(town: Town) -> None:
    stopped = apply(town)
    town.hear(stopped, ApplicationWithdrawn(reason="moved away"))
    vault = town.service.vault
    town.apply(submitted(vault, BODY, consent=consent(vault, BODY, items=("hukou",))))
    town.down = {"tax"}
    expires = town.apply(submitted(vault, BODY, consent=consent(vault, BODY, valid_until=date(2026, 11, 2))))
    town.deliver()
    town.move(days=1)
    town.due_again()
    town.deliver()
    assert "QuestionRefused" in town.story(expires)
    assert tax(town) == {"asked": 1, **NOTHING, "stopped": 1, **NO_DAYS}
    settled(town)


def test_a_consent_taken_back_stops_what_was_asked(town: Town) -> None:
    household = apply(town)
    withdrawn = ConsentWithdrawn(reference="GX-1", persons=("a",), withdrawn_on=date(2026, 11, 2), reason="不同意")
    town.hear(household, withdrawn)
    assert tax(town) == {"asked": 1, **NOTHING, "stopped": 1, **NO_DAYS}
    settled(town)


def test_a_quarter_holds_what_was_asked_in_it(town: Town) -> None:
    apply(town)
    shown = town.get("/v1/timeliness", org_path=UNION).json()
    assert shown["quarter"] == "2026Q4"
    assert {row["item"] for row in shown["items"]} == set(items())
    assert town.get("/v1/timeliness?quarter=2027Q1", org_path=UNION).json()["items"] == []
    assert tax(town, quarter="2026Q4", region=BODY["region"])["asked"] == 1
    assert town.get("/v1/timeliness?region=999999", org_path=UNION).json()["items"] == []


def test_only_ones_own_scope_is_counted_and_only_for_who_has_work_with_it(town: Town) -> None:
    apply(town)
    above = UNION.rpartition("/")[0]
    assert town.get("/v1/timeliness", org_path=above).json()["items"] != []
    assert town.get("/v1/timeliness", org_path=f"{above}/another-union").json().get("items", []) == []
    assert town.get("/v1/timeliness", "portal", org_path=UNION).status_code == 403
    for wrong in ("agency=nobody", "office=a b", "quarter=2026Q5", "region=4405"):
        assert town.get(f"/v1/timeliness?{wrong}", org_path=UNION).status_code == 422


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_begins_and_ends(quarter: str, first: date, last: date) -> None:
    assert days_of(quarter) == (first, last)
    assert [quarter_of(day) for day in (first, last)] == [quarter, quarter]
