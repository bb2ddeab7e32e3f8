"""A portal's receiver in the house: it takes what it is told, and says so."""

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

RECEIVER = "https://portal.example"


def app() -> Any:
    async def told(request: Request) -> Response:
        assert {"webhook-id", "webhook-timestamp", "webhook-signature"} <= set(request.headers)
        return Response(status_code=204)

    return Starlette(routes=[Route("/told", told, methods=["POST"])])
