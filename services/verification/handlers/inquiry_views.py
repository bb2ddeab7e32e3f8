"""What is shown of a household: its inquiries with each item's outcome."""

from typing import Any

from psycopg import Connection

from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from kernel.items import CHINESE, Item
from services.verification import projections
from services.verification.handlers import directory
from services.verification.resources import Resources


def inquiries(resources: Resources, caller: Principal, household: str) -> list[dict[str, Any]]:
    with resources.store.reading() as connection:
        return [
            {
                "round": one.round,
                "status": one.status,
                "complete": one.complete,
                "opened_on": one.opened_on.isoformat(),
                "due_on": one.due_on.isoformat(),
                "items": _items(resources, connection, one.stream),
            }
            for one in seen_inquiries(connection, caller, household)
        ]


def seen_inquiries(connection: Connection[Any], caller: Principal, household: str) -> list[projections.Round]:
    """Raises Problem `not_found` for a household out of the caller's scope, as for one that nobody asked about."""
    rounds = projections.inquiries_of(connection, household)
    if not rounds or not caller.covers(rounds[-1].org_path):
        raise Problem("not_found")
    return rounds


def _items(resources: Resources, connection: Connection[Any], stream: str) -> list[dict[str, Any]]:
    asked = projections.items_of(connection, stream)
    names = directory.names_of(resources, connection, {one.agency for one in asked}, resources.today())
    return [_item(one, names[one.agency]) for one in asked]


def _item(asked: projections.AskedItem, agency_zh: str) -> dict[str, Any]:
    return {
        "item": asked.item,
        "item_zh": CHINESE[Item(asked.item)],
        "agency": asked.agency,
        "agency_zh": agency_zh,
        "outcome": asked.outcome,
        "answered_on": asked.answered_on.isoformat() if asked.answered_on else None,
    }
