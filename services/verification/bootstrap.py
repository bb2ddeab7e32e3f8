"""Verification's wiring, all of it: the one place where its parts meet."""

from pathlib import Path

from chassis.deliveries import PER_TARGET_MAX
from chassis.http.refusals.error_table import codes_raised_in
from chassis.resources import Resources, open_resources
from chassis.service import ReadModels, Service
from chassis.settings import Settings
from contracts import verification as facts
from kernel.items import Agency
from services.verification import api, messages
from services.verification.adapters.exchange import Post, open_exchange
from services.verification.domain import events
from services.verification.errors import ERRORS
from services.verification.projections import TABLES, project

CATALOGUE = {**facts.EVENTS, **events.EVENTS}


def bootstrap(settings: Settings, post: Post | None = None) -> Service[Resources]:
    """`post` is the way to the agencies; None opens the real one."""
    exchange = open_exchange(settings, post)
    resources = open_resources(settings, CATALOGUE, project)
    return Service(
        name="verification",
        resources=resources,
        routers=[api.router(resources, exchange)],
        errors=ERRORS,
        raises=codes_raised_in(Path(__file__).parent),
        read_models=[ReadModels(project, TABLES)],
        subscriptions=messages.subscriptions(resources),
        timers=messages.timers(resources),
        senders=messages.senders(resources, exchange),
        delivery_hands=PER_TARGET_MAX * len(Agency),
        at_stop=[exchange.close],
    )
