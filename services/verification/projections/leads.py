"""Whom a lead is about, by token: kept beside the events and not made from them, so that it can go with its term."""

from collections.abc import Collection, Iterable
from typing import Any

from psycopg import Connection

from chassis.codec import Recorded
from chassis.projection import Write
from contracts.verification import LeadMet
from services.verification.domain.events import LeadForgotten


def remember(connection: Connection[Any], lead: str, person: str) -> None:
    connection.execute("INSERT INTO lead_persons (lead, person) VALUES (%s, %s)", (lead, person))


def about(connection: Connection[Any], persons: Collection[str]) -> list[str]:
    rows = connection.execute("SELECT lead FROM lead_persons WHERE person = ANY(%s) ORDER BY lead", (sorted(persons),))
    return [lead for (lead,) in rows]


def writes(recorded: Recorded[Any]) -> Iterable[Write]:
    if isinstance(recorded.event, LeadForgotten | LeadMet):
        yield "DELETE FROM lead_persons WHERE lead = %s", (recorded.envelope.subject,)
