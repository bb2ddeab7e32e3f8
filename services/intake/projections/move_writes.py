"""Moves of open files between unions as a read model: what waits for whom, and where a household was before."""

from collections.abc import Iterable
from typing import Any

from chassis.codec import Recorded
from chassis.projection import Write
from contracts import intake as facts
from services.intake.domain import events


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    """Before the household's own row moves on: a proposal asks where it is."""
    event, envelope = recorded.event, recorded.envelope
    match event:
        case events.MoveProposed():
            yield (
                "INSERT INTO moves (move, household, org_path, region, to_org_path, reason, proposed_by, since, status)"
                " SELECT %s, household, org_path, region, %s, %s, %s, %s, 'waiting' FROM households"
                " WHERE household = %s",
                (event.move, event.to_org_path, event.reason, event.by, envelope.time, envelope.subject),
            )
        case events.MoveDeclined():
            yield "UPDATE moves SET status = %s WHERE move = %s", (event.outcome, event.move)
        case facts.FileMoved():
            yield (
                "UPDATE moves SET status = 'taken', version = %s WHERE move = %s",
                (
                    envelope.streamversion,
                    event.move,
                ),
            )
            yield (
                "UPDATE households SET org_path = %s, region = %s WHERE household = %s",
                (event.org_path, event.region, envelope.subject),
            )
        case facts.FileClosed():
            yield _OFF, (envelope.subject,)


_OFF = "UPDATE moves SET status = 'file_closed' WHERE household = %s AND status = 'waiting'"
