"""Verification's routes: the agencies' door (`registry.py`), and what people see (`inquiries.py`,
`timeline.py`, `timeliness.py`, `writings.py`)."""

from fastapi import APIRouter

from chassis.resources import Resources
from services.verification.adapters.exchange import Exchange
from services.verification.api import inquiries, registry, timeline, timeliness, writings


def router(resources: Resources, exchange: Exchange) -> APIRouter:
    routes = APIRouter()
    routes.include_router(registry.router(resources, exchange))
    routes.include_router(inquiries.router(resources))
    routes.include_router(timeline.router(resources))
    routes.include_router(timeliness.router(resources))
    routes.include_router(writings.router(resources))
    return routes
