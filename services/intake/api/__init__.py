"""Intake's routes: parse, call, answer. `applications.py` and `rosters.py` take in, `roster_differences.py` tells
what a survey found otherwise, `decisions.py` decides, `notices.py` is 公示, `households.py`, `timeline.py` and
`writings.py` show, `file_changes.py` changes an open file, `moves.py` hands it over to another union, `campaigns.py`
checks many again, `leads.py` tells of people whom agencies found, `visits.py` of what
people of the union saw for themselves, `duplicates.py` tells households apart,
`rearrangement.py` brings them together, `attachments.py`: papers, `supervision.py` watches over them, `tasks.py` says
what waits for whom, `webhooks.py` what portals are told; `bodies.py` holds what decisions are sent as.
`parameters.py`: the law's.
"""

from fastapi import APIRouter

from chassis.http.body_limit import MIB
from services.intake.adapters.webhook_line import WebhookLine
from services.intake.api import (
    applications,
    attachments,
    campaigns,
    consent_forms,
    decisions,
    duplicates,
    file_changes,
    households,
    leads,
    moves,
    notices,
    parameters,
    rearrangement,
    roster_differences,
    rosters,
    supervision,
    tasks,
    timeline,
    visits,
    webhooks,
    writings,
)
from services.intake.resources import Resources

BODY_LIMITS = {"/v1/rosters": 8 * MIB, **attachments.BODY_LIMITS}


def routers(resources: Resources, line: WebhookLine) -> list[APIRouter]:
    rooms = (
        *(applications, rosters, roster_differences, attachments, decisions, notices, file_changes, moves, households),
        *(campaigns, consent_forms, leads, duplicates, rearrangement, parameters, supervision, tasks, timeline),
        *(visits, writings),
    )
    return [
        *(room.router(resources) for room in rooms),
        duplicates.stops(resources),
        webhooks.router(resources, line),
    ]
