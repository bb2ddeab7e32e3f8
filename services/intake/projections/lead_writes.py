"""Leads and what became of them; whom they are about stands nowhere here."""

from collections.abc import Iterable
from typing import Any

from chassis.codec import Recorded
from chassis.projection import Write
from services.intake.domain import events


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    event, envelope = recorded.event, recorded.envelope
    match event:
        case events.LeadArrived():
            yield (
                "INSERT INTO leads (lead, org_path, status, version, agency, kind, reference, happened_on, until)"
                " VALUES (%s, %s, 'waiting', %s, %s, %s, %s, %s, %s)",
                (
                    envelope.subject,
                    event.org_path,
                    envelope.streamversion,
                    event.agency,
                    event.kind,
                    event.reference,
                    event.on,
                    event.until,
                ),
            )
        case events.LeadVisited():
            yield _stands(recorded, event.outcome)
            yield (
                "UPDATE leads SET visited_on = %s, visited_by = %s WHERE lead = %s",
                (event.on, envelope.actor, envelope.subject),
            )
        case events.LeadApplied():
            yield _stands(recorded, "applied")
            yield "UPDATE leads SET household = %s WHERE lead = %s", (event.household, envelope.subject)
        case events.LeadLapsed():
            yield _stands(recorded, "lapsed")


def _stands(recorded: Recorded[Any], status: str) -> Write:
    return (
        "UPDATE leads SET status = %s, version = %s WHERE lead = %s",
        (status, recorded.envelope.streamversion, recorded.envelope.subject),
    )
