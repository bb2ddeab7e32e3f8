"""Campaigns and how far they are; nothing here reads a personal field."""

from collections.abc import Iterable
from typing import Any

from chassis.codec import Recorded
from chassis.projection import Write
from contracts import intake as facts
from services.intake.domain import events


def project(recorded: Recorded[Any]) -> Iterable[Write]:
    event, envelope = recorded.event, recorded.envelope
    match event:
        case events.CampaignProposed():
            yield _proposed(event, recorded)
        case events.CampaignBegun():
            yield _stands(recorded, "running")
            yield "UPDATE campaigns SET begun_by = %s WHERE campaign = %s", (envelope.actor, envelope.subject)
        case events.CampaignDeclined():
            yield _stands(recorded, "declined")
        case events.CampaignPaused():
            yield _stands(recorded, "paused")
        case events.CampaignResumed():
            yield _stands(recorded, "running")
        case events.CampaignStepTaken():
            yield _stands(recorded, None, event.taken)
        case events.CampaignEnded():
            yield _stands(recorded, event.outcome)
        case events.TakenInCampaign():
            status = "awaited" if event.outcome == "begun" else event.outcome
            yield (
                "INSERT INTO campaign_households (campaign, household, status) VALUES (%s, %s, %s)",
                (event.campaign, envelope.subject, status),
            )
        case facts.RecheckBegun():
            yield _moved_on(envelope.subject, "awaited")
        case events.CategoryProposed() if event.recheck:
            yield _moved_on(envelope.subject, "answered" if event.complete else "silent")
        case facts.FileKept() | facts.FileClosed():
            yield _moved_on(envelope.subject, "decided")


def _stands(recorded: Recorded[Any], status: str | None, taken: int = 0) -> Write:
    return (
        "UPDATE campaigns SET version = %s, status = coalesce(%s, status), taken = taken + %s WHERE campaign = %s",
        (recorded.envelope.streamversion, status, taken, recorded.envelope.subject),
    )


def _proposed(event: events.CampaignProposed, recorded: Recorded[Any]) -> Write:
    envelope = recorded.envelope
    return (
        "INSERT INTO campaigns (campaign, org_path, status, version, reason, ordered_by, due_by, listed, a_minute,"
        " planned, taken, proposed_by, since) VALUES (%s, %s, 'proposed', %s, %s, %s, %s, %s, %s, %s, 0, %s, %s)",
        (
            envelope.subject,
            event.org_path,
            envelope.streamversion,
            event.reason,
            event.ordered_by,
            event.due_by,
            len(event.households),
            event.a_minute,
            event.planned,
            event.by,
            envelope.time,
        ),
    )


def _moved_on(household: str, status: str) -> Write:
    """Of the re-check that a campaign began; what was decided on stays so, whatever later re-checks come to."""
    return (
        "UPDATE campaign_households SET status = %s"
        " WHERE household = %s AND status IN ('awaited', 'answered', 'silent')",
        (status, household),
    )
