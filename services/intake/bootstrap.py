"""Intake's wiring, all of it: the one place where its parts meet."""

from functools import partial
from pathlib import Path

from chassis.blobs.absent import AbsentBlobs
from chassis.blobs.folder import FolderBlobs
from chassis.http.refusals.error_table import codes_raised_in
from chassis.resources import open_resources
from chassis.service import ReadModels, Service
from chassis.settings import Settings
from chassis.work_list import events as work_list_events
from contracts import intake as facts
from kernel import organisation
from policies.documents import regions
from services.intake import api, messages
from services.intake.adapters.webhook_line import Post, open_line
from services.intake.domain import events
from services.intake.errors import ERRORS
from services.intake.handlers import laws
from services.intake.projections import TABLES, claims, project, project_and_send
from services.intake.resources import Resources

CATALOGUE = {**facts.EVENTS, **events.EVENTS, **work_list_events.events_of("intake")}
DELIVERY_HANDS = 8
"""Two for each receiver, so that a few slow ones hold up nobody else."""


def bootstrap(settings: Settings, post: Post | None = None) -> Service[Resources]:
    """`post` is the way to portals' receivers; None opens the real one.

    A file of laws or organisations that cannot be used stops the start, not the first household.
    """
    line = open_line(settings, post)
    law, unions = regions.table(settings.regions_file), organisation.read(settings.organisations_file)
    opened = open_resources(settings, CATALOGUE, project_and_send)
    blobs = FolderBlobs(settings.blobs_folder) if settings.blobs_folder else AbsentBlobs()
    resources = Resources(**vars(opened), laws=law, organisations=unions, blobs=blobs)
    return Service(
        name="intake",
        resources=resources,
        routers=api.routers(resources, line),
        errors=ERRORS,
        raises=codes_raised_in(Path(__file__).parent),
        body_limits=api.BODY_LIMITS,
        read_models=[ReadModels(project, TABLES), ReadModels(claims.project, claims.TABLES, guards=True)],
        subscriptions=messages.subscriptions(resources),
        timers=messages.timers(resources),
        senders=messages.senders(resources, line),
        delivery_hands=DELIVERY_HANDS,
        at_start=[partial(laws.keep_all, resources)],
        at_stop=[line.close],
    )
