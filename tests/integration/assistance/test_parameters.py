"""Assistance's own copy of the law's parameters: told by intake, judged by month, absent until told."""

from datetime import datetime
from typing import Any

import pytest

from chassis.rebuild import drift
from contracts import intake
from kernel.calendar import CHINA_STANDARD_TIME
from services.assistance.projections import TABLES, project
from tests.integration.assistance.conftest import Assistance, as_recorded
from tests.support.parameters import stream_of, told


def line(value: str | None, first_day: str, region: str = "440507") -> intake.ParameterSet:
    return intake.ParameterSet(
        name="dibao_line",
        kind="money",
        region=region,
        first_day=datetime.fromisoformat(first_day).date(),
        value=value,
        source="民政文件",
    )


def hear(assistance: Assistance, fact: intake.ParameterSet) -> None:
    assistance.hear(stream_of(fact), fact)


def lines(assistance: Assistance, household: str) -> dict[str, Any]:
    months = assistance.get(f"/v1/plans/{household}").json()["months"]
    return {month["month"]: (month["line"], month["reaches_relief"]) for month in months}


def visited(assistance: Assistance, household: str, *months: str) -> None:
    for month in months:
        body = {"month": month, "income": "1900.00", "relief": "0.00", "hardship": "0.00", "union_aid": "0.00"}
        assert assistance.post(f"/v1/plans/{household}/months", body, "case_worker").status_code == 200


def test_the_copy_says_what_intake_said_and_since_when_it_was_known(assistance: Assistance) -> None:
    fact = line("980.00", "2026-01-01")
    hear(assistance, fact)
    (*_, copied) = assistance.events(stream_of(fact))
    known_since = datetime(2026, 11, 2, 10, tzinfo=CHINA_STANDARD_TIME)
    assert copied == type(copied)(**{**fields(as_recorded(fact)), "known_since": known_since})


def test_each_month_is_judged_against_its_own_line_and_a_retroactive_line_changes_the_months_it_is_for(
    assistance: Assistance,
) -> None:
    household = assistance.opened()
    visited(assistance, household, "2026-06", "2026-07")
    assert lines(assistance, household) == {"2026-06": ("950.00", True), "2026-07": ("1000.00", False)}
    hear(assistance, line("980.00", "2026-06-01"))
    assert lines(assistance, household) == {"2026-06": ("980.00", False), "2026-07": ("1000.00", False)}
    hear(assistance, line("940.00", "2026-07-01"))
    assert lines(assistance, household) == {"2026-06": ("980.00", False), "2026-07": ("940.00", True)}


def test_a_line_of_another_place_changes_nothing_here(assistance: Assistance) -> None:
    household = assistance.opened()
    visited(assistance, household, "2026-06")
    hear(assistance, line("100.00", "2026-06-01", "440511"))
    assert lines(assistance, household) == {"2026-06": ("950.00", True)}


def test_without_parameters_no_month_proves_anything_and_nobody_is_reminded(bare: Assistance) -> None:
    household = bare.opened()
    assert bare.rows("SELECT kind FROM timers") == []
    visited(bare, household, "2026-06")
    assert lines(bare, household) == {}
    for fact in told("440507") + told("4405"):
        hear(bare, fact)
    assert lines(bare, household) == {"2026-06": ("950.00", True)}


def test_the_table_of_parameters_is_made_again_from_the_events(assistance: Assistance) -> None:
    hear(assistance, line(None, "2027-01-01"))
    with assistance.service.store.pool.connection() as connection:
        assert drift(connection, assistance.service.store.codec, project, TABLES) == {}
        ((rows,),) = connection.execute("SELECT count(*) FROM parameters").fetchall()
    assert rows > 2


def fields(event: Any) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__struct_fields__}


@pytest.fixture
def bare(make_assistance: Any) -> Assistance:
    """Nobody has set a parameter."""
    made: Assistance = make_assistance()
    return made
