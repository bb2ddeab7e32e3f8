"""The ledger's routes: reports in; decisions, overlap found and the log out."""

from fastapi import APIRouter

from services.ledger.api import aid, log, notify, timeline
from services.ledger.resources import Resources


def routers(resources: Resources) -> list[APIRouter]:
    return [notify.router(resources), aid.router(resources), log.router(resources), timeline.router(resources)]
