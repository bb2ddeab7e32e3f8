"""What is shown of a household: its inquiries with each item's outcome."""

from typing import Any

from psycopg import Connection

from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.resources import Resources
from kernel.items import AGENCY_CHINESE, CHINESE, Agency, Item
from services.verification import projections


def inquiries(resources: Resources, caller: Principal, household: str) -> list[dict[str, Any]]:
    with resources.store.reading() as connection:
        rows = seen_inquiries(connection, caller, household)
        return [
            {
                "round": round,
                "status": status,
                "complete": complete,
                "opened_on": opened_on.isoformat(),
                "due_on": due_on.isoformat(),
                "items": [_item(*item) for item in projections.items_of(connection, stream)],
            }
            for stream, round, _, status, complete, opened_on, due_on in rows
        ]


def seen_inquiries(connection: Connection[Any], caller: Principal, household: str) -> list[tuple[Any, ...]]:
    rows = projections.inquiries_of(connection, household)
    if not rows or not caller.covers(rows[-1][2]):
        raise Problem("not_found")
    return rows


def _item(item: str, agency: str, outcome: str, answered_on: Any) -> dict[str, Any]:
    return {
        "item": item,
        "item_zh": CHINESE[Item(item)],
        "agency": agency,
        "agency_zh": AGENCY_CHINESE[Agency(agency)],
        "outcome": outcome,
        "answered_on": answered_on.isoformat() if answered_on else None,
    }
