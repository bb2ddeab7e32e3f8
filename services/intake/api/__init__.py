"""Intake's routes: parse, call, answer. `applications.py` and `rosters.py` take in, `decisions.py` decides,
`households.py` and `timeline.py` show, `supervision.py` watches over them; `bodies.py` holds what decisions are sent
as. `attachments.py`: papers. `parameters.py`: the law's.
"""

from fastapi import APIRouter

from chassis.http.body_limit import MIB
from services.intake.api import (
    applications,
    attachments,
    decisions,
    households,
    parameters,
    rosters,
    supervision,
    timeline,
)
from services.intake.resources import Resources

BODY_LIMITS = {"/v1/rosters": 8 * MIB, **attachments.BODY_LIMITS}


def routers(resources: Resources) -> list[APIRouter]:
    rooms = (applications, rosters, attachments, decisions, households, parameters, supervision, timeline)
    return [room.router(resources) for room in rooms]
