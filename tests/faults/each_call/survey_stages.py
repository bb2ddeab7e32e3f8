"""Stages of a survey: the same families again, and what a reviewer makes of what they say by now; a corrected row."""

from copy import deepcopy
from typing import Any

from msgspec.structs import replace

from agencies.population import Population
from agencies.roster import write_roster
from portal import rosters
from portal.callers import person
from portal.rosters import Report
from tests.faults.each_call.journey import CITY, Journey
from tests.faults.each_call.people import FIRST, OTHER


def survey_again(way: Journey) -> None:
    """The first household has an open file: nothing moves, what the row says otherwise waits."""
    report = _surveyed(way, FIRST, phone="19900000079")
    assert (report.taken, report.changed) == (0, 1)
    way.known["roster"] = report.roster


def take_phone(way: Journey) -> None:
    told = rosters.decide(way.portal, way.at_union("reviewer"), way.known["roster"], "take", "核实", field="phone")
    assert (told["taken"], told["refused"]) == (1, [])


def leave_the_rest(way: Journey) -> None:
    """Income and account were changed since the application, and the sheet knows the old ones."""
    told = rosters.decide(
        way.portal, way.at_union("reviewer"), way.known["roster"], "leave", "已变更", outcome="changed"
    )
    assert told["left"] >= 2


def correct_other(way: Journey) -> None:
    """No fact: the application stands where it stood."""
    assert _surveyed(way, OTHER, phone="19900000078").corrected == 1


def ask_other_again(way: Journey) -> None:
    """An income: another round of questions."""
    assert _surveyed(way, OTHER, phone="19900000078", income="1.00").corrected == 1


def _surveyed(way: Journey, number: str, phone: str, income: str | None = None) -> Report:
    path = way.house.folder / "survey.xlsx"
    everybody = way.house.population
    household = replace(way.people[number], body=_changed(way.people[number].body, phone, income))
    write_roster(Population(everybody.seed, everybody.today, {}, [household], {}, []), path)
    return rosters.send(way.portal, person("case_worker", CITY), path)


def _changed(body: dict[str, Any], phone: str, income: str | None) -> dict[str, Any]:
    changed = deepcopy(body)
    changed["contact"]["phone"] = phone
    if income is not None:
        changed["members"][0]["monthly_income"] = income
    return changed
