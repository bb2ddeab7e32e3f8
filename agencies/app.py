"""The agencies' one small web application: every agency under its own path, all with one table.

`POST /{agency}/registry/search` acknowledges a signed question and answers later, by a signed callback; what else makes
an agency a registry of the standard: `agencies/registry`.
`GET /pending` says what is still to come; `POST /reports/late` makes the late reports leave now; `GET /inspection`
shows what came and what went; `POST /{agency}/sheets` is for what is brought to an agency without an interface.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import msgspec
from fastapi import FastAPI, Request, Response

from agencies import clerk, inspection_page
from agencies.behaviour import Behaviour
from agencies.desk import Desk
from agencies.inspection import Inspection
from agencies.items_table import AGENCIES
from agencies.journal import Journal
from agencies.letters import AnswerLetter, Letter
from agencies.outbox import Outbox
from agencies.partners import Partners
from agencies.population import Population
from agencies.registry import doors
from agencies.registry.doors import as_json, refused
from agencies.reports import Reports
from agencies.signed_body import Renderer
from chassis.client import Reply
from chassis.clock import Clock
from dci.keys import SigningKey
from dci.receiver import SEARCH, AcceptedSearch, Refusal, accept

ERROR_PAGE = '{"code": 500, "msg": "系统繁忙，请稍后再试"}'.encode()
"""What some interfaces answer with HTTP 200."""


def create_app(
    population: Population,
    keys: dict[str, SigningKey],
    partners: Partners,
    behaviour: Behaviour,
    journal: Journal,
    clock: Clock,
    post: Callable[[str, bytes], Reply],
    inspection_token: str | None = None,
) -> FastAPI:
    """The whole of it; `post` is the one way out, so that a test can stand at the other end."""
    behaviour = behaviour.beginning(population.today)

    def sent(letter: Letter) -> None:
        if isinstance(letter, AnswerLetter):
            desk.sent(letter)
        else:
            reports.sent(letter)

    inspection = Inspection()
    outbox = Outbox(clock, Renderer(population, keys), post, sent, told=inspection.sent)
    desk = Desk(behaviour, journal, outbox)
    reports = Reports(population, partners, behaviour, journal, outbox, clock)
    history = partners.history()

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        for letter in journal.owed():
            outbox.put(letter)
        reports.at_start()
        outbox.start()
        yield
        outbox.stop()
        journal.close()

    house = doors.House(
        population=population,
        keys=keys,
        partners=partners,
        journal=journal,
        clock=clock,
        outbox=outbox,
        desk=desk,
        is_out=lambda agency: behaviour.of(agency).is_out(clock.now()),
    )
    app = FastAPI(title="Jiekun mock agencies", lifespan=running, docs_url=None, redoc_url=None)
    app.include_router(doors.router(house))

    @app.post("/{agency}/registry/search")
    def search(agency: str, request: Request, body: doors.Body) -> Response:
        judged = judged_at(agency, request, body)
        answer = refused(judged) if isinstance(judged, Refusal) else taken(agency, judged)
        if agency in AGENCIES:
            inspection.received(agency, judged, f"HTTP {answer.status_code}")
        return answer

    def judged_at(agency: str, request: Request, body: bytes) -> AcceptedSearch | Refusal:
        now = datetime.now(UTC)
        if (unfit := doors.unfit(house, agency, request, body, now)) is not None:
            return unfit
        accepted = accept(body, history, now, SEARCH, receiver_id=agency)
        if isinstance(accepted, Refusal):
            return accepted
        return doors.unknown(house, agency, request, accepted, now) or accepted

    def taken(agency: str, accepted: AcceptedSearch) -> Response:
        if desk.errs_with_200(agency, accepted):
            return as_json(ERROR_PAGE, 200)
        if not desk.take(agency, accepted, clock.now()):
            return doors.duplicate(accepted)
        return as_json(accepted.ack, 202)

    app.include_router(inspection_page.router(inspection, inspection_token))

    @app.post("/{agency}/sheets")
    def sheets(agency: str, body: doors.Body) -> Response:
        """A union's question sheet, filled in by the agency's clerk."""
        try:
            filled = clerk.filled_in(body, agency, population.on_file)
        except Exception:
            return Response(status_code=400)
        return Response(filled)

    @app.get("/pending")
    def pending() -> Response:
        rest = outbox.rest()
        told = {
            "quiet": rest.due == 0 and rest.in_flight == 0,
            "not_acknowledging": [code for code in AGENCIES if behaviour.of(code).acknowledges_not(clock.now())],
        }
        return as_json(msgspec.json.encode(msgspec.structs.asdict(rest) | told), 200)

    @app.post("/reports/late", status_code=202)
    def late(asked: LateReports | None = None) -> dict[str, list[str]]:
        return {"reported": reports.late(asked.get("households") if asked else None)}

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"service": "agencies", "status": "ok"}

    @app.get("/readyz")
    def readyz() -> dict[str, Any]:
        return {"service": "agencies", "status": "ok", "households": len(population.households)}

    return app


LateReports = dict[str, list[str]]
"""`{"households": ["00012"]}`; without a body all late reports leave."""
