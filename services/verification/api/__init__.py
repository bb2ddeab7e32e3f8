"""Verification's routes: the agencies' door (`registry.py`), and what people see (`inquiries.py`,
`contradictions.py`, `question_sheets.py`, `tasks.py`, `timeline.py`, `timeliness.py`, `writings.py`,
`directory.py`); `agency_keys.py`: whose signatures are believed."""

from fastapi import APIRouter

from services.verification.adapters.exchange import Exchange
from services.verification.api import (
    agency_keys,
    contradictions,
    directory,
    inquiries,
    question_sheets,
    registry,
    tasks,
    timeline,
    timeliness,
    writings,
)
from services.verification.resources import Resources


def router(resources: Resources, exchange: Exchange) -> APIRouter:
    routes = APIRouter()
    routes.include_router(registry.router(resources, exchange))
    routes.include_router(inquiries.router(resources, exchange))
    routes.include_router(contradictions.router(resources))
    routes.include_router(tasks.router(resources))
    routes.include_router(question_sheets.router(resources))
    routes.include_router(timeline.router(resources))
    routes.include_router(agency_keys.router(resources))
    routes.include_router(timeliness.router(resources))
    routes.include_router(writings.router(resources))
    routes.include_router(directory.router(resources))
    return routes
