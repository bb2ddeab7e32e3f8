"""The agencies' one small web application: every agency under its own path, all with one table.

`POST /{agency}/registry/search` acknowledges a signed question and answers later, by a signed callback;
`GET /pending` says what is still to come; `POST /reports/late` makes the late reports leave now.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from fastapi import Depends, FastAPI, Request, Response

from agencies.behaviour import Behaviour
from agencies.desk import Desk
from agencies.items_table import AGENCIES
from agencies.journal import Journal
from agencies.letters import AnswerLetter, Letter
from agencies.outbox import Outbox
from agencies.partners import Partners
from agencies.population import Population
from agencies.reports import Reports
from agencies.signed_body import Renderer
from chassis.client import Reply
from chassis.clock import Clock
from dci import acks
from dci.codes import AckCode
from dci.keys import SigningKey
from dci.receiver import SEARCH, Refusal, accept, refuse, unfit_transport

BODY_BYTES_MAX = 1 << 20


def create_app(
    population: Population,
    keys: dict[str, SigningKey],
    partners: Partners,
    behaviour: Behaviour,
    journal: Journal,
    clock: Clock,
    post: Callable[[str, bytes], Reply],
) -> FastAPI:
    """The whole of it; `post` is the one way out, so that a test can stand at the other end."""

    def sent(letter: Letter) -> None:
        if isinstance(letter, AnswerLetter):
            desk.sent(letter)
        else:
            reports.sent(letter)

    outbox = Outbox(clock, Renderer(population, keys), post, sent)
    desk = Desk(behaviour, journal, outbox)
    reports = Reports(population, partners, behaviour, journal, outbox, clock)
    history, started = partners.history(), time.monotonic()

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        for letter in journal.owed():
            outbox.put(letter)
        reports.at_start()
        outbox.start()
        yield
        outbox.stop()
        journal.close()

    app = FastAPI(title="Jiekun mock agencies", lifespan=running, docs_url=None, redoc_url=None)

    @app.post("/{agency}/registry/search")
    def search(agency: str, request: Request, body: Annotated[bytes, Depends(raw_body)]) -> Response:
        now = datetime.now(UTC)
        if (unfit := unfit_transport(request.headers, now)) is not None:
            return refused(unfit)
        if agency not in AGENCIES:
            return refused(refuse(AckCode.REQUEST_NOT_FOUND, "no_such_agency", now))
        if behaviour.of(agency).is_out(time.monotonic() - started):
            return refused(refuse(AckCode.SERVICE_UNAVAILABLE, "outage", now))
        if outbox.is_full():
            return refused(refuse(AckCode.SERVICE_UNAVAILABLE, "busy", now))
        if len(body) > BODY_BYTES_MAX:
            return refused(refuse(AckCode.REQUEST_BAD, "body_too_large", now))
        accepted = accept(body, history, now, SEARCH, receiver_id=agency)
        if isinstance(accepted, Refusal):
            return refused(accepted)
        asker, address = accepted.verified.sender_id, accepted.header.sender_uri
        if address is not None and not partners.may_call(asker, address):
            return refused(refuse(AckCode.SENDER_URI_INVALID, "callback_address_not_allowed", now))
        if not desk.take(agency, accepted, clock.now()):
            again = acks.nack(accepted.correlation_id, now, AckCode.REQUEST_BAD, "rjct.message_id.duplicate")
            return json_bytes(again, 200)
        return json_bytes(accepted.ack, 202)

    @app.get("/pending")
    def pending() -> Response:
        rest = outbox.rest()
        quiet = {"quiet": rest.due == 0 and rest.in_flight == 0}
        return json_bytes(msgspec.json.encode(msgspec.structs.asdict(rest) | quiet), 200)

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


async def raw_body(request: Request) -> bytes:
    """The bytes as they came, read no further than a little beyond what is allowed."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES_MAX:
            break
    return bytes(body)


def refused(refusal: Refusal) -> Response:
    return json_bytes(refusal.ack, refusal.http_status)


def json_bytes(body: bytes, status: int) -> Response:
    return Response(body, status, media_type="application/json")
