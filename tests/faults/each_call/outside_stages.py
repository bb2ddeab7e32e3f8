"""Stages of aid that others give: a charity reports it, corrects what it said, takes it back, or is late."""

from msgspec.structs import replace

from agencies.signed_body import as_report
from dci.aid_reports import AidReport
from portal.callers import person
from tests.faults.each_call.journey import CITY, Journey
from tests.faults.each_call.people import FIRST, late_aid


def report_aid(way: Journey) -> None:
    way.house.agencies.report(_subsidy(way))


def correct_report(way: Journey) -> None:
    """An act that it holds is decided anew, and held by what is true now."""
    way.house.agencies.report(replace(_subsidy(way), amount="700.00", standing="corrected"))


def withdraw_report(way: Journey) -> None:
    """What it held is cleared."""
    way.house.agencies.report(replace(_subsidy(way), standing="withdrawn"))


def report_late(way: Journey) -> None:
    """A charity tells of the same aid after the union has paid: the ledger raises a finding."""
    way.post("agencies", "/reports/late", person("case_worker", CITY), {"households": [FIRST]})


def _subsidy(way: Journey) -> AidReport:
    """Of the kind that the county federation offers."""
    return replace(as_report(late_aid(way.first)), aid_kind="living_subsidy")
