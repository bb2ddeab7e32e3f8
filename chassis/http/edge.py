"""The outermost middleware of a request: trace, time, one log line, one metric, and the last catch.

Nothing leaves that a cache may keep, nothing is logged that came from the caller but the method: the route is
logged as its template, so that no id and no query ever stands in a log line.
"""

import time
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis import logs, metrics, trace
from chassis.http.refusals.errors import ErrorTable
from chassis.http.refusals.problems import respond

_PROBED: Final = frozenset({"/healthz", "/readyz", "/metrics"})
HUNG_UP: Final = 499
"""The caller hung up before the answer (nginx's number; never sent)."""
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Edge:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, table: ErrorTable) -> None:
        self.app = app
        self.table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        with trace.use(trace.parse(Headers(scope=scope).get("traceparent"))):
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        status = 0

        async def asked() -> Message:
            nonlocal status
            message = await receive()
            if message["type"] == "http.disconnect" and not status:
                status = HUNG_UP  # nobody is there to be answered, and nothing is wrong here
            return message

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = status or message["status"]
                headers = MutableHeaders(scope=message)
                headers["Cache-Control"] = "no-store"
                headers["X-Content-Type-Options"] = "nosniff"
                headers["traceparent"] = trace.header()
            await send(message)

        try:
            await self.app(scope, asked, answer)
        except Exception as error:
            if status == HUNG_UP:
                return
            logs.logger("http").error("request_failed", exc_info=error)
            if status:
                raise  # half an answer is out: the server must break the connection
            await respond(self.table, "internal")(scope, receive, answer)
        finally:
            _account(scope, status, time.perf_counter() - began)


def route_template(scope: Any) -> str:
    """`/v1/households/{household}`, or `unmatched` when no route took the request."""
    # A route of an included router knows its own part of the path only; FastAPI keeps the whole beside it.
    whole = scope.get("fastapi", {}).get("effective_route_context")
    return str(getattr(whole or scope.get("route"), "path_format", None) or "unmatched")


def _account(scope: Scope, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in _METHODS else "OTHER"
    route = route_template(scope)
    metrics.request_served(method, route, status, seconds)
    log = logs.logger("http")
    # A prober asks every few seconds: only its failures are worth a line.
    tell = log.debug if route in _PROBED and status == 200 else log.info
    tell("request_served", method=method, route=route, status=status, ms=round(seconds * 1000, 1))
