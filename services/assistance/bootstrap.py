"""Assistance's wiring, all of it: the one place where its parts meet."""

from pathlib import Path

from chassis.http.refusals.error_table import codes_raised_in
from chassis.resources import open_resources
from chassis.service import ReadModels, Service
from chassis.settings import Settings
from chassis.work_list import events as work_list_events
from contracts import assistance as facts
from kernel import organisation
from policies.documents import regions
from services.assistance import api, messages
from services.assistance.domain import events
from services.assistance.errors import ERRORS
from services.assistance.projections import TABLES, budgets, project, queries
from services.assistance.resources import Resources

CATALOGUE = {**facts.EVENTS, **events.EVENTS, **work_list_events.events_of("assistance")}


def bootstrap(settings: Settings) -> Service[Resources]:
    """A file of laws or organisations that cannot be used stops the start, not the first household."""
    laws, unions = regions.table(settings.regions_file), organisation.read(settings.organisations_file)
    opened = open_resources(settings, CATALOGUE, project)
    resources = Resources(**vars(opened), laws=laws, organisations=unions)
    return Service(
        name="assistance",
        resources=resources,
        routers=api.routers(resources),
        errors=ERRORS,
        raises=codes_raised_in(Path(__file__).parent),
        read_models=[ReadModels(project, TABLES), ReadModels(budgets.project, budgets.TABLES, guards=True)],
        subscriptions=messages.subscriptions(resources),
        timers=messages.timers(resources),
        waits=queries.WAITS,
    )
