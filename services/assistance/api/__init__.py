"""Assistance's routes: funds, plans, aid, referrals, payment batches, and its part of a household's story."""

from fastapi import APIRouter

from services.assistance.api import aid, batches, follow_up, funds, plans, referrals, tasks, timeline, writings
from services.assistance.resources import Resources


def routers(resources: Resources) -> list[APIRouter]:
    rooms = (funds, plans, follow_up, aid, referrals, batches, tasks, timeline, writings)
    return [*(room.router(resources) for room in rooms), tasks.never_helped(resources)]
