"""How long an agency has: by item and place, as the law's parameters say, in working days."""

from collections.abc import Callable
from datetime import date
from typing import Any

from chassis.rebuild import drift
from contracts.intake import ParameterSet
from kernel.answer_terms import term_of
from services.verification.domain.events import OfficeReminded
from services.verification.projections import TABLES, parameters, project
from tests.integration.verification.applications import submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import read_all, written
from tests.support.parameters import stream_of

BODY = POPULATION.households[0].body


def set_(town: Town, item: str, region: str, value: int | None, first_day: str = "2026-01-01") -> None:
    fact = ParameterSet(
        name=term_of(item),
        kind="count",
        region=region,
        first_day=date.fromisoformat(first_day),
        value=value,
        source="示例值（虚构）",
    )
    town.hear(stream_of(fact), fact)


def due(town: Town) -> tuple[str, dict[str, Any]]:
    household = town.apply(submitted(town.service.vault, BODY))
    (opened,) = town.events(household)
    return opened.due_on.isoformat(), {each.item: each.due_on.isoformat() for each in opened.questions}


def test_each_item_has_the_term_of_its_narrowest_place_and_the_round_the_longest(
    make_town: Callable[..., Town],
) -> None:
    town = make_town(agencies=False)
    set_(town, "tax", "44", 20)
    set_(town, "tax", BODY["region"], 3)
    set_(town, "tax", BODY["region"], 30, first_day="2027-01-01")  # announced: it holds for nobody yet
    set_(town, "hukou", "41", 1)  # another province
    set_(town, "dibao", "4405", 15)
    of_the_round, of_items = due(town)
    assert of_items["tax"] == "2026-11-05"
    assert of_items["hukou"] == "2026-11-16", "ours, where no place says"
    assert of_items["dibao"] == of_the_round == "2026-11-23"


def test_unset_again_where_it_was_set_the_wider_place_does_not_come_back(make_town: Callable[..., Town]) -> None:
    town = make_town(agencies=False)
    set_(town, "tax", "44", 20)
    set_(town, "tax", BODY["region"], 3)
    set_(town, "tax", BODY["region"], None, first_day="2026-11-01")
    assert due(town)[1]["tax"] == "2026-11-16"
    with town.service.store.reading() as connection:
        asked = date(2026, 10, 31)
        assert parameters.parameter(connection, term_of("tax"), BODY["region"], asked) == "3"
        assert parameters.parameter(connection, term_of("tax"), "440511", asked) == "20"
        assert drift(connection, town.service.store.codec, project, TABLES) == {}


def test_the_report_is_partial_once_the_longest_term_is_over(make_town: Callable[..., Town]) -> None:
    town = make_town(agencies=False)
    set_(town, "dibao", BODY["region"], 15)
    household = town.apply(submitted(town.service.vault, BODY))
    town.move(days=20)
    assert "ReportCompleted" not in town.story(household)
    town.move(days=22)
    assert town.story(household)[-1] == "ReportCompleted"


def test_a_silent_office_is_to_be_called_before_its_term_and_no_more_once_it_answered(
    make_town: Callable[..., Town],
) -> None:
    town = make_town(agencies=False)
    set_(town, "dibao", BODY["region"], 15)
    household = town.apply(submitted(town.service.vault, BODY))
    town.deliver()
    union = BODY["org_path"]
    asked = "/v1/directory/reminders"
    assert town.get(asked, org_path=union).json()["items"] == []
    town.move(days=9)  # seven working days of ten; of dibao's fifteen twelve are not over
    first = [each for each in town.events(household) if isinstance(each, OfficeReminded)]
    assert {item for each in first for item in each.items} >= {"tax", "hukou"}
    assert "dibao" not in {item for each in first for item in each.items}
    (of_tax,) = [one for one in town.get(asked, org_path=union).json()["items"] if one["office"] == "tax"]
    assert of_tax == {
        "office": "tax",
        "office_zh": "税务",
        "questions": 1,
        "asked_on": "2026-11-02",
        "due_on": "2026-11-16",
    }
    (one,) = [each for each in read_all(town.asked) if each.item == "tax"]
    record = {"person": one.tokens[0], "monthly_income": "10.00"}
    assert town.callback(written(one, town.agency_keys["tax"], record)).status_code == 200
    assert "tax" not in {one["office"] for one in town.get(asked, org_path=union).json()["items"]}
    assert town.get(asked, org_path="41").json()["items"] == []
    town.move(days=16)
    again = [each for each in town.events(household) if isinstance(each, OfficeReminded)][len(first) :]
    assert [(each.agency, each.items) for each in again] == [("civil_affairs", ("dibao",))]
    with town.service.store.reading() as connection:
        assert drift(connection, town.service.store.codec, project, TABLES) == {}
