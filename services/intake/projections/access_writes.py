"""The audit trail as a read model: who saw whose personal data or facts, and who searched for whom."""

from collections.abc import Iterable
from typing import Any

from chassis.codec import Recorded
from chassis.operations.events import Accessed, Disclosed
from chassis.projection import Write
from services.intake.domain import events


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    event, envelope = recorded.event, recorded.envelope
    match event:
        case events.PersonalDataShown():
            yield _of_a_household(recorded, "personal_data")
        case events.AttachmentShown():
            yield _of_a_household(recorded, "attachment")
        case Accessed() | Disclosed():
            yield _of_a_household(recorded, event.what)
        case events.PersonSearched():
            yield (
                "INSERT INTO accesses (id, at, actor, what, org_path, person, found)"
                " VALUES (%s, %s, %s, 'search', %s, %s, %s)",
                (envelope.stream, envelope.time, envelope.actor, event.org_path, envelope.subject, event.found),
            )
        case events.FactsJudged():
            yield (
                "INSERT INTO accesses (id, at, actor, what, org_path) VALUES (%s, %s, %s, %s, %s)",
                (envelope.stream, envelope.time, envelope.actor, event.what, _path_of(event.region)),
            )


def _path_of(region: str) -> str:
    """The organisation of the place, or of the smallest around it; "" for everywhere."""
    return "/".join(region[:digits] for digits in (2, 4, 6) if len(region) >= digits)


def _of_a_household(recorded: Recorded[Any], what: str) -> Write:
    """Auditors see it where they see the household."""
    envelope = recorded.envelope
    return (
        "INSERT INTO accesses (id, at, actor, what, org_path, household)"
        " SELECT %s, %s, %s, %s, org_path, household FROM households WHERE household = %s",
        (envelope.stream, envelope.time, envelope.actor, what, envelope.subject),
    )
