"""The agencies' door: DCI callbacks. Who comes in is known by the signature alone; no token is asked for."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chassis.clock import real_now
from chassis.resources import Resources
from dci import description
from dci.receiver import Refusal, unfit_transport
from services.verification.adapters.exchange import Exchange
from services.verification.handlers import answers


async def raw_body(request: Request) -> bytes:
    """The bytes as they came: the signature is over them."""
    return await request.body()


async def transport(request: Request) -> Refusal | None:
    """Why the body is not looked at. A coroutine: FastAPI takes a plain function to a thread."""
    return unfit_transport(request.headers, real_now())


def router(resources: Resources, exchange: Exchange) -> APIRouter:
    routes = APIRouter(tags=["registry"])

    @routes.post(
        "/registry/on-search",
        summary="部门答复 · an agency's answer (DCI on-search)",
        response_class=Response,
        responses=description.acks(200),
    )
    def on_search(
        unfit: Annotated[Refusal | None, Depends(transport)], body: Annotated[bytes, Depends(raw_body)]
    ) -> Response:
        if unfit is not None:
            return Response(unfit.ack, unfit.http_status, media_type="application/json")
        acknowledged = answers.on_search(resources, exchange, body)
        return Response(acknowledged.body, acknowledged.status, media_type="application/json")

    return routes
