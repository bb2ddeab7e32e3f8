"""Intake's wiring, all of it: the one place where its parts meet."""

from functools import partial
from pathlib import Path

from chassis.http.error_table import codes_raised_in
from chassis.resources import open_resources
from chassis.service import ReadModels, Service
from chassis.settings import Settings
from contracts import intake as facts
from policies.documents import regions
from services.intake import api, messages
from services.intake.domain import events
from services.intake.errors import ERRORS
from services.intake.handlers import laws
from services.intake.projections import TABLES, project

CATALOGUE = {**facts.EVENTS, **events.EVENTS}


def bootstrap(settings: Settings) -> Service:
    regions.table(settings.regions_file)  # one that cannot be used stops the start, not the first household
    resources = open_resources(settings, CATALOGUE, project)
    return Service(
        name="intake",
        settings=settings,
        store=resources.store,
        lane=resources.lane,
        vault=resources.vault,
        clock=resources.clock,
        routers=api.routers(resources),
        errors=ERRORS,
        raises=codes_raised_in(Path(__file__).parent),
        body_limits=api.BODY_LIMITS,
        read_models=[ReadModels(project, TABLES)],
        subscriptions=messages.subscriptions(resources),
        timers=messages.timers(resources),
        at_start=[partial(laws.keep_all, resources)],
    )
