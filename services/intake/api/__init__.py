"""Intake's routes: parse, call, answer. `applications.py` and `rosters.py` take in, `decisions.py` decides,
`households.py` shows; `bodies.py` holds what decisions are sent as.
"""

from fastapi import APIRouter

from chassis.http.body_limit import MIB
from chassis.resources import Resources
from services.intake.api import applications, decisions, households, rosters

BODY_LIMITS = {"/v1/rosters": 8 * MIB}


def routers(here: Resources) -> list[APIRouter]:
    return [make(here) for make in (applications.router, rosters.router, decisions.router, households.router)]
