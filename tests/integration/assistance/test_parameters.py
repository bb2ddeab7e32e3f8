"""Assistance's own copy of the law's parameters: told by intake, judged by month, absent until told."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from chassis.rebuild import drift
from contracts import intake
from kernel.calendar import CHINA_STANDARD_TIME
from services.assistance.projections import TABLES, project
from tests.integration.assistance.conftest import Assistance, as_recorded
from tests.support.parameters import stream_of, told
from tests.support.service import START


def line(value: str | None, first_day: str, region: str = "440507") -> intake.ParameterSet:
    return intake.ParameterSet(
        name="dibao_line",
        kind="money",
        region=region,
        first_day=datetime.fromisoformat(first_day).date(),
        value=value,
        source="民政文件",
    )


def term(first_day: str, source: str = "省总文件") -> intake.ParameterSet:
    return intake.ParameterSet(
        name="helper_days",
        kind="count",
        region="44",
        first_day=datetime.fromisoformat(first_day).date(),
        value=5,
        source=source,
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
    assistance.hear(stream_of(fact), fact, at=START)
    (*_, copied) = assistance.events(stream_of(fact))
    assert copied == msgspec.structs.replace(as_recorded(fact), known_since=START)


def test_each_month_is_judged_against_its_own_line_and_a_retroactive_line_changes_the_months_it_is_for(
    assistance: Assistance,
) -> None:
    household = assistance.opened(opened_on=date(2026, 1, 1))
    visited(assistance, household, "2026-06", "2026-07")
    assert lines(assistance, household) == {"2026-06": ("950.00", True), "2026-07": ("1000.00", False)}
    hear(assistance, line("980.00", "2026-06-01"))
    assert lines(assistance, household) == {"2026-06": ("980.00", False), "2026-07": ("1000.00", False)}
    hear(assistance, line("940.00", "2026-07-01"))
    assert lines(assistance, household) == {"2026-06": ("980.00", False), "2026-07": ("940.00", True)}


def test_a_line_of_another_place_changes_nothing_here(assistance: Assistance) -> None:
    household = assistance.opened(opened_on=date(2026, 1, 1))
    visited(assistance, household, "2026-06")
    hear(assistance, line("100.00", "2026-06-01", "440511"))
    assert lines(assistance, household) == {"2026-06": ("950.00", True)}


def test_without_parameters_no_month_proves_anything_and_nobody_is_reminded(bare: Assistance) -> None:
    household = bare.opened(opened_on=date(2026, 1, 1))
    assert bare.rows("SELECT kind FROM timers") == []
    visited(bare, household, "2026-06")
    assert lines(bare, household) == {"2026-06": (None, None)}
    for fact in told("440507") + told("4405"):
        hear(bare, fact)
    assert lines(bare, household) == {"2026-06": ("950.00", True)}


def test_a_latest_month_without_a_line_proves_nothing_and_no_older_month_stands_in_for_it(
    assistance: Assistance,
) -> None:
    hear(assistance, line(None, "2026-07-01"))
    household = assistance.opened(opened_on=date(2026, 1, 1))
    visited(assistance, household, "2026-06", "2026-07")
    assert lines(assistance, household) == {"2026-06": ("950.00", True), "2026-07": (None, None)}
    assistance.post(f"/v1/plans/{household}/difficulty", {"finding": "eased", "reason": "有稳定补助"})
    assert "ReliefReached" not in assistance.story(household)


@pytest.mark.parametrize("first_day", ["2026-01-01", "2026-11-02", "2026-11-16"])
@pytest.mark.parametrize("set_first", [True, False])
def test_the_term_for_a_helper_reminds_of_files_opened_before_and_after_it_was_set(
    bare: Assistance, first_day: str, set_first: bool
) -> None:
    fact = term(first_day)
    if set_first:
        hear(bare, fact)
    late, household = bare.opened(), bare.opened()
    if not set_first:
        hear(bare, fact)
    helper = {"unit": "示例单位", "name": "王示例", "phone": "0754-0000 1234"}
    assert bare.post(f"/v1/plans/{household}/helper", helper, "case_worker").status_code == 200
    # Five working days from 2 November, when the file was opened, or from the term's first day.
    over = datetime(2026, 11, 10 if first_day < "2026-11-16" else 24, 9, 1, tzinfo=CHINA_STANDARD_TIME)
    bare.move_to(over - timedelta(days=1))
    assert "HelperOverdue" not in bare.story(late)
    bare.move_to(over)
    assert bare.story(late)[-1] == "HelperOverdue"
    assert bare.story(household)[-1] == "HelperNamed"


def test_a_file_is_reminded_once_however_often_the_term_is_set(bare: Assistance) -> None:
    household = bare.opened(opened_on=date(2026, 1, 1))
    for source in ("一", "二"):
        hear(bare, term("2026-01-01", source))
    bare.move_to(datetime(2026, 11, 30, 9, 1, tzinfo=CHINA_STANDARD_TIME))
    hear(bare, term("2026-01-01", "三"))
    bare.move_to(datetime(2026, 12, 30, 9, 1, tzinfo=CHINA_STANDARD_TIME))
    assert bare.story(household).count("HelperOverdue") == 1


def test_the_table_of_parameters_is_made_again_from_the_events(assistance: Assistance) -> None:
    hear(assistance, line(None, "2027-01-01"))
    with assistance.service.store.pool.connection() as connection:
        assert drift(connection, assistance.service.store.codec, project, TABLES) == {}
        ((rows,),) = connection.execute("SELECT count(*) FROM parameters").fetchall()
    assert rows > 2


@pytest.fixture
def bare(make_assistance: Any) -> Assistance:
    """Nobody has set a parameter."""
    made: Assistance = make_assistance()
    return made
