"""The ledger's wiring, all of it: the one place where its parts meet."""

from pathlib import Path

from chassis.http.error_table import codes_raised_in
from chassis.resources import open_resources
from chassis.service import ReadModels, Service
from chassis.settings import Settings
from contracts import ledger as facts
from services.ledger import api, messages
from services.ledger.domain import events
from services.ledger.errors import ERRORS
from services.ledger.handlers import aid_index
from services.ledger.projections import TABLES, project

CATALOGUE = {**facts.EVENTS, **events.EVENTS}


def bootstrap(settings: Settings) -> Service:
    here = open_resources(settings, CATALOGUE, project, may_open=False)
    return Service(
        name="ledger",
        settings=settings,
        store=here.store,
        lane=here.lane,
        vault=here.vault,
        clock=here.clock,
        routers=api.routers(here),
        errors=ERRORS,
        raises=codes_raised_in(Path(__file__).parent),
        read_models=[ReadModels(project, TABLES), ReadModels(aid_index.writes_of, aid_index.TABLES, guards=True)],
        subscriptions=messages.subscriptions(here),
        timers=messages.timers(here),
        waits=aid_index.WAITS,
    )
