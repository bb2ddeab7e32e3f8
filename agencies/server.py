"""The agencies as one process: their files read, their application served until somebody ends it."""

from __future__ import annotations

import uvicorn

from agencies import partners, scenarios
from agencies.app import create_app
from agencies.journal import Journal
from agencies.population import Population
from agencies.settings import Settings
from chassis import logs
from chassis.client import HttpClient
from chassis.clock import business_clock
from chassis.memory import look_through_seldom
from chassis.structs import learn_all


def serve(settings: Settings) -> None:
    logs.configure("agencies", settings.log_level)
    learn_all()
    with HttpClient() as client:
        app = create_app(
            population=Population.from_json(settings.population_file.read_bytes()),
            keys=partners.load_keys(settings.agency_keys_file),
            partners=partners.load_partners(settings.partners_file),
            behaviour=scenarios.load(settings.agency_behaviour),
            journal=Journal(settings.journal),
            clock=business_clock(settings.clock_offset_file),
            post=client.post,
            inspection_token=settings.inspection_token.get_secret_value() if settings.inspection_token else None,
        )
        look_through_seldom()
        uvicorn.run(app, host=settings.host, port=settings.port, log_config=None, access_log=False)
