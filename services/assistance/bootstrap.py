"""Assistance's wiring, all of it: the one place where its parts meet."""

from pathlib import Path

from chassis.http.error_table import codes_raised_in
from chassis.resources import open_resources
from chassis.service import ReadModels, Service
from chassis.settings import Settings
from contracts import assistance as facts
from policies.documents import regions
from services.assistance import api, messages
from services.assistance.domain import events
from services.assistance.errors import ERRORS
from services.assistance.projections import TABLES, project, queries

CATALOGUE = {**facts.EVENTS, **events.EVENTS}


def bootstrap(settings: Settings) -> Service:
    regions.table(settings.regions_file)  # one that cannot be used stops the start, not the first household
    here = open_resources(settings, CATALOGUE, project)
    return Service(
        name="assistance",
        settings=settings,
        store=here.store,
        lane=here.lane,
        vault=here.vault,
        clock=here.clock,
        routers=api.routers(here),
        errors=ERRORS,
        raises=codes_raised_in(Path(__file__).parent),
        read_models=[ReadModels(project, TABLES)],
        subscriptions=messages.subscriptions(here),
        timers=messages.timers(here),
        waits=queries.WAITS,
    )
