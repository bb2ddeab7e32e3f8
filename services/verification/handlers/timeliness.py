"""Which department is how late: questions of one quarter by agency, item and place, with working days to the answer."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from chassis.http.principal import Principal
from kernel.calendar import working_days_between
from kernel.items import CHINESE, Agency, Item
from services.verification.handlers import directory
from services.verification.projections.timeliness import Group, groups
from services.verification.resources import Resources

ANSWERS = ("answered", "late")


def timeliness(
    resources: Resources,
    caller: Principal,
    quarter: str | None,
    region: str | None,
    agency: Agency | None,
    office: str | None,
) -> dict[str, Any]:
    """Of the caller's organisation and those below it."""
    named = quarter or quarter_of(resources.today())
    with resources.store.reading() as connection:
        found = groups(connection, caller.org_path, *days_of(named), region, agency, office)
        names = directory.names_of(resources, connection, {one.agency for one in found}, resources.today())
    rows = groupby(found, key=lambda one: (one.agency, one.item, one.region))
    return {"quarter": named, "items": [_row(*key, names[key[0]], list(alike)) for key, alike in rows]}


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def days_of(quarter: str) -> tuple[date, date]:
    """Its first and its last day."""
    year, _, number = quarter.partition("Q")
    first_month = int(number) * 3 - 2
    after = date(int(year) + first_month // 10, first_month % 12 + 3 if first_month < 10 else 1, 1)
    return date(int(year), first_month, 1), after - timedelta(days=1)


def _row(agency: str, item: str, region: str, agency_zh: str, alike: list[Group]) -> dict[str, Any]:
    count = Counter[str]()
    for one in alike:
        count[one.outcome] += one.questions
    waited = sorted(_waited(alike))
    total = sum(questions for _, questions in waited)
    return {
        "agency": agency,
        "agency_zh": agency_zh,
        "item": item,
        "item_zh": CHINESE[Item(item)],
        "region": region,
        "asked": count.total(),
        **{outcome: count[outcome] for outcome in ("answered", "late", "declined", "silent", "waiting", "stopped")},
        "said_otherwise": sum(one.said_otherwise for one in alike),
        "median_working_days": _middle(waited, total),
        "worst_working_days": waited[-1][0] if waited else None,
    }


def _waited(alike: list[Group]) -> Iterator[tuple[int, int]]:
    """(working days, questions answered after so many)"""
    for one in alike:
        if one.outcome in ANSWERS and one.replied_on is not None:
            yield working_days_between(one.asked_on, one.replied_on), one.questions


def _middle(waited: list[tuple[int, int]], total: int) -> int | None:
    """So many days sufficed for half of them."""
    seen = 0
    for days, questions in waited:
        seen += questions
        if seen * 2 >= total:
            return days
    return None
