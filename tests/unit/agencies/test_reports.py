"""Aid from outside is reported: some at the start, the late ones when asked to, each once."""

from datetime import date

from agencies.behaviour import Behaviour
from agencies.signed_body import as_report
from kernel.calendar import add_working_days, opening_hour
from tests.support.until import wait_until
from tests.unit.agencies.office import POPULATION, opened

BEFORE = {aid.reference: as_report(aid) for aid in POPULATION.outside_aid if aid.when == "before"}
LATE = {aid.reference: as_report(aid) for aid in POPULATION.outside_aid if aid.when == "late"}


def test_aid_given_before_is_reported_at_the_start() -> None:
    with opened() as office:
        wait_until(office.is_quiet, "quiet")
        reports = {one.reference_id: one.report for one in office.listener.reports()}

    assert BEFORE
    assert reports == BEFORE


def test_late_aid_is_reported_when_asked_and_only_once() -> None:
    with opened() as office:
        wait_until(office.is_quiet, "quiet")
        first = office.client.post("/reports/late").json()
        second = office.client.post("/reports/late").json()
        wait_until(office.is_quiet, "quiet")
        reports = {one.reference_id: one.report for one in office.listener.reports()}

    assert LATE
    assert (first, second) == ({"reported": list(LATE)}, {"reported": []})
    assert reports == BEFORE | LATE


def test_late_aid_of_some_households_can_be_asked_for_alone() -> None:
    with opened() as office:
        none = office.client.post("/reports/late", json={"households": ["99999"]}).json()
        wait_until(office.is_quiet, "quiet")

    assert none == {"reported": []}


def test_late_aid_can_have_a_business_day_of_its_own() -> None:
    with opened(Behaviour(late_reports_after_days=5)) as office:
        wait_until(office.is_quiet, "quiet")
        due = office.pending()["earliest_due"]
        office.clock.move(days=30)
        wait_until(lambda: len(office.listener.reports()) == len(BEFORE) + len(LATE), "the late reports")

    assert due == opening_hour(add_working_days(date(2026, 11, 1), 5)).isoformat()
