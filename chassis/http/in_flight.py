"""Bulkhead: how many requests may be worked on at once, and how many of them each caller's.

It stands behind the body's limits, so a body that trickles holds no place for work: a request takes one when it is here
as a whole.
"""

from starlette.types import ASGIApp, Receive, Scope, Send

from chassis import metrics
from chassis.http.refusals.errors import ErrorTable
from chassis.http.refusals.problems import respond
from chassis.http.shares import SHARES, Shares


class InFlight:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, table: ErrorTable, most: int) -> None:
        self.app = app
        self.table = table
        self.taken = Shares(most)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        shares = scope[SHARES]
        refusal = self.taken.refusal(shares, 1)
        if refusal is not None and scope["path"] != "/healthz":
            metrics.HTTP_TURNED_AWAY.labels(refusal).inc()
            return await respond(self.table, refusal, {"retry_after_s": 1})(scope, receive, send)
        self.taken.take(shares, 1)
        try:
            await self.app(scope, receive, send)
        finally:
            self.taken.give_back(shares, 1)
