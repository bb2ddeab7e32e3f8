"""The ledger's routes: reports in, decisions, findings and the log out."""

from fastapi import APIRouter

from services.ledger.api import aid, log, notify, timeline
from services.ledger.resources import Resources


def routers(here: Resources) -> list[APIRouter]:
    return [notify.router(here), aid.router(here), log.router(here), timeline.router(here)]
