"""The ledger's routes: reports in; decisions, overlap found and the log out."""

from fastapi import APIRouter

from services.ledger.api import aid, log, notify, reports, timeline
from services.ledger.resources import Resources


def routers(resources: Resources) -> list[APIRouter]:
    rooms = (notify, aid, reports, log, timeline)
    return [room.router(resources) for room in rooms]
