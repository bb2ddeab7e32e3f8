"""The ledger's wiring, all of it: the one place where its parts meet."""

from pathlib import Path

from chassis.http.refusals.error_table import codes_raised_in
from chassis.resources import open_resources
from chassis.service import ReadModels, Service
from chassis.settings import Settings
from contracts import ledger as facts
from kernel import organisation
from services.ledger import api, messages
from services.ledger.domain import events
from services.ledger.errors import ERRORS
from services.ledger.index import schema, writes
from services.ledger.projections import TABLES, project
from services.ledger.resources import Resources

CATALOGUE = {**facts.EVENTS, **events.EVENTS}


def bootstrap(settings: Settings) -> Service[Resources]:
    """A file of organisations that cannot be used stops the start, not the first overlap."""
    organisations = organisation.read(settings.organisations_file)
    opened = open_resources(settings, CATALOGUE, project, may_open=False)
    resources = Resources(**vars(opened), organisations=organisations)
    return Service(
        name="ledger",
        resources=resources,
        routers=api.routers(resources),
        errors=ERRORS,
        raises=codes_raised_in(Path(__file__).parent),
        read_models=[ReadModels(project, TABLES), ReadModels(writes.project, schema.TABLES, guards=True)],
        subscriptions=messages.subscriptions(resources),
        timers=messages.timers(resources),
        waits=schema.WAITS,
    )
