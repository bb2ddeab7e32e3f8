"""Verification's wiring, all of it: the one place where its parts meet."""

from functools import partial
from pathlib import Path

from chassis.deliveries import PER_TARGET_MAX
from chassis.http.refusals.error_table import codes_raised_in
from chassis.resources import open_resources
from chassis.service import ReadModels, Service
from chassis.settings import Settings
from chassis.work_list import events as work_list_events
from contracts import verification as facts
from services.verification import api, messages
from services.verification.adapters.exchange import Post, open_exchange
from services.verification.domain import events
from services.verification.errors import ERRORS
from services.verification.handlers import agency_keys
from services.verification.projections import TABLES, project
from services.verification.resources import Resources

OFFICES_AT_ONCE = 40
"""So many offices may be slow at the same moment before one of them holds up another; a hand is a thread."""
CATALOGUE = {**facts.EVENTS, **events.EVENTS, **work_list_events.events_of("verification")}


def bootstrap(settings: Settings, post: Post | None = None) -> Service[Resources]:
    """`post` is the way to the agencies; None opens the real one."""
    exchange = open_exchange(settings, post)
    resources = Resources(**vars(open_resources(settings, CATALOGUE, project)), exchange=exchange)
    exchange.ring.follow(partial(agency_keys.known, resources, exchange))
    return Service(
        name="verification",
        resources=resources,
        routers=[api.router(resources, exchange)],
        errors=ERRORS,
        raises=codes_raised_in(Path(__file__).parent),
        body_limits=api.question_sheets.BODY_LIMITS,
        read_models=[ReadModels(project, TABLES)],
        subscriptions=messages.subscriptions(resources),
        timers=messages.timers(resources),
        senders=messages.senders(resources, exchange),
        delivery_hands=PER_TARGET_MAX * min(len(exchange.offices), OFFICES_AT_ONCE),
        at_start=[partial(agency_keys.adopt_all, resources, exchange)],
        at_stop=[exchange.close],
    )
